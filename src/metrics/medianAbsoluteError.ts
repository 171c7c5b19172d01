import { quantile } from '../math/index.js';
import { checkRegression, type MetricOptions } from './metricInput.js';

/**
 * Median absolute error: half of the predictions miss by less. A few wild misses do not move it.
 *
 * The median of |yᵢ − ŷᵢ|. With weights: the smallest error up to which at least half of the
 * weight lies, or its mean with the next one where that is exactly half.
 *
 * @param yTrue   (n,) finite true values, n ≥ 1.
 * @param yPred   (n,) finite predictions in the same unit.
 * @param options `sampleWeight`: (n,) weights ≥ 0.
 * @returns in the unit of y, ≥ 0; lower is better, 0 says that at least half are perfect.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE (a negative weight) |
 *   UNDEFINED_METRIC (all weights 0).
 *
 * Cost: O(n) for most errors (radix sort), O(n log n) with weights. Inputs are not changed.
 * Agrees with: sklearn.metrics.median_absolute_error (test/golden/quantileErrors.json).
 *
 * @example medianAbsoluteError([3, 5, 2, 100], [2, 5, 4, 0]); // 1.5
 */
export function medianAbsoluteError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: MetricOptions = {},
): number {
  const { weightOf, total } = checkRegression('medianAbsoluteError', yTrue, yPred, options);
  const errors = Float64Array.from(yTrue, (value, i) => Math.abs(value - yPred[i]!));
  if (!options.sampleWeight) return quantile(errors, 0.5);
  const order = Uint32Array.from(errors.keys())
    .filter((i) => weightOf(i) > 0)
    .sort((a, b) => errors[a]! - errors[b]!);
  let rank = 0;
  let below = weightOf(order[0]!);
  while (below < total / 2) {
    rank++;
    below += weightOf(order[rank]!);
  }
  const error = errors[order[rank]!]!;
  const isHalf = below - total / 2 <= Number.EPSILON * total;
  if (!isHalf) return error;
  return error + (errors[order[rank + 1]!]! - error) / 2;
}
