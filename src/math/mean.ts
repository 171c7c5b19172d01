import { assertNotEmpty } from '../core/index.js';

/**
 * Arithmetic mean, by a compensated sum: exact to the last digit or two for any length.
 *
 * @param values (n,) finite numbers, n ≥ 1.
 * @returns the mean, in the unit of the values.
 * @throws MlError EMPTY
 *
 * Cost: O(n).
 * Source: Neumaier (1974), Zeitschrift für Angewandte Mathematik und Mechanik 54.
 *
 * @example mean([1e16, 1, -1e16]); // 0.3333333333333333
 */
export function mean(values: ArrayLike<number>): number {
  assertNotEmpty('mean', 'values', values.length);
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return (sum + lost) / values.length;
}
