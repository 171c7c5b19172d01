import { assertNotEmpty, type Matrix, type Vector } from '../core/index.js';

/**
 * The mean of each column.
 *
 * @param X (n, d), n ≥ 1.
 * @returns (d,) means, each in the unit of its column.
 * @throws MlError EMPTY
 *
 * Cost: O(n d), one pass in the order of memory.
 *
 * @example columnMeans(Matrix.from([[1, 10], [3, 30]])); // Float64Array(2) [ 2, 20 ]
 */
export function columnMeans(X: Matrix): Vector {
  assertNotEmpty('columnMeans', 'X', X.rows);
  const { data, rows, columns } = X;
  const means = new Float64Array(columns);
  for (let i = 0, p = 0; i < rows; i++, p += columns) {
    for (let j = 0; j < columns; j++) means[j]! += data[p + j]!;
  }
  for (let j = 0; j < columns; j++) means[j]! /= rows;
  return means;
}
