import { assertSameLength, Matrix, MlError, type Vector } from '../core/index.js';

/** Eigenvalues and eigenvectors of a symmetric matrix. */
export interface SymmetricEigen {
  /** (d,) descending. */
  readonly values: Vector;
  /** (d, d) row k is the eigenvector of value k: length 1, its largest entry positive. */
  readonly vectors: Matrix;
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix: A = Σ valueₖ vₖ vₖᵀ.
 *
 * Householder reflections bring A to three diagonals, shifted QR steps bring these to one. An
 * eigenvector may point either way: here its entry of largest size is positive (of equal ones the
 * first), the rule of scikit-learn's PCA.
 *
 * @param A (d, d); only the lower triangle is read.
 * @returns values, descending, and vectors as rows.
 * @throws MlError SHAPE_MISMATCH when A is not square; NOT_CONVERGED when it holds no finite numbers.
 *
 * Cost: about 6 d³. Values are right to d · 2⁻⁵² of the largest.
 * Source: Golub & Van Loan (2013), Matrix Computations, §8.3.
 * Agrees with: numpy.linalg.eigh (test/golden/clustering.json, by way of PCA).
 *
 * @example symmetricEigen(Matrix.from([[2, 0], [0, 3]])).values; // Float64Array(2) [ 3, 2 ]
 */
export function symmetricEigen(A: Matrix): SymmetricEigen {
  assertSameLength('symmetricEigen', 'A.rows', A.rows, 'A.columns', A.columns);
  const d = A.rows;
  const { diagonal, beside, basis } = tridiagonalize(A);
  diagonalize(diagonal, beside, basis, d);
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b]! - diagonal[a]! || a - b);
  const vectors = Matrix.zeros(d, d);
  order.forEach((from, k) => {
    const row = basis.subarray(from * d, from * d + d);
    let largest = 0;
    for (let j = 1; j < d; j++) if (Math.abs(row[j]!) > Math.abs(row[largest]!)) largest = j;
    const sign = row[largest]! < 0 ? -1 : 1;
    for (let j = 0; j < d; j++) vectors.data[k * d + j] = sign * row[j]!;
  });
  return { values: Float64Array.from(order, (from) => diagonal[from]!), vectors };
}

/** A = Qᵀ T Q with T tridiagonal; the rows of `basis` are those of Q. */
function tridiagonalize(A: Matrix): {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  readonly basis: Float64Array;
} {
  const d = A.rows;
  const a = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) a[i * d + j] = a[j * d + i] = A.data[i * d + j]!;
  }
  const diagonal = new Float64Array(d);
  const beside = new Float64Array(d);
  const factors = new Float64Array(d); // of each reflection I − factor v vᵀ
  const p = new Float64Array(d);
  for (let k = 0; k + 1 < d; k++) {
    const v = a.subarray(k * d, k * d + d); // row k beyond the diagonal becomes the vector
    let largest = 0;
    for (let j = k + 1; j < d; j++) largest = Math.max(largest, Math.abs(v[j]!));
    let norm = 0;
    if (largest > 0) {
      for (let j = k + 1; j < d; j++) norm += (v[j]! / largest) ** 2;
      norm = largest * Math.sqrt(norm);
    }
    const head = v[k + 1]!;
    const alpha = head > 0 ? -norm : norm;
    beside[k] = alpha;
    if (norm === 0) continue;
    // Scaled by its own length, so that tiny rows do not underflow.
    for (let j = k + 1; j < d; j++) v[j]! /= norm;
    v[k + 1] = (head - alpha) / norm;
    const factor = 1 / (1 + Math.abs(head) / norm); // 2 / vᵀv
    factors[k] = factor;
    let along = 0;
    for (let i = k + 1; i < d; i++) {
      let sum = 0;
      for (let j = k + 1; j < d; j++) sum += a[i * d + j]! * v[j]!;
      p[i] = factor * sum;
      along += p[i]! * v[i]!;
    }
    const half = (factor * along) / 2;
    for (let i = k + 1; i < d; i++) p[i]! -= half * v[i]!;
    for (let i = k + 1; i < d; i++) {
      const vi = v[i]!;
      const pi = p[i]!;
      for (let j = k + 1; j < d; j++) a[i * d + j]! -= vi * p[j]! + pi * v[j]!;
    }
  }
  for (let k = 0; k < d; k++) diagonal[k] = a[k * d + k]!;
  const basis = new Float64Array(d * d);
  for (let k = 0; k < d; k++) basis[k * d + k] = 1;
  for (let k = d - 2; k >= 0; k--) {
    if (factors[k] === 0) continue;
    const v = a.subarray(k * d, k * d + d);
    for (let i = k + 1; i < d; i++) {
      let sum = 0;
      for (let j = k + 1; j < d; j++) sum += basis[i * d + j]! * v[j]!;
      sum *= factors[k]!;
      for (let j = k + 1; j < d; j++) basis[i * d + j]! -= sum * v[j]!;
    }
  }
  return { diagonal, beside, basis };
}

/** Shifted QR steps until nothing stands beside the diagonal; turns the rows of `basis` along. */
function diagonalize(a: Float64Array, b: Float64Array, basis: Float64Array, d: number): void {
  let steps = 0;
  for (let high = d - 1; high > 0; ) {
    for (let i = 0; i < high; i++) {
      if (Math.abs(b[i]!) <= Number.EPSILON * 0.5 * (Math.abs(a[i]!) + Math.abs(a[i + 1]!)))
        b[i] = 0;
    }
    if (b[high - 1] === 0) {
      high--;
      continue;
    }
    if (++steps > 60 * d) {
      throw new MlError(
        'NOT_CONVERGED',
        `symmetricEigen: the ${d} × ${d} matrix has no eigenvalues after ${steps} steps. ` +
          'Every entry must be a finite number.',
      );
    }
    let low = high - 1;
    while (low > 0 && b[low - 1] !== 0) low--;
    const half = (a[high - 1]! - a[high]!) / 2;
    const last = b[high - 1]!;
    const root = Math.hypot(half, last);
    const shift = a[high]! - last * (last / (half + (half < 0 ? -root : root)));
    let x = a[low]! - shift;
    let z = b[low]!;
    for (let k = low; k < high; k++) {
      const r = Math.hypot(x, z);
      const c = r === 0 ? 1 : x / r;
      const s = r === 0 ? 0 : z / r;
      if (k > low) b[k - 1] = r;
      const first = a[k]!;
      const second = a[k + 1]!;
      const cross = 2 * c * s * b[k]!;
      a[k] = c * c * first + cross + s * s * second;
      a[k + 1] = s * s * first - cross + c * c * second;
      b[k] = c * s * (second - first) + (c * c - s * s) * b[k]!;
      if (k + 1 < high) {
        x = b[k]!;
        z = s * b[k + 1]!;
        b[k + 1]! *= c;
      }
      const upper = k * d;
      const lower = upper + d;
      for (let j = 0; j < d; j++) {
        const above = basis[upper + j]!;
        const below = basis[lower + j]!;
        basis[upper + j] = c * above + s * below;
        basis[lower + j] = c * below - s * above;
      }
    }
  }
}
