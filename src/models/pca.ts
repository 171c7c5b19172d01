import {
  assertFiniteMatrix,
  assertInteger,
  assertKnownOptions,
  Matrix,
  MlError,
} from '../core/index.js';
import { columnMeans, GramSum, symmetricEigen } from '../math/index.js';
import { checkRows } from './checkInput.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = {
  means: 'numbers',
  components: 'numbers',
  explainedVariance: 'numbers',
  explainedVarianceRatio: 'numbers',
};

/** Rows whose products are summed together. */
const BLOCK = 256;

/** Choices of a `PCA`. */
export interface PCAOptions {
  /** How many components to keep, at most min(n, d). Default: all of these. */
  readonly components?: number;
}

/** All that `PCA.fit` learned. */
export interface PCAState {
  readonly kind: 'pca';
  /** (d,) column means. */
  readonly means: readonly number[];
  /** (k · d,) directions of length 1, one after the other, at right angles to each other. */
  readonly components: readonly number[];
  /** (k,) variance along each, descending, squared units of X (n − 1 in the denominator). */
  readonly explainedVariance: readonly number[];
  /** (k,) its share of the whole variance; 0 where there is none. */
  readonly explainedVarianceRatio: readonly number[];
}

/**
 * Principal components: the directions along which rows differ most, one at right angles to another.
 *
 * They are the eigenvectors of the covariance. A direction may point either way: here its weight of
 * largest size is positive, so that results can be compared. Columns with large numbers win, so
 * they belong on one scale first unless their units are the same.
 *
 * Cost: n d² / 2 for the covariance, 6 d³ for its eigenvectors.
 * Source: Jolliffe (2002), Principal Component Analysis, §3.
 * Agrees with: sklearn.decomposition.PCA (test/golden/clustering.json); components of equal variance are
 * any two directions in their plane, there and here.
 *
 * @example new PCA({ components: 1 }).fit(Matrix.from([[0, 0], [3, 4], [6, 8]])).state.explainedVariance; // [ 25 ]
 */
export class PCA {
  readonly options: PCAOptions;

  constructor(options: PCAOptions = {}) {
    assertKnownOptions('PCA', options, ['components']);
    this.options = Object.freeze({ ...options });
    if (options.components !== undefined) assertInteger('PCA', 'components', options.components, 1);
  }

  /**
   * Learns means and directions of X (n, d); keeps no row.
   *
   * @throws MlError NOT_FINITE; EMPTY for fewer than two rows or no columns; OUT_OF_RANGE for more
   *   components than min(n, d), or numbers so large that sums overflow.
   */
  fit(X: Matrix): FittedPCA {
    const where = 'PCA.fit';
    const { rows: n, columns: d } = X;
    if (n < 2 || d < 1) {
      throw new MlError(
        'EMPTY',
        `${where}: X is ${n} × ${d}, and a variance needs two rows and one column at least.`,
      );
    }
    assertFiniteMatrix(where, 'X', X);
    const count = this.options.components ?? Math.min(n, d);
    assertInteger(where, 'components', count, 1, Math.min(n, d));

    const means = columnMeans(X);
    const { values, vectors, unit } = covarianceEigen(X, means);
    const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
    const variances = Array.from(values.subarray(0, count), (value) => Math.max(0, value));
    const explainedVariance = variances.map((value) => value * unit * unit);
    if (!explainedVariance.every(Number.isFinite)) {
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: the variance of X overflows. Bring its columns to one scale.`,
      );
    }
    return new FittedPCA({
      kind: 'pca',
      means: [...means],
      components: [...vectors.data.subarray(0, count * d)],
      explainedVariance,
      explainedVarianceRatio: variances.map((value) => (total > 0 ? value / total : 0)),
    });
  }
}

/** Eigenvalues of the covariance of X / unit, where `unit` brings the largest number near 1. */
function covarianceEigen(
  X: Matrix,
  means: Float64Array,
): { readonly values: Float64Array; readonly vectors: Matrix; readonly unit: number } {
  const { data, rows: n, columns: d } = X;
  let largest = 0;
  for (let i = 0; i < data.length; i++) {
    largest = Math.max(largest, Math.abs(data[i]! - means[i % d]!));
  }
  const unit = largest > 0 && largest < Infinity ? 2 ** Math.floor(Math.log2(largest)) : 1;
  const sum = new GramSum(d);
  const block = new Float64Array(BLOCK * d);
  for (let top = 0; top < n; top += BLOCK) {
    const height = Math.min(BLOCK, n - top);
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < d; j++) {
        block[i * d + j] = (data[(top + i) * d + j]! - means[j]!) / unit;
      }
    }
    sum.add(block, 0, height);
  }
  const upper = sum.upper();
  const covariance = Matrix.zeros(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) covariance.data[i * d + j] = upper[j * d + i]! / (n - 1);
  }
  return { ...symmetricEigen(covariance), unit };
}

/** A `PCA` that has learned. */
export class FittedPCA {
  readonly state: PCAState;

  constructor(state: PCAState) {
    this.state = freezeState('PCA', state, SHAPE);
    const { means, components, explainedVariance, explainedVarianceRatio } = this.state;
    assertStateLength('PCA', 'components', components, explainedVariance.length * means.length);
    const count = explainedVariance.length;
    assertStateLength('PCA', 'explainedVarianceRatio', explainedVarianceRatio, count);
  }

  /** (k, d) the directions, one a row: a copy. */
  get components(): Matrix {
    const { means, components, explainedVariance } = this.state;
    return new Matrix(Float64Array.from(components), explainedVariance.length, means.length);
  }

  /** X (m, d) → (m, k) places along the components. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  transform(X: Matrix): Matrix {
    const { data: components, rows: k, columns: d } = this.components;
    checkRows('PCA.transform', X, d);
    const means = Float64Array.from(this.state.means);
    const scores = Matrix.zeros(X.rows, k);
    for (let i = 0; i < X.rows; i++) {
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let j = 0; j < d; j++)
          sum += (X.data[i * d + j]! - means[j]!) * components[c * d + j]!;
        scores.data[i * k + c] = sum;
      }
    }
    return scores;
  }

  /** Places (m, k) → (m, d) rows as these components can tell them. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  inverseTransform(scores: Matrix): Matrix {
    const { data: components, rows: k, columns: d } = this.components;
    checkRows('PCA.inverseTransform', scores, k);
    const rows = Matrix.zeros(scores.rows, d);
    for (let i = 0; i < scores.rows; i++) {
      for (let j = 0; j < d; j++) rows.data[i * d + j] = this.state.means[j]!;
      for (let c = 0; c < k; c++) {
        const score = scores.data[i * k + c]!;
        for (let j = 0; j < d; j++) rows.data[i * d + j]! += score * components[c * d + j]!;
      }
    }
    return rows;
  }
}
