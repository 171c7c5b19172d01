import { assertSameLength, Matrix, MlError, type Vector } from '../core/index.js';

/**
 * Cholesky factor of a symmetric, positive definite matrix: A = L Lᵀ with L lower triangular.
 *
 * @param A (d, d); only the lower triangle is read.
 * @returns L (d, d) with zeros above the diagonal; undefined when A is not positive definite to
 *   working precision.
 * @throws MlError SHAPE_MISMATCH when A is not square.
 *
 * Cost: O(d³ / 3).
 * Source: Golub & Van Loan (2013), Matrix Computations, §4.2.
 *
 * @example choleskyFactor(Matrix.from([[4, 2], [2, 5]]))?.toRows(); // [ [ 2, 0 ], [ 1, 2 ] ]
 */
export function choleskyFactor(A: Matrix): Matrix | undefined {
  assertSameLength('choleskyFactor', 'A.rows', A.rows, 'A.columns', A.columns);
  const d = A.rows;
  const L = Matrix.zeros(d, d);
  const l = L.data;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A.data[i * d + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * d + k]! * l[j * d + k]!;
      if (i !== j) l[i * d + j] = sum / l[j * d + j]!;
      else if (sum > 0 && sum < Infinity) l[i * d + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return L;
}

/**
 * Solves L Lᵀ x = b for a factor L from `choleskyFactor`.
 *
 * @param L (d, d) lower triangular.
 * @param b (d,)
 * @returns x (d,)
 * @throws MlError SHAPE_MISMATCH
 *
 * Cost: O(d²).
 *
 * @example choleskySolve(Matrix.from([[2, 0], [1, 2]]), [8, 12]); // Float64Array(2) [ 1, 2 ]
 */
export function choleskySolve(L: Matrix, b: ArrayLike<number>): Vector {
  assertSameLength('choleskySolve', 'L', L.rows, 'b', b.length);
  const d = L.rows;
  const l = L.data;
  const x = Float64Array.from(b);
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * d + k]! * x[k]!;
    x[i]! /= l[i * d + i]!;
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) x[i]! -= l[k * d + i]! * x[k]!;
    x[i]! /= l[i * d + i]!;
  }
  return x;
}

/**
 * Solves A x = b for a symmetric, positive definite A.
 *
 * @param A (d, d)
 * @param b (d,)
 * @returns x (d,)
 * @throws MlError SHAPE_MISMATCH; SINGULAR when A is not positive definite.
 *
 * Cost: O(d³ / 3).
 *
 * @example solveCholesky(Matrix.from([[4, 2], [2, 5]]), [8, 12]); // Float64Array(2) [ 1, 2 ]
 */
export function solveCholesky(A: Matrix, b: ArrayLike<number>): Vector {
  const L = choleskyFactor(A);
  if (L !== undefined) return choleskySolve(L, b);
  throw new MlError(
    'SINGULAR',
    `solveCholesky: the ${A.rows} × ${A.columns} matrix is not positive definite: ` +
      'some columns repeat others. Drop one of them, or add a small penalty to the diagonal.',
  );
}
