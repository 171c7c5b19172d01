import { mean } from '../math/index.js';
import { completeNumbers, constantError, tooFewError } from './pairs.js';

/**
 * Pearson's correlation: how closely the points lie along one straight line.
 *
 * r = Σ (aᵢ − ā)(bᵢ − b̄) / √(Σ (aᵢ − ā)² · Σ (bᵢ − b̄)²). Zero does not mean "unrelated": a circle
 * has r = 0. One far point can make or hide it: compare `spearman`, and look at the scatter plot.
 *
 * @param a (n,) numbers; NaN is missing.
 * @param b (n,) numbers; rows in which a or b is missing are left out.
 * @returns dimensionless, from −1 (falling line) to 1 (rising line).
 * @throws MlError SHAPE_MISMATCH | NOT_FINITE; EMPTY for fewer than two complete rows;
 *   UNDEFINED_METRIC when a or b is constant there.
 *
 * Cost: O(n) time and memory. Inputs are not changed.
 * Source: Pearson (1895), Proceedings of the Royal Society of London 58.
 * Agrees with: scipy.stats.pearsonr (test/golden/associations.json).
 *
 * @example pearson([1, 2, 3], [2, 4, 6]); // 1
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const pairs = completeNumbers('pearson', a, b);
  return correlation('pearson', pairs.a, pairs.b);
}

/** r of complete pairs. */
export function correlation(where: string, a: Float64Array, b: Float64Array): number {
  const n = a.length;
  if (n < 2) throw tooFewError(where, n, 2);
  const [dx, sumX] = centred(a);
  const [dy, sumY] = centred(b);
  if (sumX === 0) throw constantError(where, 'a', n);
  if (sumY === 0) throw constantError(where, 'b', n);
  let product = 0;
  for (let i = 0; i < n; i++) product += dx[i]! * dy[i]!;
  const r = product / Math.sqrt(sumX) / Math.sqrt(sumY);
  return Math.max(-1, Math.min(1, r));
}

/** Distances from the mean in units of the largest, and the sum of their squares. */
function centred(values: Float64Array): readonly [Float64Array, number] {
  let largest = 0;
  let differs = false;
  for (let i = 0; i < values.length; i++) {
    largest = Math.max(largest, Math.abs(values[i]!));
    if (values[i] !== values[0]) differs = true;
  }
  if (!differs) return [values, 0];
  const scaled = values.map((value) => value / largest);
  const centre = mean(scaled);
  let furthest = 0;
  for (let i = 0; i < scaled.length; i++) {
    scaled[i]! -= centre;
    furthest = Math.max(furthest, Math.abs(scaled[i]!));
  }
  let sum = 0;
  for (let i = 0; i < scaled.length; i++) {
    scaled[i]! /= furthest;
    sum += scaled[i]! * scaled[i]!;
  }
  return [scaled, sum];
}
