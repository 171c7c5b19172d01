import { assertInteger, assertKnownOptions, assertOneOf, Matrix, MlError } from '../core/index.js';
import { KdTree } from '../math/index.js';
import { argmaxLabels, checkLabels, checkRows } from './checkInput.js';
import type { Classifier, FittedClassifier } from './estimator.js';
import type { Label } from './labels.js';
import { tooFar } from './nearestCentroid.js';
import { assertStateLength, assertStatePlaces, freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = {
  classes: 'labels',
  columns: 'number',
  neighbors: 'number',
  weights: 'text',
  rows: 'numbers',
  codes: 'places',
};

/** How neighbours vote: each alike, or by 1 / distance. */
const WEIGHTS = ['uniform', 'distance'] as const;

/** Choices of a `KNeighborsClassifier`. */
export interface KNeighborsClassifierOptions {
  /** How many neighbours vote, from 1 to the count of training rows. Default 5. */
  readonly neighbors: number;
  /** 'uniform': each alike; 'distance': by 1 / distance, those at distance 0 alone. Default 'uniform'. */
  readonly weights: 'uniform' | 'distance';
}

/** All that `KNeighborsClassifier.fit` learned: the training rows themselves. */
export interface KNeighborsClassifierState<L extends Label = Label> {
  readonly kind: 'kNeighborsClassifier';
  readonly classes: readonly L[];
  readonly columns: number;
  readonly neighbors: number;
  readonly weights: 'uniform' | 'distance';
  /** (n · d,) the training rows, one after the other. */
  readonly rows: readonly number[];
  /** (n,) place of each row's class in `classes`. */
  readonly codes: readonly number[];
}

/**
 * Nearest neighbours: the commonest class among the training rows that are nearest.
 *
 * Distances are Euclidean, so columns belong on one scale first. Of equally near rows the earlier
 * ones vote; of equally common classes the first is answered. Its state holds all training rows:
 * whoever may see the model may see the data.
 *
 * Cost: O(n log n) to learn (a k-d tree), to predict O(log n) a row where columns are few, O(n d)
 * at worst.
 * Source: Cover & Hart (1967), IEEE Transactions on Information Theory 13(1).
 * Agrees with: sklearn.neighbors.KNeighborsClassifier (test/golden/simpleClassifiers.json), where no
 * two rows are equally near.
 *
 * @example new KNeighborsClassifier({ neighbors: 3 }).fit(Matrix.from([[0], [1], [2], [9]]), ['a', 'b', 'b', 'a']).predict(Matrix.from([[0]])); // [ 'b' ]
 */
export class KNeighborsClassifier implements Classifier {
  readonly options: KNeighborsClassifierOptions;

  constructor(options: Partial<KNeighborsClassifierOptions> = {}) {
    assertKnownOptions('KNeighborsClassifier', options, ['neighbors', 'weights']);
    this.options = Object.freeze({ neighbors: 5, weights: 'uniform' as const, ...options });
    assertInteger('KNeighborsClassifier', 'neighbors', this.options.neighbors, 1);
    assertOneOf('KNeighborsClassifier', 'weights', this.options.weights, WEIGHTS);
  }

  /**
   * Takes a copy of X (n, d) and labels y (n,).
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND;
   *   OUT_OF_RANGE for more neighbours than rows.
   */
  fit<L extends Label>(X: Matrix, y: ArrayLike<L>): FittedKNeighborsClassifier<L> {
    const where = 'KNeighborsClassifier.fit';
    const { classes, codes } = checkLabels(where, X, y);
    const { neighbors, weights } = this.options;
    if (neighbors > X.rows) {
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: neighbors is ${neighbors}, but X has ${X.rows} ${X.rows === 1 ? 'row' : 'rows'}. ` +
          'Ask for fewer neighbours, or give more rows.',
      );
    }
    return new FittedKNeighborsClassifier({
      kind: 'kNeighborsClassifier',
      classes,
      columns: X.columns,
      neighbors,
      weights,
      rows: [...X.data],
      codes: [...codes],
    });
  }
}

/** A `KNeighborsClassifier` that has learned. */
export class FittedKNeighborsClassifier<L extends Label = Label>
  implements FittedClassifier<L, KNeighborsClassifierState<L>>
{
  readonly state: KNeighborsClassifierState<L>;
  readonly #tree: KdTree;

  constructor(state: KNeighborsClassifierState<L>) {
    const where = 'KNeighborsClassifier';
    this.state = freezeState(where, state, SHAPE);
    const { classes, codes, columns, neighbors, rows } = this.state;
    assertStateLength(where, 'rows', rows, codes.length * columns);
    assertStatePlaces(where, 'codes', codes, 0, classes.length);
    assertStatePlaces(where, 'neighbors', [neighbors], 1, codes.length + 1);
    this.#tree = new KdTree(new Matrix(Float64Array.from(rows), codes.length, columns));
  }

  get classes(): readonly L[] {
    return this.state.classes;
  }

  /** X (m, d) → (m,) the commonest class nearby. @throws MlError SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE */
  predict(X: Matrix): L[] {
    return this.labelsOf(this.#shares('KNeighborsClassifier.predict', X));
  }

  /** (m, classes) what `predictProbability` gave → (m,) what `predict` gives. */
  labelsOf(probabilities: Matrix): L[] {
    return argmaxLabels(probabilities, this.classes);
  }

  /** X (m, d) → (m, classes) share of the votes. @throws MlError SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE */
  predictProbability(X: Matrix): Matrix {
    return this.#shares('KNeighborsClassifier.predictProbability', X);
  }

  #shares(where: string, X: Matrix): Matrix {
    const { classes, codes, columns: d, neighbors, weights } = this.state;
    checkRows(where, X, d);
    const shares = Matrix.zeros(X.rows, classes.length);
    for (let i = 0; i < X.rows; i++) {
      const near = this.#tree.nearest(X.data, i * d, neighbors);
      if (near.squares[neighbors - 1] === Infinity) throw tooFar(where, i);
      const onPlace = near.squares[0] === 0;
      let total = 0;
      const row = i * classes.length;
      for (let k = 0; k < neighbors; k++) {
        const square = near.squares[k]!;
        let vote = 1;
        if (weights === 'distance') {
          if (onPlace) vote = square === 0 ? 1 : 0;
          else vote = Math.sqrt(near.squares[0]! / square); // relative to the nearest: no overflow
        }
        shares.data[row + codes[near.rows[k]!]!]! += vote;
        total += vote;
      }
      for (let k = 0; k < classes.length; k++) shares.data[row + k]! /= total;
    }
    return shares;
  }
}
