import { encodePair, type Label } from './labels.js';
import { checkWeights, type MetricOptions } from './metricInput.js';

/**
 * Accuracy: the share of rows whose predicted class is the true one.
 *
 * Σ wᵢ [ŷᵢ = yᵢ] / Σ wᵢ. Always answering the commonest class earns that class's share, so report
 * that share beside it; where classes are rare, see `balancedAccuracy`.
 *
 * @param yTrue   (n,) true labels, numbers or texts, n ≥ 1.
 * @param yPred   (n,) predicted labels of the same kind.
 * @param options `sampleWeight`: (n,) weights ≥ 0.
 * @returns dimensionless, in [0, 1]; higher is better.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND (numbers beside
 *   texts) | OUT_OF_RANGE (a negative weight) | UNDEFINED_METRIC (all weights 0).
 *
 * Cost: O(n). Inputs are not changed.
 * Agrees with: sklearn.metrics.accuracy_score (test/golden/classificationMetrics.json).
 *
 * @example accuracy(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']); // 0.75
 */
export function accuracy<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: MetricOptions = {},
): number {
  const { truth, predicted } = encodePair('accuracy', yTrue, yPred);
  const { sampleWeight } = options;
  const total = sampleWeight ? checkWeights('accuracy', yTrue, sampleWeight) : yTrue.length;
  let right = 0;
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] === predicted[i]) right += sampleWeight ? sampleWeight[i]! : 1;
  }
  return right / total;
}
