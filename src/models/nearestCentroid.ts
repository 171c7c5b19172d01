import { assertKnownOptions, type Matrix, MlError } from '../core/index.js';
import { checkLabels, checkRows } from './checkInput.js';
import type { Fitted } from './estimator.js';
import { classMeans } from './gaussianNaiveBayes.js';
import { assertSeveralClasses, countClasses, type Label } from './labels.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = { classes: 'labels', columns: 'number', centroids: 'numbers' };

/** All that `NearestCentroid.fit` learned. */
export interface NearestCentroidState<L extends Label = Label> {
  readonly kind: 'nearestCentroid';
  readonly classes: readonly L[];
  readonly columns: number;
  /** (classes · d,) mean row of each class, in the units of X. */
  readonly centroids: readonly number[];
}

/**
 * The simplest classifier that looks at the features: the class whose mean row is nearest.
 *
 * Distances are Euclidean, so columns belong on one scale first. It knows no probabilities. Of
 * equally near means the first class is answered.
 *
 * Cost: O(n d).
 * Source: Tibshirani et al. (2002), PNAS 99(10), without their shrinkage.
 * Agrees with: sklearn.neighbors.NearestCentroid (test/golden/simpleClassifiers.json).
 *
 * @example new NearestCentroid().fit(Matrix.from([[0], [2], [9]]), ['low', 'low', 'high']).predict(Matrix.from([[4], [6]])); // [ 'low', 'high' ]
 */
export class NearestCentroid {
  readonly options: Readonly<Record<string, never>>;

  constructor(options: Readonly<Record<string, never>> = {}) {
    assertKnownOptions('NearestCentroid', options, []);
    this.options = Object.freeze({});
  }

  /**
   * Learns the mean row of each class from X (n, d) and labels y (n,).
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND;
   *   INVALID_ARGUMENT for one class only.
   */
  fit<L extends Label>(X: Matrix, y: ArrayLike<L>): FittedNearestCentroid<L> {
    const { classes, codes } = checkLabels('NearestCentroid.fit', X, y);
    assertSeveralClasses('NearestCentroid.fit', classes);
    const means = classMeans(X, codes, countClasses(codes, classes.length));
    const kind = 'nearestCentroid';
    return new FittedNearestCentroid({ kind, classes, columns: X.columns, centroids: [...means] });
  }
}

/** A `NearestCentroid` that has learned. */
export class FittedNearestCentroid<L extends Label = Label>
  implements Fitted<NearestCentroidState<L>, L[]>
{
  readonly state: NearestCentroidState<L>;

  constructor(state: NearestCentroidState<L>) {
    this.state = freezeState('NearestCentroid', state, SHAPE);
    const { classes, columns, centroids } = this.state;
    assertStateLength('NearestCentroid', 'centroids', centroids, classes.length * columns);
  }

  /** The classes of training: numbers ascending, texts by their code units. */
  get classes(): readonly L[] {
    return this.state.classes;
  }

  /** X (m, d) → (m,) class of the nearest mean. @throws MlError SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE */
  predict(X: Matrix): L[] {
    const { classes, columns: d } = this.state;
    checkRows('NearestCentroid.predict', X, d);
    const centroids = Float64Array.from(this.state.centroids);
    const labels = new Array<L>(X.rows);
    for (let i = 0; i < X.rows; i++) {
      let least = Infinity;
      let nearest = -1;
      for (let k = 0; k < classes.length; k++) {
        let square = 0;
        for (let j = 0; j < d; j++) {
          const gap = X.data[i * d + j]! - centroids[k * d + j]!;
          square += gap * gap;
        }
        if (square >= least) continue;
        least = square;
        nearest = k;
      }
      if (nearest < 0) throw tooFar('NearestCentroid.predict', i);
      labels[i] = classes[nearest]!;
    }
    return labels;
  }
}

/** A row whose squared distances are all infinite. */
export function tooFar(where: string, row: number): MlError {
  return new MlError(
    'OUT_OF_RANGE',
    `${where}: the squared distances of row ${row} overflow, so that none is the least. ` +
      'Bring the columns to one scale.',
  );
}
