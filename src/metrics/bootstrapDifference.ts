import type { Matrix } from '../core/index.js';
import { type BootstrapOptions, type BootstrapResult, bootstrap, type Rows } from './bootstrap.js';
import type { Label } from './labels.js';

/** The difference of two models with its interval. */
export interface BootstrapDifference extends BootstrapResult {
  /** Share of resamples in which A has the larger value; ties count half. */
  readonly shareLarger: number;
}

/**
 * Confidence interval of the difference of two models on the same rows: metric(A) − metric(B).
 *
 * Both models are scored on the same resamples, so the difficulty of the rows cancels out: the
 * interval is narrower than the two intervals of their own would make believe. Where it holds 0,
 * these rows do not tell the models apart. For a loss, below 0 is better.
 *
 * @param metric (truth, prediction) → number; for options write `(t, p) => f1Score(t, p, {…})`.
 * @param yTrue  (n,) truth: numbers or texts, n ≥ 1.
 * @param yPredA (n,) predictions of one model, or an (n, k) matrix of them.
 * @param yPredB (n,) those of the other.
 * @param options `random` (required), `repeats` (1000), `level` (0.95).
 * @returns `estimate`, `low`, `high` of the difference, and `shareLarger`.
 * @throws MlError SHAPE_MISMATCH | EMPTY | OUT_OF_RANGE | NOT_FINITE (the metric is not) |
 *   UNDEFINED_METRIC (on the rows themselves, or on nearly every resample), and what metric throws.
 *
 * Cost: 2 (`repeats` + 1) calls of the metric. Inputs are not changed.
 * Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
 *
 * @example
 * const truth = [1, 0, 1, 1, 0, 1, 0, 0];
 * const lazy = [1, 1, 1, 1, 1, 1, 1, 1];
 * bootstrapDifference(accuracy, truth, truth, lazy, { random: createRandom(7) }).estimate; // 0.5
 */
export function bootstrapDifference(
  metric: (yTrue: ArrayLike<number>, yPred: Matrix) => number,
  yTrue: ArrayLike<number>,
  yPredA: Matrix,
  yPredB: Matrix,
  options: BootstrapOptions,
): BootstrapDifference;
export function bootstrapDifference(
  metric: (yTrue: ArrayLike<string>, yPred: Matrix) => number,
  yTrue: ArrayLike<string>,
  yPredA: Matrix,
  yPredB: Matrix,
  options: BootstrapOptions,
): BootstrapDifference;
export function bootstrapDifference(
  metric: (yTrue: ArrayLike<number>, yPred: ArrayLike<number>) => number,
  yTrue: ArrayLike<number>,
  yPredA: ArrayLike<number>,
  yPredB: ArrayLike<number>,
  options: BootstrapOptions,
): BootstrapDifference;
export function bootstrapDifference(
  metric: (yTrue: ArrayLike<string>, yPred: ArrayLike<string>) => number,
  yTrue: ArrayLike<string>,
  yPredA: ArrayLike<string>,
  yPredB: ArrayLike<string>,
  options: BootstrapOptions,
): BootstrapDifference;
export function bootstrapDifference(
  metric: (yTrue: never, yPred: never) => number,
  yTrue: ArrayLike<Label>,
  yPredA: Rows,
  yPredB: Rows,
  options: BootstrapOptions,
): BootstrapDifference {
  const score = metric as (yTrue: Rows, yPred: Rows) => number;
  const result = bootstrap(
    'bootstrapDifference',
    { yTrue, yPredA, yPredB },
    ([t, a, b]) => score(t!, a!) - score(t!, b!),
    options,
  );
  let larger = 0;
  for (const value of result.values) larger += value > 0 ? 1 : value === 0 ? 0.5 : 0;
  return { ...result, shareLarger: larger / result.values.length };
}
