import type { Vector } from '../core/index.js';
import { type AveragedOptions, averagedScore, type PerClassOptions } from './averagedScore.js';
import { classCounts } from './classCounts.js';
import type { Label } from './labels.js';

/** tp / predicted. */
export const PRECISION = {
  top: (truePositives: number): number => truePositives,
  bottom: (_: number, predicted: number): number => predicted,
  without: 'is never predicted',
};

/**
 * Precision: of the rows that were called positive, the share that is.
 *
 * tp / (tp + fp), the answer to "when it raises the alarm, is it right?". It says nothing about
 * the positives that were missed: see `recall`.
 *
 * @param yTrue   (n,) true labels, numbers or texts, n ≥ 1.
 * @param yPred   (n,) predicted labels of the same kind.
 * @param options `average`: `'binary'` (default), `'macro'`, `'micro'`, `'weighted'`, or null for
 *   one score per class; `positive` (default 1), `labels`, `zeroDivision`, `sampleWeight`.
 * @returns dimensionless, in [0, 1]; higher is better. With `average: null` (k,) in label order.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND | DUPLICATE_NAME |
 *   INVALID_ARGUMENT (binary over more than two classes, or without the positive one) |
 *   OUT_OF_RANGE | UNDEFINED_METRIC (a class is never predicted, unless `zeroDivision` says what 0/0 is).
 *
 * Cost: O(n). Inputs are not changed.
 * Agrees with: sklearn.metrics.precision_score (test/golden/classificationMetrics.json).
 *
 * @example precision([1, 1, 0, 0], [1, 0, 1, 0]); // 0.5
 */
export function precision<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: PerClassOptions<L>,
): Vector;
export function precision<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options?: AveragedOptions<L>,
): number;
export function precision<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: AveragedOptions<L> | PerClassOptions<L> = {},
): number | Vector {
  const counts = classCounts('precision', yTrue, yPred, options);
  return averagedScore('precision', counts, options, PRECISION);
}
