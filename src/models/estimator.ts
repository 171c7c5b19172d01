import type { Matrix, Vector } from '../core/index.js';
import type { Label } from './labels.js';

/** What every learned state has: a `kind`, by which `fittedFromState` knows who can read it. */
export interface ModelState {
  readonly kind: string;
}

/** A model that has learned: it predicts, and all it knows is plain JSON. */
export interface Fitted<S extends ModelState = ModelState, P extends Predictions = Vector> {
  /** All that `fit` learned, frozen: store it with `JSON.stringify`. */
  readonly state: S;
  /** X (m, d) → (m,) predictions: numbers in the unit of y, labels, or numbers of clusters. */
  predict(X: Matrix): P;
}

/** What models predict, one entry per row. */
export type Predictions = Vector | Int32Array | Label[];

/** A model that can learn. Its options are fixed; fitting never changes it. */
export interface Estimator<F extends Fitted = Fitted> {
  /** Known before the data, frozen. */
  readonly options: object;
  /** Learns from X (n, d) and y (n,); keeps neither. */
  fit(X: Matrix, y: ArrayLike<number>): F;
}

/** A classifier that has learned: it names classes, and says how likely each one is. */
export interface FittedClassifier<L extends Label = Label, S extends ModelState = ModelState>
  extends Fitted<S, L[]> {
  /** The classes of training: numbers ascending, texts by their code units. */
  readonly classes: readonly L[];
  /** X (m, d) → (m, classes): a row's probabilities, in the order of `classes`, add up to 1. */
  predictProbability(X: Matrix): Matrix;
  /** (m, classes) what `predictProbability` gave → (m,) what `predict` gives, where one tells the other. */
  labelsOf?(probabilities: Matrix): L[];
}

/** A classifier that can learn: labels are numbers, or texts, one kind throughout. */
export interface Classifier {
  /** Known before the data, frozen. */
  readonly options: object;
  /** Learns from X (n, d) and y (n,); keeps neither. */
  fit<L extends Label>(X: Matrix, y: ArrayLike<L>): FittedClassifier<L>;
}
