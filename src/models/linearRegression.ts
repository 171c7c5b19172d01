import { assertKnownOptions, type Matrix, type Vector } from '../core/index.js';
import { leastSquares } from '../math/index.js';
import type { Estimator, Fitted } from './estimator.js';
import { type LinearState, predictLinear } from './linearState.js';
import { freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = { weights: 'numbers', intercept: 'number', rank: 'number' };

/** Choices of a `LinearRegression`. */
export interface LinearRegressionOptions {
  /** Whether to fit a constant beside the weights. Default true. */
  readonly fitIntercept: boolean;
}

/** All that `LinearRegression.fit` learned. */
export interface LinearRegressionState extends LinearState {
  readonly kind: 'linearRegression';
  /** Independent columns; below d, weights are not unique and must not be read one by one. */
  readonly rank: number;
}

/**
 * Ordinary least squares: the weights and the constant with the least squared error.
 *
 * ŷ = X w + b minimising Σ (yᵢ − ŷᵢ)². Where columns repeat one another (rank < d), many weights
 * predict the same, and the shortest are taken. A column counts as a repetition when the others
 * explain all of it but rounding errors, whatever its unit (scikit-learn's default also gives up
 * what is a million times smaller than the rest).
 *
 * Cost: n d² / 2 multiplications where columns are distinct, 2 n d² where they nearly coincide.
 * Source: Legendre (1805); the way it is solved: src/math/leastSquares.ts.
 * Agrees with: sklearn.linear_model.LinearRegression(tol=1e-12) and NIST's certified values, Longley to 9
 * digits, Filip to 6 (test/golden/linearRegression.json, nistLeastSquares.json).
 *
 * @example new LinearRegression().fit(Matrix.from([[1], [2], [3]]), [3, 5, 7]).state.rank; // 1
 */
export class LinearRegression implements Estimator<FittedLinearRegression> {
  readonly options: LinearRegressionOptions;

  constructor(options: Partial<LinearRegressionOptions> = {}) {
    assertKnownOptions('LinearRegression', options, ['fitIntercept']);
    this.options = Object.freeze({ fitIntercept: true, ...options });
  }

  /**
   * Learns from X (n, d) and y (n,); keeps neither, and never changes `this`.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE
   */
  fit(X: Matrix, y: ArrayLike<number>): FittedLinearRegression {
    const { weights, intercept, rank } = leastSquares(X, y, {
      intercept: this.options.fitIntercept,
      where: 'LinearRegression.fit',
    });
    const kind = 'linearRegression';
    return new FittedLinearRegression({ kind, weights: [...weights], intercept, rank });
  }
}

/** A `LinearRegression` that has learned: a type of its own, so that predicting before fitting does not compile. */
export class FittedLinearRegression implements Fitted<LinearRegressionState> {
  readonly state: LinearRegressionState;

  constructor(state: LinearRegressionState) {
    this.state = freezeState('LinearRegression', state, SHAPE);
  }

  /** X (m, d) → (m,) predictions in the unit of y. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predict(X: Matrix): Vector {
    return predictLinear('LinearRegression.predict', X, this.state);
  }
}
