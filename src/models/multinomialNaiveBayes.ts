import { assertAbove, assertKnownOptions, Matrix, MlError } from '../core/index.js';
import { argmaxLabels, checkLabels, checkRows } from './checkInput.js';
import type { Classifier, FittedClassifier } from './estimator.js';
import { countClasses, type Label } from './labels.js';
import { softmaxRows } from './softmaxRows.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = {
  classes: 'labels',
  columns: 'number',
  logShares: 'numbers',
  logRates: 'numbers',
};

/** Choices of a `MultinomialNaiveBayes`. */
export interface MultinomialNaiveBayesOptions {
  /** Added to each count (Laplace's 1, Lidstone's less), > 0. Default 1. */
  readonly alpha: number;
}

/** All that `MultinomialNaiveBayes.fit` learned. */
export interface MultinomialNaiveBayesState<L extends Label = Label> {
  readonly kind: 'multinomialNaiveBayes';
  readonly classes: readonly L[];
  readonly columns: number;
  /** (classes,) logarithm of each class's share of the training rows. */
  readonly logShares: readonly number[];
  /** (classes · d,) logarithm of each column's share of a class's counts. */
  readonly logRates: readonly number[];
}

/**
 * Naive Bayes for counts, as of words: each class draws words at its own rates.
 *
 * P(k | x) ∝ shareₖ · Πⱼ rateₖⱼ^xⱼ with rateₖⱼ = (countₖⱼ + alpha) / (countₖ + alpha d). Weights
 * like TF-IDF may stand for counts; no value may be below 0.
 *
 * Cost: O(n d).
 * Source: Manning, Raghavan & Schütze (2008), Introduction to Information Retrieval, §13.2.
 * Agrees with: sklearn.naive_bayes.MultinomialNB (test/golden/simpleClassifiers.json).
 *
 * @example new MultinomialNaiveBayes().fit(Matrix.from([[3, 0], [0, 2]]), ['en', 'de']).predict(Matrix.from([[1, 0], [0, 1]])); // [ 'en', 'de' ]
 */
export class MultinomialNaiveBayes implements Classifier {
  readonly options: MultinomialNaiveBayesOptions;

  constructor(options: Partial<MultinomialNaiveBayesOptions> = {}) {
    assertKnownOptions('MultinomialNaiveBayes', options, ['alpha']);
    this.options = Object.freeze({ alpha: 1, ...options });
    assertAbove('MultinomialNaiveBayes', 'alpha', this.options.alpha, 0);
  }

  /**
   * Learns rates from counts X (n, d) and labels y (n,); keeps neither.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND; OUT_OF_RANGE
   *   for a value below 0, or counts whose sum overflows.
   */
  fit<L extends Label>(X: Matrix, y: ArrayLike<L>): FittedMultinomialNaiveBayes<L> {
    const where = 'MultinomialNaiveBayes.fit';
    const { classes, codes } = checkLabels(where, X, y);
    assertCounts(where, X);
    const { data, rows, columns: d } = X;
    const counts = new Float64Array(classes.length * d);
    for (let i = 0, at = 0; i < rows; i++) {
      const to = codes[i]! * d;
      for (let j = 0; j < d; j++) counts[to + j]! += data[at++]!;
    }
    const { alpha } = this.options;
    const logRates = new Array<number>(counts.length);
    for (let k = 0; k < classes.length; k++) {
      let total = 0;
      for (let j = 0; j < d; j++) total += counts[k * d + j]! + alpha;
      if (total === Infinity) {
        throw new MlError('OUT_OF_RANGE', `${where}: the sum of X overflows. Scale it down.`);
      }
      for (let j = 0; j < d; j++) {
        logRates[k * d + j] = Math.log(counts[k * d + j]! + alpha) - Math.log(total);
      }
    }
    return new FittedMultinomialNaiveBayes({
      kind: 'multinomialNaiveBayes',
      classes,
      columns: d,
      logShares: Array.from(countClasses(codes, classes.length), (count) => Math.log(count / rows)),
      logRates,
    });
  }
}

function assertCounts(where: string, X: Matrix): void {
  const place = X.data.findIndex((value) => value < 0);
  if (place < 0) return;
  throw new MlError(
    'OUT_OF_RANGE',
    `${where}: X has ${X.data[place]} in row ${Math.floor(place / X.columns)}, column ` +
      `${place % X.columns} (counted from 0), and counts are at least 0. For measurements there is ` +
      'GaussianNaiveBayes.',
  );
}

/** A `MultinomialNaiveBayes` that has learned. */
export class FittedMultinomialNaiveBayes<L extends Label = Label>
  implements FittedClassifier<L, MultinomialNaiveBayesState<L>>
{
  readonly state: MultinomialNaiveBayesState<L>;

  constructor(state: MultinomialNaiveBayesState<L>) {
    this.state = freezeState('MultinomialNaiveBayes', state, SHAPE);
    const { classes, logShares, logRates, columns } = this.state;
    assertStateLength('MultinomialNaiveBayes', 'logShares', logShares, classes.length);
    assertStateLength('MultinomialNaiveBayes', 'logRates', logRates, classes.length * columns);
  }

  get classes(): readonly L[] {
    return this.state.classes;
  }

  /** X (m, d) → (m,) the likeliest class of each row. @throws MlError SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE */
  predict(X: Matrix): L[] {
    return argmaxLabels(this.#probability('MultinomialNaiveBayes.predict', X), this.classes);
  }

  /** X (m, d) → (m, classes) probabilities. @throws MlError SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE */
  predictProbability(X: Matrix): Matrix {
    return this.#probability('MultinomialNaiveBayes.predictProbability', X);
  }

  #probability(where: string, X: Matrix): Matrix {
    const { classes, logShares, columns: d } = this.state;
    checkRows(where, X, d);
    assertCounts(where, X);
    const logRates = Float64Array.from(this.state.logRates);
    const scores = Matrix.zeros(X.rows, classes.length);
    for (let i = 0; i < X.rows; i++) {
      for (let k = 0; k < classes.length; k++) {
        let score = logShares[k]!;
        for (let j = 0; j < d; j++) {
          const count = X.data[i * d + j]!;
          if (count !== 0) score += count * logRates[k * d + j]!;
        }
        scores.data[i * classes.length + k] = score;
      }
    }
    return softmaxRows(where, scores);
  }
}
