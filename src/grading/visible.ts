import { check, type Tests } from '../notebook/index.js';

/** What `visible` may be given beside its tests. */
export interface VisibleOptions {
  /** The gentlest first; each failed try gives the next one. */
  readonly hints?: readonly string[];
}

/**
 * Tests that students see and run: as `check`, which says in words what does not hold.
 *
 * They earn nothing, and while a submission is graded they are not run at all.
 *
 * @param id     the exercise, such as 'metrics.1'.
 * @param answer the function, or several by name.
 * @param tests  by the sentence that must hold; see `check`.
 *
 * @example await visible('sums.1', (a, b) => a + b, { 'two and two is four': (add) => add(2, 2) === 4 }); // undefined
 */
export async function visible<Answer>(
  id: string,
  answer: Answer,
  tests: Tests<Answer>,
  options: VisibleOptions = {},
): Promise<void> {
  if (process.env.MLE_GRADING === '1') return;
  await check(id, answer, tests, options);
}
