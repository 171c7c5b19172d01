import { MlError } from '../core/index.js';
import { checkZeroDivision, type ZeroDivision } from './averagedScore.js';
import { classCounts } from './classCounts.js';
import type { Label } from './labels.js';
import type { MetricOptions } from './metricInput.js';

/** What `matthewsCorrelation` takes beside truth and prediction. */
export interface MatthewsCorrelationOptions extends MetricOptions {
  /** The value of 0/0. Default `'throw'`: MlError UNDEFINED_METRIC. scikit-learn answers 0. */
  readonly zeroDivision?: ZeroDivision;
}

/**
 * Matthews correlation coefficient: the correlation of true and predicted class, for any number
 * of classes and fair to rare ones.
 *
 * With s rows, c of them right, tₖ true and pₖ predicted rows of class k:
 * (c s − Σ tₖ pₖ) / √((s² − Σ pₖ²)(s² − Σ tₖ²)). For two classes it is Pearson's correlation.
 *
 * @param yTrue   (n,) true labels, numbers or texts, n ≥ 1.
 * @param yPred   (n,) predicted labels of the same kind.
 * @param options `sampleWeight`; `zeroDivision`.
 * @returns dimensionless, in [−1, 1]; 1 is perfect, 0 is no better than chance.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND | OUT_OF_RANGE
 *   (a negative weight) | UNDEFINED_METRIC (one class only in truth or in prediction).
 *
 * Cost: O(n). Inputs are not changed.
 * Source: Gorodkin (2004), Computational Biology and Chemistry 28(5–6).
 * Agrees with: sklearn.metrics.matthews_corrcoef (test/golden/classificationMetrics.json).
 *
 * @example matthewsCorrelation([1, 1, 1, 0], [1, 0, 1, 1]); // -0.3333333333333333
 */
export function matthewsCorrelation<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: MatthewsCorrelationOptions = {},
): number {
  const { zeroDivision = 'throw' } = options;
  checkZeroDivision('matthewsCorrelation', zeroDivision);
  const counts = classCounts('matthewsCorrelation', yTrue, yPred, options);
  // Two totals: the same weights, added in another order, may differ in the last digit.
  const all = counts.support.reduce((a, b) => a + b, 0);
  const allPredicted = counts.predicted.reduce((a, b) => a + b, 0);
  let right = 0;
  let chance = 0;
  let spreadOfTruth = 0; // Σ t (1 − t) = 1 − Σ t², without its cancellation
  let spreadOfPrediction = 0;
  for (let c = 0; c < counts.support.length; c++) {
    const t = counts.support[c]! / all;
    const p = counts.predicted[c]! / allPredicted;
    right += counts.truePositives[c]! / all;
    chance += t * p;
    spreadOfTruth += t * Math.max(0, 1 - t);
    spreadOfPrediction += p * Math.max(0, 1 - p);
  }
  const single =
    counts.support.some((t) => t === all) || counts.predicted.some((p) => p === allPredicted);
  const bottom = Math.sqrt(spreadOfTruth) * Math.sqrt(spreadOfPrediction);
  if (!single) return Math.max(-1, Math.min(1, (right - chance) / bottom));
  if (zeroDivision !== 'throw') return zeroDivision;
  throw new MlError(
    'UNDEFINED_METRIC',
    'matthewsCorrelation: truth or prediction has one class only, so the correlation is 0/0. ' +
      'Score more rows, or say what 0/0 shall be by the option `zeroDivision`.',
  );
}
