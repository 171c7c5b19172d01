import type { Random } from '../core/index.js';

/** What `defineAssignment` is told. */
export interface AssignmentOptions<Data> {
  /**
   * A phrase that students do not know: data and hidden inputs of each student come from it.
   * `mle assignment build --seed` takes another one, so that the script may be public.
   */
  readonly seed: string;
  /**
   * What a student is given, different for each. Numbers, texts, arrays, typed arrays, plain
   * objects; a text or number named `threshold` stands in prose as `{{threshold}}`.
   */
  readonly data: (random: Random, student: string) => Data | Promise<Data>;
}

/**
 * A hidden test: inputs go to the answer, which may run in another process, and what comes back is
 * compared here with what the solution gives. So a test holds no expected value.
 */
export interface HiddenTest<Data, Answer, Input, Output> {
  /** The sentence that must hold, as the report says it. */
  readonly test: string;
  /** Earned when every input's output agrees. A multiple of 0.5 above 0. */
  readonly points: number;
  /** The inputs of a student: the same for the same random numbers and data. */
  readonly inputs: (random: Random, data: Data) => readonly Input[];
  /**
   * Runs where the answer runs, from its source: it may use its parameters and nothing around it.
   * What it returns travels back.
   */
  readonly call: (answer: Answer, input: Input) => Output | Promise<Output>;
  /** Whether an output will do, else in words why not. Default: `equals` within `tolerance`. */
  readonly compare?: (came: unknown, wanted: Output, input: Input) => boolean | string;
  /** Of numbers, relative where they are above 1. Default 1e-9. */
  readonly tolerance?: number;
}

/** A wrong answer, and the points that it must cost. */
export interface WrongAnswer<Answer> {
  /** What is wrong with it. */
  readonly says: string;
  readonly answer: Answer;
  readonly loses: number;
}

/** A test whose types nobody needs any more. */
export type AnyTest = HiddenTest<unknown, unknown, unknown, unknown>;

/** What hidden tests and wrong answers made known about an exercise. */
export interface GradedExercise {
  readonly id: string;
  /** The solution: a function, or several by name. */
  readonly answer: unknown;
  /** The functions' names in the script. */
  readonly functions: readonly string[];
  readonly tests: AnyTest[];
  readonly wrong: WrongAnswer<unknown>[];
}

/** A line by which a person judges an answer. */
export interface Criterion {
  /** What must hold, as student and grader read it. */
  readonly says: string;
  /** Given in full, in part or not at all. A multiple of 0.5 above 0. */
  readonly points: number;
}

/** An exercise, or a part of one, that a person grades. */
export interface Rubric {
  readonly exercise: string;
  readonly criteria: readonly Criterion[];
}

/** An assignment as its script defined it for one student. */
export interface Assignment<Data> {
  /** The name of its file. */
  readonly id: string;
  readonly student: string;
  readonly seed: string;
  /** What this student is given. */
  readonly data: Data;
  /** What another student is given. */
  readonly dataOf: (student: string) => Promise<Data>;
  /** By exercise, in order; `hidden` and `wrongAnswer` fill it. */
  readonly exercises: Map<string, GradedExercise>;
  /** By exercise, in order; `rubric` fills it. */
  readonly rubrics: Map<string, Rubric>;
}

/** The points that hidden tests give for an exercise. */
export function pointsOf(exercise: GradedExercise): number {
  return exercise.tests.reduce((sum, { points }) => sum + points, 0);
}
