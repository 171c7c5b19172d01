import { meanSquare } from './meanSquare.js';
import type { MetricOptions } from './metricInput.js';

/**
 * Root mean squared error (RMSE): the mean squared error brought back to the unit of y.
 *
 * RMSE = √MSE. Never below the mean absolute error; the gap grows with the largest misses.
 *
 * @param yTrue   (n,) finite true values, n ≥ 1.
 * @param yPred   (n,) finite predictions in the same unit.
 * @param options `sampleWeight`: (n,) weights ≥ 0.
 * @returns in the unit of y, ≥ 0; lower is better, 0 is perfect.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE (a negative weight) |
 *   UNDEFINED_METRIC (all weights 0).
 *
 * Cost: O(n). Inputs are not changed.
 * Agrees with: sklearn.metrics.root_mean_squared_error (test/golden/regressionMetrics.json).
 *
 * @example rootMeanSquaredError([3, 5, 2, 7], [2, 5, 4, 9]); // 1.5
 */
export function rootMeanSquaredError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: MetricOptions = {},
): number {
  return Math.sqrt(meanSquare('rootMeanSquaredError', yTrue, yPred, options));
}
