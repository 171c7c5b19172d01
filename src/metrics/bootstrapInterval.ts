import type { Matrix } from '../core/index.js';
import { type BootstrapOptions, type BootstrapResult, bootstrap, type Rows } from './bootstrap.js';
import type { Label } from './labels.js';

/**
 * Confidence interval of a metric: how far it would move if other rows had come to the test.
 *
 * Rows are drawn with replacement, as many as there are, `repeats` times; the interval runs between
 * the percentiles (1 ± level)/2 of the metric on them. It covers chance in these rows only: not a
 * shift of the world, nor the luck of the training. Rows that come in groups (days, patients)
 * make it too narrow.
 *
 * @param metric (truth, prediction) → number; for options write `(t, p) => f1Score(t, p, {…})`.
 * @param yTrue  (n,) truth: numbers or texts, n ≥ 1.
 * @param yPred  (n,) predictions, or an (n, k) matrix of them.
 * @param options `random` (required), `repeats` (1000), `level` (0.95).
 * @returns `estimate`, `low`, `high`; resamples that lack a class, on which the metric is
 *   UNDEFINED_METRIC or misses a column of the matrix, are drawn again and counted in `redrawn`.
 * @throws MlError SHAPE_MISMATCH | EMPTY | OUT_OF_RANGE | NOT_FINITE (the metric is not) |
 *   UNDEFINED_METRIC (on the rows themselves, or on nearly every resample), and what metric throws.
 *
 * Cost: `repeats` + 1 calls of the metric. Inputs are not changed.
 * Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
 *
 * @example
 * const truth = [1, 0, 1, 1, 0, 1, 0, 0];
 * const { low, high } = bootstrapInterval(accuracy, truth, [1, 0, 1, 0, 0, 1, 1, 0], { random: createRandom(7) });
 * [low, high]; // [ 0.375, 1 ]
 */
export function bootstrapInterval(
  metric: (yTrue: ArrayLike<number>, yPred: Matrix) => number,
  yTrue: ArrayLike<number>,
  yPred: Matrix,
  options: BootstrapOptions,
): BootstrapResult;
export function bootstrapInterval(
  metric: (yTrue: ArrayLike<string>, yPred: Matrix) => number,
  yTrue: ArrayLike<string>,
  yPred: Matrix,
  options: BootstrapOptions,
): BootstrapResult;
export function bootstrapInterval(
  metric: (yTrue: ArrayLike<number>, yPred: ArrayLike<number>) => number,
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: BootstrapOptions,
): BootstrapResult;
export function bootstrapInterval(
  metric: (yTrue: ArrayLike<string>, yPred: ArrayLike<string>) => number,
  yTrue: ArrayLike<string>,
  yPred: ArrayLike<string>,
  options: BootstrapOptions,
): BootstrapResult;
export function bootstrapInterval(
  metric: (yTrue: never, yPred: never) => number,
  yTrue: ArrayLike<Label>,
  yPred: Rows,
  options: BootstrapOptions,
): BootstrapResult {
  const score = metric as (yTrue: Rows, yPred: Rows) => number;
  const columns = { yTrue, yPred };
  return bootstrap('bootstrapInterval', columns, ([t, p]) => score(t!, p!), options);
}
