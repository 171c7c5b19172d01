import { assertInteger, assertKnownOptions, createRandom, Matrix } from '../core/index.js';
import { argmaxLabels, checkLabels, checkRows } from './checkInput.js';
import type { Classifier, FittedClassifier } from './estimator.js';
import { countClasses, type Label } from './labels.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = {
  classes: 'labels',
  shares: 'numbers',
  columns: 'number',
  seed: 'number',
};

/** Choices of a `StratifiedClassifier`. */
export interface StratifiedClassifierOptions {
  /** Seed of its guesses, a whole number from 0. Default 0. */
  readonly seed: number;
}

/** What a fitted `StratifiedClassifier` knows. */
export interface StratifiedClassifierState<L extends Label = Label> {
  readonly kind: 'stratifiedClassifier';
  readonly classes: readonly L[];
  /** (classes,) share of each class among the training rows. */
  readonly shares: readonly number[];
  /** Columns of X. */
  readonly columns: number;
  readonly seed: number;
}

/**
 * The guessing baseline: answers each class as often as it came in training, by chance.
 *
 * It is right in Σ shareₖ² of all cases: what guessing with the right shares is worth. A guess
 * depends on the seed and on the numbers of the row only, so that a row is answered alike whether
 * it comes alone or among others, today or tomorrow; equal rows get equal guesses. Its
 * probabilities are the guess itself: 1 for one class, 0 for the others.
 *
 * Cost: O(n d).
 * Agrees with: sklearn.dummy.DummyClassifier(strategy='stratified') in distribution.
 *
 * @example new StratifiedClassifier({ seed: 7 }).fit(Matrix.from([[0], [0]]), [0, 1]).predict(Matrix.from([[1], [2], [4], [4]])); // [ 1, 1, 0, 0 ]
 */
export class StratifiedClassifier implements Classifier {
  readonly options: StratifiedClassifierOptions;

  constructor(options: Partial<StratifiedClassifierOptions> = {}) {
    assertKnownOptions('StratifiedClassifier', options, ['seed']);
    this.options = Object.freeze({ seed: 0, ...options });
    assertInteger('StratifiedClassifier', 'seed', this.options.seed, 0);
  }

  /**
   * Learns the share of each class.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND
   */
  fit<L extends Label>(X: Matrix, y: ArrayLike<L>): FittedStratifiedClassifier<L> {
    const { classes, codes } = checkLabels('StratifiedClassifier.fit', X, y);
    const shares = [...countClasses(codes, classes.length)].map((count) => count / codes.length);
    return new FittedStratifiedClassifier({
      kind: 'stratifiedClassifier',
      classes,
      shares,
      columns: X.columns,
      seed: this.options.seed,
    });
  }
}

/** A `StratifiedClassifier` that has learned. */
export class FittedStratifiedClassifier<L extends Label = Label>
  implements FittedClassifier<L, StratifiedClassifierState<L>>
{
  readonly state: StratifiedClassifierState<L>;

  constructor(state: StratifiedClassifierState<L>) {
    this.state = freezeState('StratifiedClassifier', state, SHAPE);
    assertStateLength('StratifiedClassifier', 'shares', this.state.shares, this.classes.length);
    assertInteger('StratifiedClassifier', 'seed', this.state.seed, 0);
  }

  get classes(): readonly L[] {
    return this.state.classes;
  }

  /** X (m, d) → (m,) one guess per row. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predict(X: Matrix): L[] {
    checkRows('StratifiedClassifier.predict', X, this.state.columns);
    return argmaxLabels(this.#guesses(X), this.classes);
  }

  /** X (m, d) → (m, classes), 1 for the guess of the row. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predictProbability(X: Matrix): Matrix {
    checkRows('StratifiedClassifier.predictProbability', X, this.state.columns);
    return this.#guesses(X);
  }

  #guesses(X: Matrix): Matrix {
    const { shares, seed } = this.state;
    const guesses = Matrix.zeros(X.rows, shares.length);
    const salt = createRandom(seed).integer(0, 2 ** 32);
    // + 0 turns −0 into 0: numbers that are equal must give one guess.
    const words = new Uint32Array(Float64Array.from(X.data, (value) => value + 0).buffer);
    const width = 2 * X.columns;
    for (let i = 0; i < X.rows; i++) {
      let left = hashWords(words, i * width, width, salt) / 2 ** 32; // uniform in [0, 1)
      let guess = 0;
      while (guess < shares.length - 1 && left >= shares[guess]!) left -= shares[guess++]!;
      guesses.data[i * shares.length + guess] = 1;
    }
    return guesses;
  }
}

/** 32 well mixed bits of some words: multiply, rotate, and the avalanche at the end (as MurmurHash3). */
function hashWords(words: Uint32Array, start: number, count: number, salt: number): number {
  let hash = salt;
  for (let k = start; k < start + count; k++) {
    let word = Math.imul(words[k]!, 0xcc9e2d51);
    word = (word << 15) | (word >>> 17);
    hash ^= Math.imul(word, 0x1b873593);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
