import type { Vector } from '../core/index.js';
import { assertAtLeast } from '../core/index.js';
import {
  type AveragedOptions,
  averagedScore,
  type Fraction,
  type PerClassOptions,
} from './averagedScore.js';
import { classCounts } from './classCounts.js';
import type { Label } from './labels.js';

/** How much recall weighs against precision. */
export interface FBeta {
  /** β ≥ 0: recall weighs β times as much as precision. */
  readonly beta: number;
}

/** (1 + β²) tp / (β² support + predicted). */
export function fBeta(beta: number): Fraction {
  const square = beta * beta;
  return {
    top: (truePositives) => (1 + square) * truePositives,
    bottom: (_, predicted, support) => square * support + predicted,
    without: 'is neither predicted nor true in any row',
  };
}

/**
 * F-beta score: precision P and recall R as one number, where recall weighs β times as much.
 *
 * Fᵦ = (1 + β²) P R / (β² P + R) = (1 + β²) tp / (β² (tp + fn) + tp + fp). β = 2 when a miss is
 * the worse fault, β = 0.5 when a false alarm is; β = 0 is precision itself.
 *
 * @param yTrue   (n,) true labels, numbers or texts, n ≥ 1.
 * @param yPred   (n,) predicted labels of the same kind.
 * @param options `beta` ≥ 0 (required); `average`: `'binary'` (default), `'macro'`, `'micro'`, `'weighted'`, or null for
 *   one score per class; `positive` (default 1), `labels`, `zeroDivision`, `sampleWeight`.
 * @returns dimensionless, in [0, 1]; higher is better. With `average: null` (k,) in label order.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND | DUPLICATE_NAME |
 *   INVALID_ARGUMENT (binary over more than two classes, or without the positive one) |
 *   OUT_OF_RANGE | UNDEFINED_METRIC (a class is neither predicted nor true, unless `zeroDivision` says what 0/0 is).
 *
 * Cost: O(n). Inputs are not changed.
 * Agrees with: sklearn.metrics.fbeta_score (test/golden/classificationMetrics.json).
 *
 * Source: van Rijsbergen (1979), Information Retrieval, chapter 7.
 *
 * @example fBetaScore([1, 1, 1, 0], [1, 0, 0, 0], { beta: 2 }); // 0.38461538461538464
 */
export function fBetaScore<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: PerClassOptions<L> & FBeta,
): Vector;
export function fBetaScore<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: AveragedOptions<L> & FBeta,
): number;
export function fBetaScore<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: (AveragedOptions<L> | PerClassOptions<L>) & FBeta,
): number | Vector {
  assertAtLeast('fBetaScore', 'beta', options.beta, 0);
  const counts = classCounts('fBetaScore', yTrue, yPred, options);
  return averagedScore('fBetaScore', counts, options, fBeta(options.beta));
}
