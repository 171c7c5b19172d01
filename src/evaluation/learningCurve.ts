import {
  assertAtLeast,
  assertInteger,
  assertKnownOptions,
  assertNotEmpty,
  createRandom,
  type Progress,
  silentProgress,
} from '../core/index.js';
import { classesOf } from './crossValidate.js';
import { assertSeveralClasses, type FoldOptions, foldsOf } from './folds.js';
import { type Metric, type MetricName, metricOf } from './metric.js';
import {
  assertTrainable,
  checkExamples,
  type Examples,
  type Trainable,
  takeExamples,
} from './model.js';
import { predictFor, scoresOf } from './scoreFold.js';
import { type ScoreSummary, summarize } from './summarize.js';

/** How `learningCurve` goes about it. */
export interface LearningCurveOptions extends FoldOptions {
  /** By which the models are judged, by name or `{ name, needs, better, score }`. */
  readonly metric: MetricName | Metric;
  /**
   * Rows to learn from: shares of the smallest training part where none is above 1, else counts.
   * Default 0.1, 0.325, 0.55, 0.775, 1.
   */
  readonly trainSizes?: readonly number[];
  /** Whether the training rows are put in random order first; otherwise the first ones count. Default true. */
  readonly shuffle?: boolean;
  /** Told after each fit. Default: nobody. */
  readonly progress?: Progress;
}

/** Scores by the number of rows that a model learned from. */
export interface LearningCurve {
  readonly metric: string;
  readonly better: 'higher' | 'lower';
  /** (s,) rows learned from, ascending. */
  readonly trainSizes: readonly number[];
  /** (s,) on the rows that were learned from. */
  readonly train: readonly ScoreSummary[];
  /** (s,) on the rows of the fold that were kept out. */
  readonly test: readonly ScoreSummary[];
}

/**
 * Learning curve: would more rows help? The score on new rows, and on those learned from, by the
 * number of rows.
 *
 * Where both have met, more rows of the same kind change little, and only a richer model or better
 * features do; where a gap is left, more rows close it. Within a fold each size holds the one before.
 *
 * @param model an estimator, a classifier, a network or a pipeline; it stays as it is.
 * @param data  `X` (n, d) matrix or table, `y` (n,) numbers or names of classes.
 * @param options `metric` (required), `trainSizes`, `folds` (5), `shuffle` (true), `seed` or `random`.
 * @throws MlError as `crossValidate`; OUT_OF_RANGE for a size that no training part has;
 *   INVALID_ARGUMENT where so few rows hold one class only.
 *
 * Cost: sizes × folds fits. Inputs are not changed.
 * Agrees with: sklearn.model_selection.learning_curve, same folds (test/golden/crossValidate.json).
 *
 * @example
 * const data = { X: Matrix.from([[1], [2], [3], [4]]), y: [2, 4, 6, 8] };
 * const { trainSizes } = await learningCurve(new MeanRegressor(), data, { metric: 'meanAbsoluteError', folds: 2, trainSizes: [0.5, 1] });
 * trainSizes; // [ 1, 2 ]
 */
export async function learningCurve(
  model: Trainable,
  data: Examples,
  options: LearningCurveOptions,
): Promise<LearningCurve> {
  const where = 'learningCurve';
  const known = ['metric', 'trainSizes', 'shuffle', 'folds', 'seed', 'random', 'progress'];
  assertKnownOptions(where, options, known);
  assertTrainable(where, model);
  checkExamples(where, data);
  const metrics = [metricOf(where, options.metric)];
  const classes = classesOf(where, data, metrics);
  const classify = classes.length > 0;
  const random = options.random ?? createRandom(options.seed ?? 0);
  const folds = foldsOf(where, data.y, classify, { ...options, random: random.fork('folds') });
  const smallest = Math.min(...folds.map(({ train }) => train.length));
  const sizes = sizesOf(where, options.trainSizes ?? [0.1, 0.325, 0.55, 0.775, 1], smallest);

  const train: number[][] = sizes.map(() => []);
  const test: number[][] = sizes.map(() => []);
  const progress = options.progress ?? silentProgress;
  progress.start(sizes.length * folds.length, 'learning curve');
  try {
    let done = 0;
    for (const [k, fold] of folds.entries()) {
      const order =
        options.shuffle === false
          ? Array.from(fold.train)
          : random.fork(`rows ${k}`).shuffle(fold.train);
      const judged = takeExamples(data, fold.test);
      for (const [s, size] of sizes.entries()) {
        const rows = order.slice(0, size);
        const name = `the first ${size} rows of folds[${k}].train`;
        if (classify) assertSeveralClasses(where, name, data.y, rows);
        const learned = takeExamples(data, rows);
        const fitted = await model.fit(learned.X, learned.y);
        for (const [part, place, scores] of [
          [learned, name, train],
          [judged, `folds[${k}].test`, test],
        ] as const) {
          const predicted = await predictFor(where, fitted, part.X, metrics, classes);
          scores[s]!.push(scoresOf(where, place, metrics, part.y, predicted, classes)[0]!);
        }
        progress.advance(++done);
      }
    }
  } finally {
    progress.finish();
  }
  const { name: metric, better } = metrics[0]!;
  return {
    metric,
    better,
    trainSizes: sizes,
    train: train.map(summarize),
    test: test.map(summarize),
  };
}

/** Shares or counts as counts, ascending, each once. */
function sizesOf(where: string, given: readonly number[], smallest: number): readonly number[] {
  assertNotEmpty(where, 'trainSizes', given.length);
  given.forEach((size, i) => {
    assertAtLeast(where, `trainSizes[${i}]`, size, Number.MIN_VALUE);
  });
  const shares = given.every((size) => size <= 1);
  const counts = given.map((size) => (shares ? Math.max(1, Math.floor(size * smallest)) : size));
  for (const count of counts) assertInteger(where, 'a size of trainSizes', count, 1, smallest);
  return [...new Set(counts)].sort((a, b) => a - b);
}
