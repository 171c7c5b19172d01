import { checkRegression, type MetricOptions } from './metricInput.js';

/**
 * Mean absolute error (MAE): how far predictions are off, on average.
 *
 * MAE = Σ wᵢ |yᵢ − ŷᵢ| / Σ wᵢ. One large miss counts as much as many small ones of the same sum;
 * the constant that minimises it is the median.
 *
 * @param yTrue   (n,) finite true values, n ≥ 1.
 * @param yPred   (n,) finite predictions in the same unit.
 * @param options `sampleWeight`: (n,) weights ≥ 0.
 * @returns in the unit of y, ≥ 0; lower is better, 0 is perfect.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE (a negative weight) |
 *   UNDEFINED_METRIC (all weights 0).
 *
 * Cost: O(n). Inputs are not changed.
 * Agrees with: sklearn.metrics.mean_absolute_error (test/golden/regressionMetrics.json).
 *
 * @example meanAbsoluteError([3, 5, 2], [2, 5, 4]); // 1
 */
export function meanAbsoluteError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: MetricOptions = {},
): number {
  const { weightOf, total } = checkRegression('meanAbsoluteError', yTrue, yPred, options);
  let sum = 0;
  for (let i = 0; i < yTrue.length; i++) sum += weightOf(i) * Math.abs(yTrue[i]! - yPred[i]!);
  return sum / total;
}
