import {
  assertAtLeast,
  assertFinite,
  assertInteger,
  assertKnownOptions,
  Matrix,
} from '../core/index.js';
import { kFold } from '../data/index.js';
import {
  type Category,
  categoriesOf,
  compileCodes,
  encodeColumn,
  indexOf,
  learnCategories,
  UNSEEN,
} from './categories.js';
import { namedInputs, readColumns, readTargets, rowsOf, storeInputs } from './inputs.js';
import { transformMatrix } from './program.js';
import type { ProgramBuilder, Slot } from './programBuilder.js';
import { inputCount, inputsOf, invalid, listOf, number, readState } from './readState.js';
import { outOfFoldMeans, targetMeans } from './targetMeans.js';
import type {
  Features,
  FitTransformed,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  Transformer,
} from './transformer.js';

const CATEGORICAL = ['string', 'boolean', 'number'] as const;

/** Choices of a `TargetEncoder`. */
export interface TargetEncoderOptions {
  /**
   * How strongly a category's mean is drawn to the mean of all: as if that many more rows with the
   * mean of all had been seen; 'auto' chooses per category by its own spread. Default 'auto'.
   */
  readonly smooth: number | 'auto';
  /** Into how many folds `fitTransform` divides the training rows. Default 5. */
  readonly folds: number;
  /** The seed of that division. Default 0. */
  readonly seed: number;
}

/** All that `TargetEncoder.fit` learned. */
export interface TargetEncoderState {
  readonly kind: 'targetEncoder';
  readonly inputs: StoredInputs;
  /** (d,) lists of categories, in rising order. */
  readonly categories: readonly (readonly Category[])[];
  /** (d,) lists of what each category becomes, in the unit of y. */
  readonly encodings: readonly (readonly number[])[];
  /** The mean of y: what a category becomes that training did not have. */
  readonly targetMean: number;
}

/**
 * Turns each category into the mean target of its training rows, drawn to the mean of all.
 *
 * With a number `smooth`: (Σ y + smooth · ȳ) / (count + smooth). With 'auto', empirical Bayes:
 * λ · mean + (1 − λ) · ȳ with λ = v · count / (v · count + s²), v the variance of y and s² that
 * within the category. A category that training did not have becomes ȳ.
 *
 * A row's own target is part of its category's mean: **use `fitTransform` for the rows that a
 * model learns from** (a `Pipeline` does). There each row gets what the *other* folds say, so that
 * no row sees its own answer. `fit(X, y).transform(X)` differs, and leaks.
 *
 * y is any number, or 0 and 1 (folds then hold both in equal shares). Missing values are refused.
 * Cost: O(folds · n d).
 * Source: Micci-Barreca (2001), ACM SIGKDD Explorations 3(1).
 * Agrees with: sklearn.preprocessing.TargetEncoder (test/golden/targetEncoder.json).
 *
 * @example new TargetEncoder({ smooth: 0 }).fit(Table.from({ town: ['A', 'A', 'B'] }), [1, 3, 8]).state.encodings; // [ [ 2, 8 ] ]
 */
export class TargetEncoder implements Transformer<FittedTargetEncoder> {
  readonly options: TargetEncoderOptions;

  constructor(options: Partial<TargetEncoderOptions> = {}) {
    assertKnownOptions('TargetEncoder', options, ['smooth', 'folds', 'seed']);
    this.options = Object.freeze({ smooth: 'auto', folds: 5, seed: 0, ...options });
    const { smooth, folds, seed } = this.options;
    if (smooth !== 'auto') assertAtLeast('TargetEncoder', 'smooth', smooth, 0);
    assertInteger('TargetEncoder', 'folds', folds, 2);
    assertInteger('TargetEncoder', 'seed', seed, 0);
  }

  /**
   * Learns from X (n, d) and y (n,): what rows of the future become.
   *
   * @throws MlError EMPTY | WRONG_KIND | MISSING_VALUE | INVALID_ARGUMENT | SHAPE_MISMATCH | NOT_FINITE
   */
  fit(X: Features, y?: ArrayLike<number>): FittedTargetEncoder {
    const where = 'TargetEncoder.fit';
    const columns = readColumns(where, X, CATEGORICAL);
    const targets = readTargets(where, rowsOf(X), y);
    assertFinite(where, 'y', targets);
    const categories = columns.map((column) => learnCategories(where, column));
    const { smooth } = this.options;
    const learned = columns.map((column, j) => {
      const codes = encodeColumn(where, column, indexOf(categories[j]!));
      return targetMeans(codes, categories[j]!.length, targets, smooth);
    });
    return new FittedTargetEncoder({
      kind: 'targetEncoder',
      inputs: storeInputs(X),
      categories,
      encodings: learned.map(({ encodings }) => [...encodings]),
      targetMean: learned[0]!.mean,
    });
  }

  /**
   * Learns as `fit` does, and transforms the training rows out of fold.
   *
   * @throws MlError as `fit`; OUT_OF_RANGE with fewer rows than folds.
   */
  fitTransform(
    X: Features,
    y?: ArrayLike<number>,
  ): FitTransformed<FittedTargetEncoder> & { readonly transformed: Matrix } {
    const fitted = this.fit(X, y);
    const targets = y as ArrayLike<number>;
    const where = 'TargetEncoder.fitTransform';
    const { folds, seed, smooth } = this.options;
    const binary = Array.from(targets).every((value) => value === 0 || value === 1);
    const splits = kFold(targets.length, {
      folds,
      seed,
      ...(binary ? { stratifyBy: targets } : {}),
    });
    const encoded = readColumns(where, X, CATEGORICAL).map((column, j) => {
      const index = indexOf(fitted.state.categories[j]!);
      return outOfFoldMeans(
        encodeColumn(where, column, index),
        index.size,
        targets,
        splits,
        smooth,
      );
    });
    return { fitted, transformed: Matrix.fromColumns(encoded) };
  }
}

/** A `TargetEncoder` that has learned. */
export class FittedTargetEncoder implements FittedTransformer<TargetEncoderState> {
  readonly state: TargetEncoderState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];
  readonly #indices: readonly ReadonlyMap<Category, number>[];

  constructor(state: TargetEncoderState) {
    this.state = readState('TargetEncoder', state, {
      inputs: inputsOf(...CATEGORICAL),
      categories: categoriesOf(state.inputs),
      encodings: listOf(listOf(number), inputCount(state)),
      targetMean: number,
    });
    const { categories, encodings } = this.state;
    categories.forEach((list, j) => {
      if (encodings[j]!.length === list.length) return;
      throw invalid(
        `TargetEncoder: the stored state's encodings[${j}]`,
        encodings[j],
        `a list of ${list.length}`,
      );
    });
    this.inputs = namedInputs(this.state.inputs);
    this.#indices = categories.map(indexOf);
    this.outputNames = Object.freeze(this.inputs.map(({ name }) => name));
  }

  /**
   * X (n, d) → (n, d) in the unit of y; for rows that were not trained on.
   *
   * @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | MISSING_VALUE
   */
  transform(X: Features): Matrix {
    return transformMatrix('TargetEncoder.transform', this, X);
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    const { encodings, targetMean } = this.state;
    return columns.map((slot, j) => {
      const codes = compileCodes('TargetEncoder.transform', program, slot, this.#indices[j]!);
      const means = encodings[j]!;
      const target = program.numbers([slot.name])[0]!;
      const { region } = target;
      program.add((count) => {
        for (let i = 0, p = region.offset; i < count; i++, p += region.stride) {
          region.values[p] = codes[i] === UNSEEN ? targetMean : means[codes[i]!]!;
        }
      });
      return target;
    });
  }
}
