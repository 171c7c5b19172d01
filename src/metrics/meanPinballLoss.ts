import { assertBetween } from '../core/index.js';
import { checkRegression, type MetricOptions } from './metricInput.js';

/** What `meanPinballLoss` takes beside truth and prediction. */
export interface PinballOptions extends MetricOptions {
  /** Which quantile is predicted, from 0 to 1. Default 0.5, where it is half the absolute error. */
  readonly alpha?: number;
}

/**
 * Mean pinball loss: judges predictions of a quantile, "the delay that 90% of flights stay below".
 *
 * (1/Σw) Σ wᵢ · (α (yᵢ − ŷᵢ) where y is above, (1 − α)(ŷᵢ − yᵢ) where it is below). The true
 * α-quantile has the lowest mean of all constant answers.
 *
 * @param yTrue   (n,) finite true values, n ≥ 1.
 * @param yPred   (n,) finite predicted quantiles in the same unit.
 * @param options `alpha` in [0, 1]; `sampleWeight`: (n,) weights ≥ 0.
 * @returns in the unit of y, ≥ 0; lower is better.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE (alpha, a negative weight) |
 *   UNDEFINED_METRIC (all weights 0).
 *
 * Cost: O(n). Inputs are not changed.
 * Source: Koenker & Bassett (1978), Econometrica 46(1).
 * Agrees with: sklearn.metrics.mean_pinball_loss (test/golden/quantileErrors.json).
 *
 * @example meanPinballLoss([1, 2, 3], [2, 2, 2], { alpha: 0.75 }); // 0.3333333333333333
 */
export function meanPinballLoss(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: PinballOptions = {},
): number {
  const { alpha = 0.5 } = options;
  assertBetween('meanPinballLoss', 'alpha', alpha, 0, 1);
  const { weightOf, total } = checkRegression('meanPinballLoss', yTrue, yPred, options);
  let sum = 0;
  for (let i = 0; i < yTrue.length; i++) {
    const above = yTrue[i]! - yPred[i]!;
    sum += weightOf(i) * (above >= 0 ? alpha * above : (alpha - 1) * above);
  }
  return sum / total;
}
