import { createHash } from 'node:crypto';
import { type Assignment, pointsOf, type Rubric } from './assignment.js';
import type { AssignmentScript } from './assignmentScript.js';

/** A hidden test in a bundle: its parts as JavaScript source. */
export interface BundledTest {
  readonly test: string;
  readonly points: number;
  readonly inputs: string;
  /** The only part that is ever sent to where a student's code runs. */
  readonly call: string;
  /** Null where `equals` compares. */
  readonly compare: string | null;
  readonly tolerance: number;
}

/** An exercise in a bundle. */
export interface BundledExercise {
  readonly id: string;
  readonly functions: readonly string[];
  readonly points: number;
  readonly tests: readonly BundledTest[];
}

/** All that a grader needs, in one JSON file that students never get. */
export interface AssignmentBundle {
  readonly kind: 'mle-assignment/1';
  readonly id: string;
  readonly title: string;
  /** The version of this library that the marks depend on. */
  readonly libraryVersion: string;
  /** The phrase from which data and inputs of each student are made. */
  readonly seed: string;
  /** Those to whom it was handed out, as the roster names them. */
  readonly students: readonly string[];
  /** What the hidden tests of all exercises give; the points of rubrics are not among them. */
  readonly points: number;
  readonly exercises: readonly BundledExercise[];
  /** What a person grades, beside the hidden tests. */
  readonly rubrics: readonly Rubric[];
  /** The script itself: the trusted side runs it for data, inputs and wanted outputs. */
  readonly source: string;
  /** Of the source. */
  readonly sha256: string;
}

/** The bundle of an assignment that was run. */
export function assignmentBundle(
  script: AssignmentScript,
  assignment: Assignment<unknown>,
  facts: { readonly libraryVersion: string; readonly students: readonly string[] },
): AssignmentBundle {
  const exercises = [...assignment.exercises.values()].map((exercise) => ({
    id: exercise.id,
    functions: exercise.functions,
    points: pointsOf(exercise),
    tests: exercise.tests.map(({ test, points, inputs, call, compare, tolerance }) => ({
      test,
      points,
      inputs: inputs.toString(),
      call: call.toString(),
      compare: compare?.toString() ?? null,
      tolerance: tolerance ?? 1e-9,
    })),
  }));
  return {
    kind: 'mle-assignment/1',
    id: script.id,
    title: script.title,
    libraryVersion: facts.libraryVersion,
    seed: assignment.seed,
    students: facts.students,
    points: exercises.reduce((sum, { points }) => sum + points, 0),
    exercises,
    rubrics: [...assignment.rubrics.values()],
    source: script.source,
    sha256: createHash('sha256').update(script.source).digest('hex'),
  };
}
