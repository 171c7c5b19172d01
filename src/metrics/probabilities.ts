import { assertBinary, assertNotEmpty, assertSameLength, Matrix, MlError } from '../core/index.js';
import { encodeAgainst } from './encodeAgainst.js';
import type { Label } from './labels.js';
import { checkWeights, type MetricOptions } from './metricInput.js';

/** What metrics of probabilities take beside labels and probabilities. */
export interface ProbabilityOptions<L extends Label = Label> extends MetricOptions {
  /** With a matrix: the class of each column. Default: the labels of yTrue, sorted. */
  readonly labels?: readonly L[];
}

/** Rows sum to 1 up to what single precision leaves. */
const SUM_TOLERANCE = 1e-6;

/** Throws NOT_FINITE or OUT_OF_RANGE unless each value is a probability. */
export function assertProbabilities(
  where: string,
  name: string,
  values: ArrayLike<number>,
  columns = 1,
): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= 0 && value <= 1) continue;
    const place =
      columns === 1 ? `[${i}]` : ` in row ${Math.floor(i / columns)}, column ${i % columns}`;
    throw new MlError(
      Number.isFinite(value) ? 'OUT_OF_RANGE' : 'NOT_FINITE',
      `${where}: ${name}${place} is ${value}, and a probability lies between 0 and 1. ` +
        'Give probabilities, not scores or labels.',
    );
  }
}

/**
 * Guards of log loss and Brier score, then the weighted mean of what one row loses.
 *
 * @param loss of a row, from (k,) probabilities that start at `at` and the column of its class.
 */
export function meanOverRows(
  where: string,
  yTrue: ArrayLike<Label>,
  yProb: ArrayLike<number> | Matrix,
  options: ProbabilityOptions,
  loss: (probabilities: ArrayLike<number>, at: number, columns: number, own: number) => number,
): number {
  const { sampleWeight } = options;
  const n = yTrue.length;
  const isMatrix = yProb instanceof Matrix;
  const columns = isMatrix ? yProb.columns : 1;
  const data = isMatrix ? yProb.data : yProb;
  assertSameLength(where, 'yTrue', n, 'yProb', isMatrix ? yProb.rows : yProb.length);
  assertNotEmpty(where, 'yTrue', n);
  let own: ArrayLike<number>;
  if (isMatrix) {
    if (columns < 2) {
      throw new MlError(
        'SHAPE_MISMATCH',
        `${where}: yProb is a matrix of one column, and one per class is needed. ` +
          'Give the probabilities of 1 as a plain column, or those of all classes.',
      );
    }
    own = encodeAgainst(where, yTrue, columns, options.labels);
    assertProbabilities(where, 'yProb', data, columns);
    assertRowSums(where, yProb);
  } else {
    own = yTrue as ArrayLike<number>;
    assertBinary(where, 'yTrue', own);
    assertProbabilities(where, 'yProb', data);
  }
  const total = sampleWeight ? checkWeights(where, yTrue, sampleWeight) : n;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += (sampleWeight ? sampleWeight[i]! : 1) * loss(data, i * columns, columns, own[i]!);
  }
  return sum / total;
}

function assertRowSums(where: string, probabilities: Matrix): void {
  const { data, rows, columns } = probabilities;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += data[i * columns + j]!;
    if (Math.abs(sum - 1) <= SUM_TOLERANCE) continue;
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: row ${i} of yProb sums to ${sum}, and the probabilities of all classes sum to 1. ` +
        'Apply softmax to scores first.',
    );
  }
}
