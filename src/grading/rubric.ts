import { assertNotEmpty, MlError } from '../core/index.js';
import type { Criterion, Rubric } from './assignment.js';

/** What `rubric` is told. */
export interface RubricOptions {
  /** By what the answer is judged, a line each. */
  readonly criteria: readonly Criterion[];
}

/**
 * Says by what a person will judge an exercise: a judgement in words, a design, a picture.
 *
 * It stands in a cell that students see, since they should know the measure: there it prints the
 * lines with their points. Grading writes them as rows of a CSV file to be filled in, and
 * `mle marks merge` adds what stands there to the marks of the hidden tests.
 *
 * @param work     the assignment; in a student's notebook what `openAssignment` gave.
 * @param exercise its name. One that has hidden tests, too, is marked by both.
 * @throws MlError EMPTY without criteria | INVALID_ARGUMENT when points are no multiple of 0.5
 *   above 0 | DUPLICATE_NAME when the exercise has a rubric, or one sentence stands there twice.
 *
 * @example
 * const dice = await defineAssignment('dice', { seed: 'tall ships', data: () => ({ sides: 6 }) });
 * rubric(dice, 'dice.2', { criteria: [{ says: 'names one die that is not fair', points: 2 }] });
 * dice.rubrics.get('dice.2').criteria.length; // 1
 */
export function rubric(
  work: { readonly data: unknown; readonly rubrics?: Map<string, Rubric> },
  exercise: string,
  { criteria }: RubricOptions,
): void {
  assertNotEmpty('rubric', 'criteria', criteria.length);
  const seen = new Set<string>();
  for (const { says, points } of criteria) {
    if (!(points > 0) || !Number.isInteger(points * 2)) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `rubric: exercise ${exercise}, "${says}": points are ${points}, and a multiple of 0.5 above 0 is needed.`,
      );
    }
    if (seen.has(says)) throw twice(exercise, `two lines that say "${says}"`);
    seen.add(says);
  }
  if (work.rubrics?.has(exercise)) throw twice(exercise, 'two rubrics');
  work.rubrics?.set(exercise, { exercise, criteria: criteria.map((one) => ({ ...one })) });
  if (process.env.MLE_GRADING === '1') return;
  const lines = criteria.map(({ says, points }) => `  □ ${says} (${points})\n`);
  process.stdout.write(`${exercise} is judged by a person:\n${lines.join('')}`);
}

function twice(exercise: string, what: string): MlError {
  return new MlError('DUPLICATE_NAME', `rubric: exercise ${exercise} has ${what}.`);
}
