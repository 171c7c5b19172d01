import { assertSameLength } from '../core/index.js';

/**
 * Dot product: Σ aᵢ bᵢ.
 *
 * @param a (n,) numbers.
 * @param b (n,) numbers.
 * @returns the sum of products, in the unit of `a` times that of `b`; 0 for empty vectors.
 * @throws MlError SHAPE_MISMATCH
 *
 * Cost: O(n).
 *
 * @example dot([1, 2, 3], [4, 5, 6]); // 32
 */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  assertSameLength('dot', 'a', a.length, 'b', b.length);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
