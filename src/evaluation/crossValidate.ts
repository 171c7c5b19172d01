import {
  assertFinite,
  assertKnownOptions,
  Matrix,
  type Progress,
  silentProgress,
  type Vector,
} from '../core/index.js';
import { encodeLabels, type Label } from '../metrics/index.js';
import { type FoldOptions, foldsOf } from './folds.js';
import { type Metric, type MetricName, metricsOf } from './metric.js';
import {
  assertTrainable,
  checkExamples,
  type Examples,
  type Trainable,
  takeExamples,
} from './model.js';
import { type Predicted, predictFor, scoresOf } from './scoreFold.js';
import { type ScoreSummary, summarize } from './summarize.js';

/** How `crossValidate` judges. */
export interface CrossValidateOptions extends FoldOptions {
  /** At least one metric, by name or `{ name, needs, better, score }`. */
  readonly metrics: readonly (MetricName | Metric)[];
  /** Told after each fold. Default: nobody. */
  readonly progress?: Progress;
}

/** Predictions for each row by a model that did not learn from it; what no metric needs is null. */
export interface OutOfFold {
  /** (n,) predicted classes; null for a row that no fold tests. */
  readonly labels: readonly (Label | null)[] | null;
  /** (n, classes) probabilities; NaN in rows that no fold tests. */
  readonly probabilities: Matrix | null;
  /** (n,) predicted numbers; NaN for a row that no fold tests. */
  readonly values: Vector | null;
}

/** What cross-validation found. */
export interface CrossValidation {
  /** By the metric's name: the score of each fold, their mean and spread. */
  readonly scores: Readonly<Record<string, ScoreSummary>>;
  /** Null when a row is tested by several folds: it has no single prediction then. */
  readonly outOfFold: OutOfFold | null;
  /** The class of each column of probabilities, sorted; empty for numbers. */
  readonly classes: readonly Label[];
  /** Rows learned from and tested in each fold. */
  readonly folds: readonly { readonly train: number; readonly test: number }[];
}

/**
 * Cross-validation: how well a model predicts rows that it has not seen, each row in its turn.
 *
 * For each fold a fresh model learns from the training rows and predicts the others. Whatever is
 * learned from data belongs into the model (a `Pipeline`), or the folds leak into each other. The
 * spread over folds is no standard error: training parts overlap. Rows that belong together (days,
 * patients) and rows in time need folds of their own.
 *
 * @param model an estimator, a classifier, a network or a pipeline; it stays as it is.
 * @param data  `X` (n, d) matrix or table, `y` (n,) numbers or names of classes.
 * @param options `metrics` (required), `folds` (5), `seed` (0) or `random`, `progress`.
 * @throws MlError OUT_OF_RANGE (more folds than rows) | SHAPE_MISMATCH | EMPTY | INVALID_ARGUMENT (an
 *   unknown metric, a training part of one class, a row in both parts of a fold) | UNSUPPORTED (no
 *   probabilities) | UNDEFINED_METRIC (with the fold named), and what the model throws.
 *
 * Cost: one fit and one prediction a fold. Inputs are not changed.
 * Agrees with: sklearn.model_selection.cross_val_score, same folds (test/golden/crossValidate.json).
 *
 * @example
 * const data = { X: Matrix.from([[1], [2], [3], [4]]), y: [2, 4, 6, 8] };
 * const { scores } = await crossValidate(new MeanRegressor(), data, { folds: [{ train: [0, 1], test: [2, 3] }, { train: [2, 3], test: [0, 1] }], metrics: ['meanAbsoluteError'] });
 * scores.meanAbsoluteError.mean; // 4
 */
export async function crossValidate(
  model: Trainable,
  data: Examples,
  options: CrossValidateOptions,
): Promise<CrossValidation> {
  const where = 'crossValidate';
  assertKnownOptions(where, options, ['metrics', 'folds', 'seed', 'random', 'progress']);
  assertTrainable(where, model);
  const n = checkExamples(where, data);
  const metrics = metricsOf(where, options.metrics ?? []);
  const classes = classesOf(where, data, metrics);
  const folds = foldsOf(where, data.y, classes.length > 0, options);

  const progress = options.progress ?? silentProgress;
  const scores: number[][] = [];
  const parts: Predicted[] = [];
  progress.start(folds.length, 'cross-validation');
  try {
    for (const [k, { train, test }] of folds.entries()) {
      const learned = takeExamples(data, train);
      const judged = takeExamples(data, test);
      const fitted = await model.fit(learned.X, learned.y);
      const predicted = await predictFor(where, fitted, judged.X, metrics, classes);
      scores.push(scoresOf(where, `folds[${k}].test`, metrics, judged.y, predicted, classes));
      parts.push(predicted);
      progress.advance(k + 1);
    }
  } finally {
    progress.finish();
  }
  return {
    scores: Object.fromEntries(
      metrics.map(({ name }, m) => [name, summarize(scores.map((row) => row[m]!))]),
    ),
    outOfFold: gather(
      n,
      folds.map(({ test }) => test),
      parts,
      classes.length,
    ),
    classes,
    folds: folds.map(({ train, test }) => ({ train: train.length, test: test.length })),
  };
}

/** The classes of y, sorted; none where every metric judges numbers. */
export function classesOf(
  where: string,
  data: Examples,
  metrics: readonly Metric[],
): readonly Label[] {
  if (metrics.some(({ needs }) => needs === 'values')) {
    assertFinite(where, 'y', data.y as ArrayLike<number>);
  }
  return metrics.every(({ needs }) => needs === 'values')
    ? []
    : encodeLabels(where, 'y', data.y).labels;
}

/** The predictions of all folds in the order of the rows. */
function gather(
  n: number,
  tests: readonly ArrayLike<number>[],
  parts: readonly Predicted[],
  classes: number,
): OutOfFold | null {
  const seen = new Uint8Array(n);
  for (const rows of tests) {
    for (let i = 0; i < rows.length; i++) {
      if (seen[rows[i]!] === 1) return null;
      seen[rows[i]!] = 1;
    }
  }
  const first = parts[0]!;
  const labels = first.labels && new Array<Label | null>(n).fill(null);
  const values = first.values && new Float64Array(n).fill(Number.NaN);
  const data = first.probabilities && new Float64Array(n * classes).fill(Number.NaN);
  tests.forEach((rows, k) => {
    const part = parts[k]!;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (labels) labels[row] = part.labels![i]!;
      if (values) values[row] = part.values![i]!;
      data?.set(part.probabilities!.data.subarray(i * classes, (i + 1) * classes), row * classes);
    }
  });
  return { labels, values, probabilities: data && new Matrix(data, n, classes) };
}
