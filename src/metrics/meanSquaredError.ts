import { meanSquare } from './meanSquare.js';
import type { MetricOptions } from './metricInput.js';

/**
 * Mean squared error (MSE): what least squares minimises.
 *
 * MSE = Σ wᵢ (yᵢ − ŷᵢ)² / Σ wᵢ. A miss twice as large counts four times; the constant that
 * minimises it is the mean.
 *
 * @param yTrue   (n,) finite true values, n ≥ 1.
 * @param yPred   (n,) finite predictions in the same unit.
 * @param options `sampleWeight`: (n,) weights ≥ 0.
 * @returns in the squared unit of y, ≥ 0; lower is better, 0 is perfect.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE (a negative weight) |
 *   UNDEFINED_METRIC (all weights 0).
 *
 * Cost: O(n). Inputs are not changed.
 * Agrees with: sklearn.metrics.mean_squared_error (test/golden/regressionMetrics.json).
 *
 * @example meanSquaredError([3, 5, 2], [2, 5, 4]); // 1.6666666666666667
 */
export function meanSquaredError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: MetricOptions = {},
): number {
  return meanSquare('meanSquaredError', yTrue, yPred, options);
}
