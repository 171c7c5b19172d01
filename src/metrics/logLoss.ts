import type { Matrix } from '../core/index.js';
import type { Label } from './labels.js';
import type { MetricOptions } from './metricInput.js';
import { meanOverRows, type ProbabilityOptions } from './probabilities.js';

/** Probabilities are kept this far from 0 and 1, so that one sure mistake costs 36 and not ∞. */
const EPSILON = 2 ** -52;

/**
 * Log loss (cross-entropy): what a probability costs when the truth comes out. A proper score: no
 * other answer than the true probability does better on average.
 *
 * −(1/Σw) Σ wᵢ ln pᵢ, where pᵢ is the probability given to the class that occurred, kept within
 * [2⁻⁵², 1 − 2⁻⁵²].
 *
 * @param yTrue   (n,) labels, each 0 or 1; with a matrix any labels, numbers or texts.
 * @param yProb   (n,) probabilities of 1; or (n, k), one column per class, rows that sum to 1.
 * @param options `sampleWeight`; with a matrix `labels`, the class of each column.
 * @returns in nats, from 0 to 36.04…; lower is better. Always answering the share p of positives
 *   costs −p ln p − (1 − p) ln (1 − p).
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | NOT_BINARY | OUT_OF_RANGE (no probability, a
 *   row that does not sum to 1 within 1e-6, a negative weight) | INVALID_ARGUMENT (a label that no
 *   column stands for) | UNDEFINED_METRIC (all weights 0).
 *
 * Cost: O(n k). Inputs are not changed.
 * Agrees with: sklearn.metrics.log_loss (test/golden/probabilityMetrics.json).
 *
 * @example logLoss([1, 0], [0.5, 0.5]); // 0.6931471805599453
 */
export function logLoss<L extends Label>(
  yTrue: ArrayLike<L>,
  yProb: Matrix,
  options?: ProbabilityOptions<L>,
): number;
export function logLoss(
  yTrue: ArrayLike<number>,
  yProb: ArrayLike<number>,
  options?: MetricOptions,
): number;
export function logLoss(
  yTrue: ArrayLike<Label>,
  yProb: ArrayLike<number> | Matrix,
  options: ProbabilityOptions = {},
): number {
  return meanOverRows('logLoss', yTrue, yProb, options, (probabilities, at, columns, own) => {
    const p = columns > 1 ? probabilities[at + own]! : probabilities[at]!;
    const given = columns === 1 && own === 0 ? 1 - p : p;
    return -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, given)));
  });
}
