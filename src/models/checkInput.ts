import {
  assertColumns,
  assertFinite,
  assertFiniteMatrix,
  assertNotEmpty,
  assertSameLength,
  type Matrix,
} from '../core/index.js';
import { type EncodedLabels, encodeLabels, type Label } from './labels.js';

/** What every `fit` of numbers refuses: no rows, unequal lengths, NaN and infinities. */
export function checkTargets(where: string, X: Matrix, y: ArrayLike<number>): void {
  assertSameLength(where, 'X', X.rows, 'y', y.length);
  assertNotEmpty(where, 'X', X.rows);
  assertFiniteMatrix(where, 'X', X);
  assertFinite(where, 'y', y);
}

/** What every `fit` of labels refuses, and the labels as codes. */
export function checkLabels<L extends Label>(
  where: string,
  X: Matrix,
  y: ArrayLike<L>,
): EncodedLabels<L> {
  assertSameLength(where, 'X', X.rows, 'y', y.length);
  assertNotEmpty(where, 'X', X.rows);
  assertFiniteMatrix(where, 'X', X);
  return encodeLabels(where, y);
}

/** What every `predict` refuses: another count of columns, NaN and infinities. */
export function checkRows(where: string, X: Matrix, columns: number): void {
  assertColumns(where, X, columns);
  assertFiniteMatrix(where, 'X', X);
}

/** The class of the largest number in each row; of equal ones the first. */
export function argmaxLabels<L extends Label>(scores: Matrix, classes: readonly L[]): L[] {
  const { data, rows, columns } = scores;
  const labels = new Array<L>(rows);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let k = 1; k < columns; k++) {
      if (data[i * columns + k]! > data[i * columns + best]!) best = k;
    }
    labels[i] = classes[best]!;
  }
  return labels;
}
