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
  const found = sumOf(values, 1) / values.length;
  if (Number.isFinite(found)) return found;
  // The sum may overflow where the mean does not: shares of the values, by a power of two, cannot.
  const share = 2 ** -Math.ceil(Math.log2(values.length) + 1);
  return sumOf(values, share) / values.length / share;
}

/** Σ of share · value, compensated. */
function sumOf(values: ArrayLike<number>, share: number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = share * values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
