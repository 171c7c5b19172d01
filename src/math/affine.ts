import { assertSameLength, type Matrix, type Vector } from '../core/index.js';

/**
 * X w + b: a weighted sum of each row, and a constant.
 *
 * Each row is summed from its first column on, so a row gives the same bits alone and among others.
 *
 * @param X       (n, d).
 * @param weights (d,) one per column.
 * @param offset  added to every row. Default 0.
 * @returns (n,)
 * @throws MlError SHAPE_MISMATCH
 *
 * Cost: O(n d).
 *
 * @example affine(Matrix.from([[1, 2], [3, 4]]), [10, 1], 0.5); // Float64Array(2) [ 12.5, 34.5 ]
 */
export function affine(X: Matrix, weights: ArrayLike<number>, offset = 0): Vector {
  assertSameLength('affine', 'X.columns', X.columns, 'weights', weights.length);
  const { data, rows, columns } = X;
  const w = Float64Array.from(weights);
  const result = new Float64Array(rows);
  for (let i = 0, p = 0; i < rows; i++, p += columns) {
    let sum = offset;
    for (let j = 0; j < columns; j++) sum += data[p + j]! * w[j]!;
    result[i] = sum;
  }
  return result;
}
