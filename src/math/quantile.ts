import { assertBetween, assertFinite, assertNotEmpty } from '../core/index.js';
import { sortNumbers } from './sortNumbers.js';

/**
 * Quantile: the value below which a share `probability` of the values lies.
 *
 * With h = (n − 1) · p and the values in ascending order, counted from 0, it is the point at h on
 * the straight line between the neighbours ⌊h⌋ and ⌈h⌉ (Hyndman and Fan's type 7).
 *
 * @param values      (n,) finite numbers in any order, n ≥ 1.
 * @param probability from 0 (the minimum) to 1 (the maximum); 0.5 is the median.
 * @returns the quantile, in the unit of the values.
 * @throws MlError EMPTY | NOT_FINITE | OUT_OF_RANGE
 *
 * Cost: O(n log n) at worst, O(n) memory. For several quantiles sort once and call
 * `quantileOfSorted`. The input is not changed.
 * Source: Hyndman & Fan (1996), The American Statistician 50(4).
 * Agrees with: numpy.quantile's default (test/golden/moments.json).
 *
 * @example quantile([4, 1, 3, 2], 0.5); // 2.5
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  assertFinite('quantile', 'values', values);
  return quantileOfSorted(sortNumbers(values), probability);
}

/**
 * The same quantile of values that are sorted already.
 *
 * @param sorted      (n,) finite numbers, ascending, n ≥ 1.
 * @param probability from 0 to 1.
 * @throws MlError EMPTY | OUT_OF_RANGE
 *
 * Cost: O(1).
 *
 * @example quantileOfSorted([10, 20, 30], 0.25); // 15
 */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  assertNotEmpty('quantile', 'values', sorted.length);
  assertBetween('quantile', 'probability', probability, 0, 1);
  const at = (sorted.length - 1) * probability;
  const place = Math.floor(at);
  const share = at - place;
  const below = sorted[place]!;
  const above = sorted[Math.min(place + 1, sorted.length - 1)]!;
  // From the nearer neighbour, so that rounding cannot lead past either of them.
  const gap = above - below;
  if (!Number.isFinite(gap)) return below * (1 - share) + above * share;
  return share < 0.5 ? below + gap * share : above - gap * (1 - share);
}
