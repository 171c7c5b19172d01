import {
  assertColumns,
  assertFinite,
  assertFiniteMatrix,
  assertKnownOptions,
  assertNotEmpty,
  assertSameLength,
  type Matrix,
  type Vector,
} from '../core/index.js';
import { mean } from '../math/index.js';
import type { Estimator, Fitted } from './estimator.js';
import { freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = { mean: 'number', columns: 'number' };

/** What a fitted `MeanRegressor` knows. */
export interface MeanRegressorState {
  readonly kind: 'meanRegressor';
  /** The mean of y, in the unit of y. */
  readonly mean: number;
  /** Columns of X: they are counted, not used. */
  readonly columns: number;
}

/**
 * The baseline of every regression: answers the mean of the training targets, whatever X says.
 *
 * Of all constants it has the least squared error, so a model that does not beat it has learned
 * nothing from the features.
 *
 * Cost: O(n d) to check the input, O(n) to learn.
 * Agrees with: sklearn.dummy.DummyRegressor(strategy='mean').
 *
 * @example new MeanRegressor().fit(Matrix.from([[0], [0]]), [1, 3]).predict(Matrix.from([[9]])); // Float64Array(1) [ 2 ]
 */
export class MeanRegressor implements Estimator<FittedMeanRegressor> {
  readonly options: Readonly<Record<string, never>>;

  constructor(options: Readonly<Record<string, never>> = {}) {
    assertKnownOptions('MeanRegressor', options, []);
    this.options = Object.freeze({});
  }

  /**
   * Learns the mean of y.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE
   */
  fit(X: Matrix, y: ArrayLike<number>): FittedMeanRegressor {
    assertSameLength('MeanRegressor.fit', 'X', X.rows, 'y', y.length);
    assertNotEmpty('MeanRegressor.fit', 'X', X.rows);
    assertFiniteMatrix('MeanRegressor.fit', 'X', X);
    assertFinite('MeanRegressor.fit', 'y', y);
    return new FittedMeanRegressor({ kind: 'meanRegressor', mean: mean(y), columns: X.columns });
  }
}

/** A `MeanRegressor` that has learned. */
export class FittedMeanRegressor implements Fitted<MeanRegressorState> {
  readonly state: MeanRegressorState;

  constructor(state: MeanRegressorState) {
    this.state = freezeState('MeanRegressor', state, SHAPE);
  }

  /** X (m, d) → (m,) times the mean. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predict(X: Matrix): Vector {
    assertColumns('MeanRegressor.predict', X, this.state.columns);
    assertFiniteMatrix('MeanRegressor.predict', 'X', X);
    return new Float64Array(X.rows).fill(this.state.mean);
  }
}
