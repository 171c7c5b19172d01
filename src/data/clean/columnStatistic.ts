import { assertOneOf, type Cell, type Column, MlError } from '../../core/index.js';
import { mean, quantile } from '../../math/index.js';

/** One value that stands for many. */
export type ImputationStatistic = 'mean' | 'median' | 'mostFrequent';

/** Throws unless there is such a statistic, and the column's kind has it. */
export function assertStatistic(
  column: Column,
  statistic: unknown,
): asserts statistic is ImputationStatistic {
  const name = JSON.stringify(column.name);
  const said = typeof statistic === 'string' ? statistic : JSON.stringify(statistic);
  assertOneOf('imputeMissing', `what fills ${name}`, said, ['mean', 'median', 'mostFrequent']);
  if (statistic === 'mostFrequent' || column.kind === 'number') return;
  throw new MlError(
    'WRONG_KIND',
    `imputeMissing: column ${name} is of kind ${column.kind}, which has no ${said}. ` +
      "Use 'mostFrequent' or { constant: … }.",
  );
}

/**
 * The statistic of a column's values, missing ones aside; of these rows only, where they are given.
 *
 * @throws MlError EMPTY when no value is there; NOT_FINITE for a mean or median over infinities.
 */
export function statisticOf(
  column: Column,
  statistic: ImputationStatistic,
  rows?: readonly number[],
): number | string | boolean {
  const present = presentValues(column, rows);
  if (present.length === 0) {
    throw new MlError(
      'EMPTY',
      `imputeMissing: column ${JSON.stringify(column.name)} has no value at all, so there is no ` +
        `${statistic}. Give { constant: … }, or drop the column.`,
    );
  }
  if (statistic === 'mostFrequent') return mostFrequent(present);
  const numbers = present as number[];
  if (!numbers.every(Number.isFinite)) {
    throw new MlError(
      'NOT_FINITE',
      `imputeMissing: column ${JSON.stringify(column.name)} has infinite values, so its ` +
        `${statistic} would mean nothing. Make them missing first.`,
    );
  }
  return statistic === 'mean' ? mean(numbers) : quantile(numbers, 0.5);
}

function presentValues({ values }: Column, rows?: readonly number[]) {
  const present: (number | string | boolean)[] = [];
  const take = (value: Exclude<Cell, Date> | undefined): void => {
    if (value !== null && value !== undefined && !Number.isNaN(value)) present.push(value);
  };
  if (rows) for (const row of rows) take(values[row]);
  else for (let row = 0; row < values.length; row++) take(values[row]);
  return present;
}

/** Of several equally frequent ones the smallest, so that the order of rows does not matter. */
function mostFrequent(values: readonly (number | string | boolean)[]): number | string | boolean {
  const counts = new Map<number | string | boolean, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = values[0]!;
  let most = 0;
  for (const [value, count] of counts) {
    if (count < most || (count === most && value > best)) continue;
    best = value;
    most = count;
  }
  return best;
}
