import { assertColumns, assertNotEmpty, assertSameLength, Matrix } from '../core/index.js';
import { assertNoInfinity, boost } from './boost.js';
import { binaryLogLoss, softmaxLogLoss } from './boostingLosses.js';
import { boostingOptions, type GradientBoostingOptions } from './boostingOptions.js';
import { argmaxLabels } from './checkInput.js';
import type { Classifier, FittedClassifier } from './estimator.js';
import { assertSeveralClasses, encodeLabels, type Label } from './labels.js';
import { softmaxRows } from './softmaxRows.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';
import { TREE_SHAPE, TreeEnsemble, type TreeEnsembleState } from './treeEnsemble.js';

/** The fields of the stored state. */
const SHAPE: StateShape = { ...TREE_SHAPE, classes: 'labels', rounds: 'number' };

/** All that `GradientBoostingClassifier.fit` learned. */
export interface GradientBoostingClassifierState<L extends Label = Label>
  extends TreeEnsembleState {
  readonly kind: 'gradientBoostingClassifier';
  readonly classes: readonly L[];
  /** Rounds that are kept: with three classes or more each has a tree per class. */
  readonly rounds: number;
}

/**
 * Gradient boosting for classes: as `GradientBoostingRegressor`, against the log loss.
 *
 * Two classes have one score, the log odds of the second; more have one each.
 *
 * Cost: n d to bin, then about n d log₂(leaves) / 2 additions a tree.
 * Source: Friedman (2001), Annals of Statistics 29(5); Ke et al. (2017), LightGBM, NeurIPS.
 * Agrees with: sklearn.ensemble.HistGradientBoostingClassifier without early stopping, where bins
 * are the distinct values (test/golden/gradientBoosting.json).
 *
 * @example new GradientBoostingClassifier({ minimumRows: 1 }).fit(Matrix.from([[1], [2], [3]]), ['a', 'a', 'b']).predict(Matrix.from([[0], [9]])); // [ 'a', 'b' ]
 */
export class GradientBoostingClassifier implements Classifier {
  readonly options: GradientBoostingOptions;

  constructor(options: Partial<GradientBoostingOptions> = {}) {
    this.options = boostingOptions('GradientBoostingClassifier', options);
  }

  /**
   * Learns from X (n, d), NaN where missing, and labels y (n,); keeps neither.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND;
   *   INVALID_ARGUMENT for one class only.
   */
  fit<L extends Label>(X: Matrix, y: ArrayLike<L>): FittedGradientBoostingClassifier<L> {
    const where = 'GradientBoostingClassifier.fit';
    assertSameLength(where, 'X', X.rows, 'y', y.length);
    assertNotEmpty(where, 'X', X.rows);
    const { classes, codes } = encodeLabels(where, y);
    assertSeveralClasses(where, classes);
    const two = classes.length === 2;
    const loss = two ? binaryLogLoss(codes) : softmaxLogLoss(codes, classes.length);
    const { trees, rounds } = boost(where, X, loss, this.options);
    const kind = 'gradientBoostingClassifier';
    return new FittedGradientBoostingClassifier({ kind, classes, ...trees, rounds });
  }
}

/** A `GradientBoostingClassifier` that has learned. */
export class FittedGradientBoostingClassifier<L extends Label = Label>
  implements FittedClassifier<L, GradientBoostingClassifierState<L>>
{
  readonly state: GradientBoostingClassifierState<L>;
  readonly #trees: TreeEnsemble;

  constructor(state: GradientBoostingClassifierState<L>) {
    this.state = freezeState('GradientBoostingClassifier', state, SHAPE);
    const outputs = this.classes.length === 2 ? 1 : this.classes.length;
    assertStateLength('GradientBoostingClassifier', 'baselines', this.state.baselines, outputs);
    this.#trees = new TreeEnsemble('GradientBoostingClassifier', this.state);
  }

  get classes(): readonly L[] {
    return this.state.classes;
  }

  /** X (m, d), NaN where missing → (m,) the likeliest class. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predict(X: Matrix): L[] {
    return this.labelsOf(this.#probability('GradientBoostingClassifier.predict', X));
  }

  /** (m, classes) what `predictProbability` gave → (m,) what `predict` gives. */
  labelsOf(probabilities: Matrix): L[] {
    return argmaxLabels(probabilities, this.classes);
  }

  /** X (m, d), NaN where missing → (m, classes) probabilities. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predictProbability(X: Matrix): Matrix {
    return this.#probability('GradientBoostingClassifier.predictProbability', X);
  }

  #probability(where: string, X: Matrix): Matrix {
    assertColumns(where, X, this.state.columns);
    assertNoInfinity(where, X);
    const sums = this.#trees.scores(X);
    if (this.#trees.outputs > 1) {
      return softmaxRows(where, new Matrix(sums, X.rows, this.classes.length));
    }
    const scores = Matrix.zeros(X.rows, 2); // the first class scores 0
    for (let i = 0; i < X.rows; i++) scores.data[2 * i + 1] = sums[i]!;
    return softmaxRows(where, scores);
  }
}
