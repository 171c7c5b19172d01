import {
  assertColumns,
  assertFinite,
  assertNotEmpty,
  assertSameLength,
  type Matrix,
  MlError,
  type Vector,
} from '../core/index.js';
import { assertNoInfinity, boost } from './boost.js';
import { squaredLoss } from './boostingLosses.js';
import { boostingOptions, type GradientBoostingOptions } from './boostingOptions.js';
import type { Estimator, Fitted } from './estimator.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';
import { TREE_SHAPE, TreeEnsemble, type TreeEnsembleState } from './treeEnsemble.js';

/** The fields of the stored state. */
const SHAPE: StateShape = { ...TREE_SHAPE, rounds: 'number' };

/** All that `GradientBoostingRegressor.fit` learned. */
export interface GradientBoostingRegressorState extends TreeEnsembleState {
  readonly kind: 'gradientBoostingRegressor';
  /** Trees that are kept. */
  readonly rounds: number;
}

/**
 * Gradient boosting for numbers: small trees, each grown on what those before it left unexplained.
 *
 * The strong model for tables, that a custom one must beat: it needs no scaling, takes missing
 * values as they are (NaN goes to the side that lowers the loss more), finds interactions, and can
 * be held to a direction by `monotone`. Features are cut into bins, so that finding a split costs
 * a pass over a histogram.
 *
 * Cost: n d to bin, then about n d log₂(leaves) / 2 additions a tree.
 * Source: Friedman (2001), Annals of Statistics 29(5); Ke et al. (2017), LightGBM, NeurIPS.
 * Agrees with: sklearn.ensemble.HistGradientBoostingRegressor without early stopping, where bins
 * are the distinct values (test/golden/gradientBoosting.json).
 *
 * @example new GradientBoostingRegressor({ minimumRows: 1, trees: 200 }).fit(Matrix.from([[1], [2], [3]]), [5, 5, 9]).predict(Matrix.from([[2], [Number.NaN]])).map(Math.round); // Float64Array(2) [ 5, 5 ]
 */
export class GradientBoostingRegressor implements Estimator<FittedGradientBoostingRegressor> {
  readonly options: GradientBoostingOptions;

  constructor(options: Partial<GradientBoostingOptions> = {}) {
    this.options = boostingOptions('GradientBoostingRegressor', options);
  }

  /**
   * Learns from X (n, d), NaN where missing, and y (n,); keeps neither.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE (infinities in X, either in y);
   *   OUT_OF_RANGE when y is so large that sums overflow.
   */
  fit(X: Matrix, y: ArrayLike<number>): FittedGradientBoostingRegressor {
    const where = 'GradientBoostingRegressor.fit';
    assertSameLength(where, 'X', X.rows, 'y', y.length);
    assertNotEmpty(where, 'X', X.rows);
    assertFinite(where, 'y', y);
    let squares = 0;
    for (let i = 0; i < y.length; i++) squares += y[i]! * y[i]!;
    if (!Number.isFinite(squares * y.length)) {
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: the squares of y overflow. Give it in a larger unit.`,
      );
    }
    const { trees, rounds } = boost(where, X, squaredLoss(y), this.options);
    const kind = 'gradientBoostingRegressor';
    return new FittedGradientBoostingRegressor({ kind, ...trees, rounds });
  }
}

/** A `GradientBoostingRegressor` that has learned. */
export class FittedGradientBoostingRegressor implements Fitted<GradientBoostingRegressorState> {
  readonly state: GradientBoostingRegressorState;
  readonly #trees: TreeEnsemble;

  constructor(state: GradientBoostingRegressorState) {
    this.state = freezeState('GradientBoostingRegressor', state, SHAPE);
    assertStateLength('GradientBoostingRegressor', 'baselines', this.state.baselines, 1);
    this.#trees = new TreeEnsemble('GradientBoostingRegressor', this.state);
  }

  /** X (m, d), NaN where missing → (m,) predictions in the unit of y. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predict(X: Matrix): Vector {
    assertColumns('GradientBoostingRegressor.predict', X, this.state.columns);
    assertNoInfinity('GradientBoostingRegressor.predict', X);
    return this.#trees.scores(X);
  }
}
