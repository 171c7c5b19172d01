import { assertKnownOptions, Matrix } from '../core/index.js';
import { argmaxLabels, checkLabels, checkRows } from './checkInput.js';
import type { Classifier, FittedClassifier } from './estimator.js';
import { countClasses, type Label } from './labels.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = { classes: 'labels', shares: 'numbers', columns: 'number' };

/** What a fitted `MajorityClassifier` knows. */
export interface MajorityClassifierState<L extends Label = Label> {
  readonly kind: 'majorityClassifier';
  readonly classes: readonly L[];
  /** (classes,) share of each class among the training rows. */
  readonly shares: readonly number[];
  /** Columns of X: they are counted, not used. */
  readonly columns: number;
}

/**
 * The baseline of every classification: always answers the commonest class, whatever X says.
 *
 * Its probabilities are the shares of the classes in training: of all constant answers the one
 * with the least log loss and Brier score. Of equally common classes the first is answered.
 *
 * Cost: O(n d) to check the input, O(n) to learn.
 * Agrees with: sklearn.dummy.DummyClassifier(strategy='prior') (test/golden/baselines.json).
 *
 * @example new MajorityClassifier().fit(Matrix.from([[0], [0], [0]]), ['wet', 'dry', 'dry']).predict(Matrix.from([[9]])); // [ 'dry' ]
 */
export class MajorityClassifier implements Classifier {
  readonly options: Readonly<Record<string, never>>;

  constructor(options: Readonly<Record<string, never>> = {}) {
    assertKnownOptions('MajorityClassifier', options, []);
    this.options = Object.freeze({});
  }

  /**
   * Learns the share of each class.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND
   */
  fit<L extends Label>(X: Matrix, y: ArrayLike<L>): FittedMajorityClassifier<L> {
    const { classes, codes } = checkLabels('MajorityClassifier.fit', X, y);
    const shares = [...countClasses(codes, classes.length)].map((count) => count / codes.length);
    const kind = 'majorityClassifier';
    return new FittedMajorityClassifier({ kind, classes, shares, columns: X.columns });
  }
}

/** A `MajorityClassifier` that has learned. */
export class FittedMajorityClassifier<L extends Label = Label>
  implements FittedClassifier<L, MajorityClassifierState<L>>
{
  readonly state: MajorityClassifierState<L>;

  constructor(state: MajorityClassifierState<L>) {
    this.state = freezeState('MajorityClassifier', state, SHAPE);
    assertStateLength('MajorityClassifier', 'shares', this.state.shares, this.classes.length);
  }

  get classes(): readonly L[] {
    return this.state.classes;
  }

  /** X (m, d) → (m,) times the commonest class. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predict(X: Matrix): L[] {
    checkRows('MajorityClassifier.predict', X, this.state.columns);
    const shares = Matrix.from([this.state.shares]);
    return new Array<L>(X.rows).fill(argmaxLabels(shares, this.classes)[0]!);
  }

  /** X (m, d) → (m, classes), each row the shares of training. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predictProbability(X: Matrix): Matrix {
    checkRows('MajorityClassifier.predictProbability', X, this.state.columns);
    const { shares } = this.state;
    const probability = Matrix.zeros(X.rows, shares.length);
    for (let i = 0; i < X.rows; i++) probability.data.set(shares, i * shares.length);
    return probability;
  }
}
