import { assertOneOf, Matrix, MlError } from '../core/index.js';
import { encodePair, type Label, placesOf, showLabel } from './labels.js';
import { checkWeights, type MetricOptions } from './metricInput.js';

/** What `confusionMatrix` takes beside truth and prediction. */
export interface ConfusionMatrixOptions<L extends Label = Label> extends MetricOptions {
  /** The classes to show, in this order; rows with any other class are left out. Default: all. */
  readonly labels?: readonly L[];
  /**
   * What adds up to 1: `'true'` each row (its diagonal is then recall), `'predicted'` each column
   * (precision), `'all'` the whole. Default `'none'`: counts. What has no rows stays 0.
   */
  readonly normalize?: 'none' | 'true' | 'predicted' | 'all';
}

/** Which classes were taken for which. */
export interface ConfusionMatrix<L extends Label = Label> {
  /** The classes, in the order of rows and columns. */
  readonly labels: readonly L[];
  /** (k, k) rows of the true class i (row) that were predicted as class j (column). */
  readonly counts: Matrix;
}

/**
 * Confusion matrix: how many rows of each true class were predicted as each class.
 *
 * counts[i, j] = Σ wᵣ over rows r with truth i and prediction j. A row is a true class, a column
 * a predicted one; the diagonal is right.
 *
 * @param yTrue   (n,) true labels, numbers or texts, n ≥ 1.
 * @param yPred   (n,) predicted labels of the same kind.
 * @param options `sampleWeight`, `labels`, `normalize`.
 * @returns the classes and the (k, k) counts; without weights whole numbers.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND (numbers beside
 *   texts) | DUPLICATE_NAME (a class twice in `labels`) | INVALID_ARGUMENT (none of `labels` is a
 *   true label) | OUT_OF_RANGE (a negative weight) | UNDEFINED_METRIC (all weights 0).
 *
 * Cost: O(n + k²). Inputs are not changed.
 * Agrees with: sklearn.metrics.confusion_matrix (test/golden/classificationMetrics.json).
 *
 * @example confusionMatrix(['cat', 'dog', 'dog'], ['cat', 'cat', 'dog']).counts.toRows(); // [ [ 1, 0 ], [ 1, 1 ] ]
 */
export function confusionMatrix<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: ConfusionMatrixOptions<L> = {},
): ConfusionMatrix<L> {
  const where = 'confusionMatrix';
  const { normalize = 'none' } = options;
  assertOneOf(where, 'normalize', normalize, ['none', 'true', 'predicted', 'all']);
  const { labels, counts } = countPairs(where, yTrue, yPred, options);
  return { labels, counts: normalized(counts, normalize) };
}

/** The counts, for whoever asks: `names` are what the two columns are called there. */
export function countPairs<L extends Label>(
  where: string,
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: Pick<ConfusionMatrixOptions<L>, 'labels' | 'sampleWeight'>,
  names: readonly [string, string] = ['yTrue', 'yPred'],
): ConfusionMatrix<L> {
  const { sampleWeight } = options;
  const pair = encodePair(where, yTrue, yPred, names);
  if (sampleWeight) checkWeights(where, yTrue, sampleWeight, names[0]);
  const labels = options.labels ?? pair.labels;
  const place = new Int32Array(pair.labels.length).fill(-1); // from code to row of the matrix
  placesOf(where, labels, pair.labels).forEach((code, i) => {
    place[code] = i; // nowhere, when the code is −1: a class without rows
  });

  const counts = Matrix.zeros(labels.length, labels.length);
  let any = false;
  for (let r = 0; r < yTrue.length; r++) {
    const i = place[pair.truth[r]!]!;
    const j = place[pair.predicted[r]!]!;
    if (i < 0) continue;
    any = true;
    if (j < 0) continue;
    const at = i * labels.length + j;
    counts.data[at] = counts.data[at]! + (sampleWeight ? sampleWeight[r]! : 1);
  }
  if (!any) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: none of the labels ${labels.map(showLabel).join(', ')} is in ${names[0]}. ` +
        `The labels of both columns are: ${pair.labels.slice(0, 20).map(showLabel).join(', ')}.`,
    );
  }
  return { labels: [...labels], counts };
}

/** Each row, column or the whole divided by its sum, where that is above 0. */
function normalized(
  counts: Matrix,
  normalize: NonNullable<ConfusionMatrixOptions['normalize']>,
): Matrix {
  if (normalize === 'none') return counts;
  const { data, columns } = counts;
  const groupOf = (at: number): number =>
    normalize === 'true' ? Math.floor(at / columns) : normalize === 'predicted' ? at % columns : 0;
  const sums = new Float64Array(columns);
  data.forEach((count, at) => {
    sums[groupOf(at)] = sums[groupOf(at)]! + count;
  });
  const shares = data.map((count, at) => (count === 0 ? 0 : count / sums[groupOf(at)]!));
  return new Matrix(shares, counts.rows, columns);
}
