import { assertNotEmpty } from '../core/index.js';
import { sortOwn } from '../math/index.js';
import { present } from './kolmogorovSmirnov.js';

/**
 * Wasserstein distance (earth mover's): how far the values of one sample must move, on average, to
 * become the other: ∫ |F(x) − G(x)| dx.
 *
 * @param reference (n,) finite numbers; NaN is missing and left out.
 * @param current   (m,) likewise.
 * @returns at least 0, in the unit of the values; divide by the reference's deviation to compare
 *   columns. Infinite where a sample holds an infinity that the other lacks.
 * @throws MlError EMPTY when nothing is left of a sample.
 *
 * Cost: O(n + m) by radix sort.
 * Source: Vallender (1974), Theory of Probability and its Applications 18(4).
 * Agrees with: scipy.stats.wasserstein_distance (test/golden/drift.json).
 *
 * @example wassersteinDistance([0, 1, 3], [5, 6, 8]); // 5
 */
export function wassersteinDistance(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): number {
  const a = sortOwn(present(reference));
  const b = sortOwn(present(current));
  assertNotEmpty('wassersteinDistance', 'reference without missing values', a.length);
  assertNotEmpty('wassersteinDistance', 'current without missing values', b.length);
  const n = a.length;
  const m = b.length;
  let area = 0;
  let i = 0;
  let j = 0;
  let before = Math.min(a[0]!, b[0]!);
  while (i < n || j < m) {
    const value = j >= m || (i < n && a[i]! <= b[j]!) ? a[i]! : b[j]!;
    const gap = Math.abs(i / n - j / m);
    if (gap > 0 && value > before) area += gap * (value - before);
    before = value;
    while (i < n && a[i]! <= value) i++;
    while (j < m && b[j]! <= value) j++;
  }
  return area;
}
