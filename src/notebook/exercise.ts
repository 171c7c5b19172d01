/** True when the sentence holds; otherwise false, or in words what came instead. */
export type CheckResult = boolean | string;

/** By the sentence that must hold: a test, given the answer that it is to try. */
export type Tests<Answer> = Readonly<
  Record<string, (answer: Answer) => CheckResult | Promise<CheckResult>>
>;

/** A typical wrong answer, written down with the exercise. */
export interface Mistake<Answer> {
  /** What the learner is told who made it: "you …", and what was wanted. */
  readonly says: string;
  /** The wrong answer as code; where several functions are asked for, those that differ. */
  readonly answer: Given<Answer> extends (...values: never[]) => unknown
    ? Given<Answer>
    : Partial<Given<Answer>>;
}

/** A type that is not guessed from this place: only the answer itself says what it is. */
type Given<T> = [T][T extends unknown ? 0 : never];

/** What a check may be given beside its tests. */
export interface CheckOptions<Answer> {
  /** Three, from a nudge to nearly the answer; each failed check gives the next one. */
  readonly hints?: readonly string[];
  /** Two or more wrong answers; whoever gives one of them is told what it says. */
  readonly mistakes?: readonly Mistake<Answer>[];
  /** In place of mistakes, where the answer is a judgement: what a person looks at, line by line. */
  readonly rubric?: readonly string[];
}

/** An exercise asks for a function, or for several by name. */
export function withMistake<Answer>(answer: Answer, mistake: Mistake<Answer>): Answer {
  if (typeof answer === 'function') return mistake.answer as Answer;
  return { ...answer, ...(mistake.answer as Partial<Answer>) };
}
