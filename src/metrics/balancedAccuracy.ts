import { MlError } from '../core/index.js';
import { classCounts } from './classCounts.js';
import type { Label } from './labels.js';
import type { MetricOptions } from './metricInput.js';

/** What `balancedAccuracy` takes beside truth and prediction. */
export interface BalancedAccuracyOptions extends MetricOptions {
  /** Rescale so that chance is 0 and perfection 1. Default false. */
  readonly adjusted?: boolean;
}

/**
 * Balanced accuracy: accuracy in which every class counts alike, however rare.
 *
 * The mean recall of the classes that occur in yTrue: (1/k) Σ right in class / rows of class. A
 * class that is only predicted has no recall and takes no part. With `adjusted` the value v
 * becomes (v − 1/k) / (1 − 1/k), which is 0 for any answer that ignores the features.
 *
 * @param yTrue   (n,) true labels, numbers or texts, n ≥ 1.
 * @param yPred   (n,) predicted labels of the same kind.
 * @param options `sampleWeight`: (n,) weights ≥ 0; `adjusted`.
 * @returns dimensionless, in [0, 1], or in [−1/(k − 1), 1] when adjusted; higher is better.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND | OUT_OF_RANGE
 *   (a negative weight) | UNDEFINED_METRIC (all weights 0, or adjusted with one true class).
 *
 * Cost: O(n). Inputs are not changed.
 * Agrees with: sklearn.metrics.balanced_accuracy_score (test/golden/classificationMetrics.json).
 *
 * @example balancedAccuracy([0, 0, 0, 1], [0, 0, 0, 0]); // 0.5
 */
export function balancedAccuracy<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: BalancedAccuracyOptions = {},
): number {
  const { truePositives, support } = classCounts('balancedAccuracy', yTrue, yPred, options);
  let recalls = 0;
  let classes = 0;
  for (let c = 0; c < support.length; c++) {
    if (support[c] === 0) continue;
    recalls += truePositives[c]! / support[c]!;
    classes++;
  }
  const value = recalls / classes;
  if (options.adjusted !== true) return value;
  if (classes === 1) {
    throw new MlError(
      'UNDEFINED_METRIC',
      'balancedAccuracy: yTrue has one class only, so chance is already perfect and the adjusted ' +
        'value is 0/0. Score rows of several classes, or leave out `adjusted`.',
    );
  }
  const chance = 1 / classes;
  return (value - chance) / (1 - chance);
}
