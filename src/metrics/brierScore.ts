import type { Matrix } from '../core/index.js';
import type { Label } from './labels.js';
import type { MetricOptions } from './metricInput.js';
import { meanOverRows, type ProbabilityOptions } from './probabilities.js';

/**
 * Brier score: the mean squared error of probabilities. A proper score, and a bounded one.
 *
 * (1/Σw) Σ wᵢ (pᵢ − yᵢ)²; with three or more columns Σₖ (pᵢₖ − [yᵢ = k])² instead, with two of them
 * half of that, so that it is the same as for one column.
 *
 * @param yTrue   (n,) labels, each 0 or 1; with a matrix any labels, numbers or texts.
 * @param yProb   (n,) probabilities of 1; or (n, k), one column per class, rows that sum to 1.
 * @param options `sampleWeight`; with a matrix `labels`, the class of each column.
 * @returns dimensionless, in [0, 1], with three or more classes in [0, 2]; lower is better, in spite
 *   of its name. Always answering the share p of positives costs p (1 − p).
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | NOT_BINARY | OUT_OF_RANGE (no probability, a
 *   row that does not sum to 1 within 1e-6, a negative weight) | INVALID_ARGUMENT (a label that no
 *   column stands for) | UNDEFINED_METRIC (all weights 0).
 *
 * Cost: O(n k). Inputs are not changed.
 * Source: Brier (1950), Monthly Weather Review 78(1).
 * Agrees with: sklearn.metrics.brier_score_loss (test/golden/probabilityMetrics.json).
 *
 * @example brierScore([1, 0, 1, 0], [1, 0, 0.5, 0.5]); // 0.125
 */
export function brierScore<L extends Label>(
  yTrue: ArrayLike<L>,
  yProb: Matrix,
  options?: ProbabilityOptions<L>,
): number;
export function brierScore(
  yTrue: ArrayLike<number>,
  yProb: ArrayLike<number>,
  options?: MetricOptions,
): number;
export function brierScore(
  yTrue: ArrayLike<Label>,
  yProb: ArrayLike<number> | Matrix,
  options: ProbabilityOptions = {},
): number {
  return meanOverRows('brierScore', yTrue, yProb, options, (probabilities, at, columns, own) => {
    if (columns === 1) return (probabilities[at]! - own) ** 2;
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += (probabilities[at + k]! - (k === own ? 1 : 0)) ** 2;
    return columns === 2 ? sum / 2 : sum;
  });
}
