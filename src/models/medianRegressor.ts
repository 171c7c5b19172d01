import { assertKnownOptions, type Matrix, type Vector } from '../core/index.js';
import { quantile } from '../math/index.js';
import { checkRows, checkTargets } from './checkInput.js';
import type { Estimator, Fitted } from './estimator.js';
import { freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = { median: 'number', columns: 'number' };

/** What a fitted `MedianRegressor` knows. */
export interface MedianRegressorState {
  readonly kind: 'medianRegressor';
  /** The median of y, in the unit of y. */
  readonly median: number;
  /** Columns of X: they are counted, not used. */
  readonly columns: number;
}

/**
 * The baseline for absolute errors: answers the median of the training targets, whatever X says.
 *
 * Of all constants it has the least absolute error, and a few wild targets do not move it; where
 * squared error is the measure, `MeanRegressor` is the one to beat.
 *
 * Cost: O(n d) to check the input, O(n log n) to learn.
 * Agrees with: sklearn.dummy.DummyRegressor(strategy='median') (test/golden/baselines.json).
 *
 * @example new MedianRegressor().fit(Matrix.from([[0], [0], [0]]), [1, 3, 80]).predict(Matrix.from([[9]])); // Float64Array(1) [ 3 ]
 */
export class MedianRegressor implements Estimator<FittedMedianRegressor> {
  readonly options: Readonly<Record<string, never>>;

  constructor(options: Readonly<Record<string, never>> = {}) {
    assertKnownOptions('MedianRegressor', options, []);
    this.options = Object.freeze({});
  }

  /**
   * Learns the median of y.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE
   */
  fit(X: Matrix, y: ArrayLike<number>): FittedMedianRegressor {
    checkTargets('MedianRegressor.fit', X, y);
    return new FittedMedianRegressor({
      kind: 'medianRegressor',
      median: quantile(y, 0.5),
      columns: X.columns,
    });
  }
}

/** A `MedianRegressor` that has learned. */
export class FittedMedianRegressor implements Fitted<MedianRegressorState> {
  readonly state: MedianRegressorState;

  constructor(state: MedianRegressorState) {
    this.state = freezeState('MedianRegressor', state, SHAPE);
  }

  /** X (m, d) → (m,) times the median. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predict(X: Matrix): Vector {
    checkRows('MedianRegressor.predict', X, this.state.columns);
    return new Float64Array(X.rows).fill(this.state.median);
  }
}
