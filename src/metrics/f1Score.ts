import type { Vector } from '../core/index.js';
import { type AveragedOptions, averagedScore, type PerClassOptions } from './averagedScore.js';
import { classCounts } from './classCounts.js';
import { fBeta } from './fBetaScore.js';
import type { Label } from './labels.js';

/**
 * F1 score: the harmonic mean of precision and recall, so that neither makes up for the other.
 *
 * F₁ = 2 P R / (P + R) = 2 tp / (2 tp + fp + fn). True negatives take no part.
 *
 * @param yTrue   (n,) true labels, numbers or texts, n ≥ 1.
 * @param yPred   (n,) predicted labels of the same kind.
 * @param options `average`: `'binary'` (default), `'macro'`, `'micro'`, `'weighted'`, or null for
 *   one score per class; `positive` (default 1), `labels`, `zeroDivision`, `sampleWeight`.
 * @returns dimensionless, in [0, 1]; higher is better. With `average: null` (k,) in label order.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND | DUPLICATE_NAME |
 *   INVALID_ARGUMENT (binary over more than two classes, or without the positive one) |
 *   OUT_OF_RANGE | UNDEFINED_METRIC (a class is neither predicted nor true, unless `zeroDivision` says what 0/0 is).
 *
 * Cost: O(n). Inputs are not changed.
 * Agrees with: sklearn.metrics.f1_score (test/golden/classificationMetrics.json).
 *
 * @example f1Score([1, 1, 0, 0], [1, 0, 1, 1]); // 0.4
 */
export function f1Score<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: PerClassOptions<L>,
): Vector;
export function f1Score<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options?: AveragedOptions<L>,
): number;
export function f1Score<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: AveragedOptions<L> | PerClassOptions<L> = {},
): number | Vector {
  const counts = classCounts('f1Score', yTrue, yPred, options);
  return averagedScore('f1Score', counts, options, fBeta(1));
}
