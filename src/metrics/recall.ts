import type { Vector } from '../core/index.js';
import { type AveragedOptions, averagedScore, type PerClassOptions } from './averagedScore.js';
import { classCounts } from './classCounts.js';
import type { Label } from './labels.js';

/** tp / support. */
export const RECALL = {
  top: (truePositives: number): number => truePositives,
  bottom: (_: number, __: number, support: number): number => support,
  without: 'has no true row',
};

/**
 * Recall (sensitivity): of the rows that are positive, the share that was found.
 *
 * tp / (tp + fn), the answer to "how much of what matters does it see?". Calling everything
 * positive earns 1: read it beside `precision`.
 *
 * @param yTrue   (n,) true labels, numbers or texts, n ≥ 1.
 * @param yPred   (n,) predicted labels of the same kind.
 * @param options `average`: `'binary'` (default), `'macro'`, `'micro'`, `'weighted'`, or null for
 *   one score per class; `positive` (default 1), `labels`, `zeroDivision`, `sampleWeight`.
 * @returns dimensionless, in [0, 1]; higher is better. With `average: null` (k,) in label order.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND | DUPLICATE_NAME |
 *   INVALID_ARGUMENT (binary over more than two classes, or without the positive one) |
 *   OUT_OF_RANGE | UNDEFINED_METRIC (a class has no true row, unless `zeroDivision` says what 0/0 is).
 *
 * Cost: O(n). Inputs are not changed.
 * Agrees with: sklearn.metrics.recall_score (test/golden/classificationMetrics.json).
 *
 * @example recall([1, 1, 1, 0], [1, 0, 1, 0]); // 0.6666666666666666
 */
export function recall<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: PerClassOptions<L>,
): Vector;
export function recall<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options?: AveragedOptions<L>,
): number;
export function recall<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: AveragedOptions<L> | PerClassOptions<L> = {},
): number | Vector {
  const counts = classCounts('recall', yTrue, yPred, options);
  return averagedScore('recall', counts, options, RECALL);
}
