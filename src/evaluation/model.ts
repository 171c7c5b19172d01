import { assertNotEmpty, assertSameLength, Matrix, MlError, type Table } from '../core/index.js';
import type { Features, Targets } from '../features/index.js';
import type { Label } from '../metrics/index.js';

/** A model that can learn: every estimator, classifier, neural network and pipeline has this form. */
export interface Trainable {
  /** Learns from X (n, d) and y (n,); returns the fitted model or a promise of it. */
  fit(X: Features, y: Targets): Trained | Promise<Trained>;
}

/** A model that has learned. A classifier also says how likely each of its classes is. */
export interface Trained {
  /** X (m, d) → m predictions, or a promise of them. */
  predict(X: Features): ArrayLike<unknown> | Promise<ArrayLike<unknown>>;
  /** X (m, d) → (m, classes), or a promise of it. */
  predictProbability?(X: Features): Matrix | Promise<Matrix>;
  /** The class of each column of probabilities. */
  readonly classes?: readonly Label[];
}

/** Rows with their answers. */
export interface Examples<X extends Features = Features> {
  /** (n, d) */
  readonly X: X;
  /** (n,) numbers, or the names of classes. */
  readonly y: ArrayLike<Label>;
}

/** How many rows the features have. */
export function rowsOf(X: Features): number {
  return X instanceof Matrix ? X.rows : X.rowCount;
}

/** Refuses features and answers of unequal length, and none at all. */
export function checkExamples(where: string, data: Examples): number {
  const rows = rowsOf(data.X);
  assertSameLength(where, 'X', rows, 'y', data.y.length);
  assertNotEmpty(where, 'X', rows);
  return rows;
}

/** These rows of the examples, in this order. */
export function takeExamples(
  data: Examples,
  rows: ArrayLike<number>,
): { readonly X: Features; readonly y: Targets } {
  const { X, y } = data;
  return {
    X: X instanceof Matrix ? X.selectRows(rows) : (X as Table).take(rows),
    y: takeAnswers(y, rows),
  };
}

/** These answers: numbers as a vector, texts as an array. */
export function takeAnswers(y: ArrayLike<Label>, rows: ArrayLike<number>): Targets {
  if (typeof y[0] === 'string') return Array.from(rows, (row) => y[row] as string);
  return Float64Array.from(rows, (row) => y[row] as number);
}

/** Refuses what cannot learn, for callers whose compiler did not look. */
export function assertTrainable(where: string, model: unknown): asserts model is Trainable {
  if (typeof (model as Partial<Trainable> | null)?.fit === 'function') return;
  throw new MlError(
    'WRONG_KIND',
    `${where}: the model has no fit, so it cannot learn. Give the estimator, not its fitted form.`,
  );
}
