import type { Matrix, Vector } from '../core/index.js';

/** What every learned state has: a `kind`, by which `fittedFromState` knows who can read it. */
export interface ModelState {
  readonly kind: string;
}

/** A model that has learned: it predicts, and all it knows is plain JSON. */
export interface Fitted<S extends ModelState = ModelState> {
  /** All that `fit` learned, frozen: store it with `JSON.stringify`. */
  readonly state: S;
  /** X (m, d) → (m,) predictions in the unit of y. */
  predict(X: Matrix): Vector;
}

/** A model that can learn. Its options are fixed; fitting never changes it. */
export interface Estimator<F extends Fitted = Fitted> {
  /** Known before the data, frozen. */
  readonly options: object;
  /** Learns from X (n, d) and y (n,); keeps neither. */
  fit(X: Matrix, y: ArrayLike<number>): F;
}
