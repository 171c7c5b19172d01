import { assertColumns, assertFiniteMatrix, type Matrix, type Vector } from '../core/index.js';
import { affine } from '../math/index.js';

/** What every linear model has learned. */
export interface LinearState {
  /** (d,) units of y per unit of that feature. */
  readonly weights: readonly number[];
  /** Units of y; the prediction where all features are 0. */
  readonly intercept: number;
}

/** X (m, d) → (m,) X w + b, checked. */
export function predictLinear(where: string, X: Matrix, state: LinearState): Vector {
  assertColumns(where, X, state.weights.length);
  assertFiniteMatrix(where, 'X', X);
  return affine(X, state.weights, state.intercept);
}
