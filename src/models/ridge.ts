import { assertAtLeast, assertKnownOptions, type Matrix, type Vector } from '../core/index.js';
import { leastSquares } from '../math/index.js';
import type { Estimator, Fitted } from './estimator.js';
import { type LinearState, predictLinear } from './linearState.js';
import { freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = { weights: 'numbers', intercept: 'number' };

/** Choices of a `Ridge`. */
export interface RidgeOptions {
  /** L2 penalty on the weights (never on the constant), ≥ 0. Default 1. */
  readonly alpha: number;
  /** Whether to fit a constant beside the weights. Default true. */
  readonly fitIntercept: boolean;
}

/** All that `Ridge.fit` learned. */
export interface RidgeState extends LinearState {
  readonly kind: 'ridge';
}

/**
 * Linear regression with an L2 penalty: weights that would be large for little gain shrink.
 *
 * ŷ = X w + b minimising Σ (yᵢ − ŷᵢ)² + alpha · Σ wⱼ². The penalty adds up over weights, so
 * features belong on one scale first. More columns than rows are welcome; alpha 0 is
 * `LinearRegression`.
 *
 * Cost: n d² / 2 multiplications and d³ / 3, more where columns nearly coincide and alpha is tiny.
 * Source: Hoerl & Kennard (1970), Technometrics 12(1).
 * Agrees with: sklearn.linear_model.Ridge (test/golden/ridge.json).
 *
 * @example new Ridge({ alpha: 2 }).fit(Matrix.from([[-1], [1]]), [-2, 2]).predict(Matrix.from([[1]])); // Float64Array(1) [ 1 ]
 */
export class Ridge implements Estimator<FittedRidge> {
  readonly options: RidgeOptions;

  constructor(options: Partial<RidgeOptions> = {}) {
    assertKnownOptions('Ridge', options, ['alpha', 'fitIntercept']);
    this.options = Object.freeze({ alpha: 1, fitIntercept: true, ...options });
    assertAtLeast('Ridge', 'alpha', this.options.alpha, 0);
  }

  /**
   * Learns from X (n, d) and y (n,); keeps neither, and never changes `this`.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE
   */
  fit(X: Matrix, y: ArrayLike<number>): FittedRidge {
    const { weights, intercept } = leastSquares(X, y, {
      intercept: this.options.fitIntercept,
      penalty: this.options.alpha,
      where: 'Ridge.fit',
    });
    return new FittedRidge({ kind: 'ridge', weights: [...weights], intercept });
  }
}

/** A `Ridge` that has learned. */
export class FittedRidge implements Fitted<RidgeState> {
  readonly state: RidgeState;

  constructor(state: RidgeState) {
    this.state = freezeState('Ridge', state, SHAPE);
  }

  /** X (m, d) → (m,) predictions in the unit of y. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predict(X: Matrix): Vector {
    return predictLinear('Ridge.predict', X, this.state);
  }
}
