import { ranks } from '../math/index.js';
import { completeNumbers, tooFewError } from './pairs.js';
import { correlation } from './pearson.js';

/**
 * Spearman's rank correlation: how consistently b rises (or falls) where a rises, straight or not.
 *
 * Pearson's correlation of the ranks; equal values share the mean of their ranks. No increasing
 * change of scale matters, and a far point counts as one place only.
 *
 * @param a (n,) numbers; NaN is missing.
 * @param b (n,) numbers; rows in which a or b is missing are left out before ranking.
 * @returns dimensionless, from −1 (always falls) to 1 (always rises).
 * @throws MlError SHAPE_MISMATCH | NOT_FINITE; EMPTY for fewer than two complete rows;
 *   UNDEFINED_METRIC when a or b is constant there.
 *
 * Cost: O(n log n) time, O(n) memory. Inputs are not changed.
 * Source: Spearman (1904), The American Journal of Psychology 15(1).
 * Agrees with: scipy.stats.spearmanr (test/golden/associations.json).
 *
 * @example spearman([1, 2, 3, 4], [1, 10, 100, 1000]); // 1
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const pairs = completeNumbers('spearman', a, b);
  if (pairs.a.length < 2) throw tooFewError('spearman', pairs.a.length, 2);
  return correlation('spearman', ranks(pairs.a), ranks(pairs.b));
}
