import { assertKnownOptions, assertOneOf, type Matrix, MlError } from '../core/index.js';
import {
  type Category,
  categoriesOf,
  compileCodes,
  compileRefusal,
  indexOf,
  learnCategories,
} from './categories.js';
import { namedInputs, readColumns, storeInputs } from './inputs.js';
import { transformMatrix } from './program.js';
import type { NumberSlot, ProgramBuilder, Slot } from './programBuilder.js';
import { boolean, inputsOf, oneOf, readState } from './readState.js';
import type {
  Features,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  Transformer,
} from './transformer.js';
import { uniqueNames } from './uniqueNames.js';

/** Choices of a `OneHotEncoder`. */
export interface OneHotEncoderOptions {
  /**
   * What a category becomes that training did not have: an error, or zeros in all its columns.
   * There is no default: which is right depends on who sends the data.
   */
  readonly unseen: 'error' | 'zeros';
  /**
   * Whether the first category of each column gets no column: for linear models without penalty,
   * where the full set would repeat the constant. Needs `unseen: 'error'`. Default false.
   */
  readonly dropFirst: boolean;
}

/** All that `OneHotEncoder.fit` learned. */
export interface OneHotEncoderState {
  readonly kind: 'oneHotEncoder';
  readonly inputs: StoredInputs;
  /** (d,) lists of categories, in rising order. */
  readonly categories: readonly (readonly Category[])[];
  readonly unseen: 'error' | 'zeros';
  readonly dropFirst: boolean;
}

/**
 * Turns each category into a column of its own: 1 where the row has it, else 0.
 *
 * Columns are called `<column>_<category>`, categories in rising order (texts by code unit). Takes
 * texts, truth values and numbers; the latter are meant as labels then.
 *
 * Missing values are refused, in `fit` and in `transform`, also with `unseen: 'zeros'`: a missing
 * value is no new category. A `SimpleImputer` with a constant makes it one.
 * Cost: O(n d) lookups and n numbers per category.
 * Agrees with: sklearn.preprocessing.OneHotEncoder (test/golden/encoders.json).
 *
 * @example new OneHotEncoder({ unseen: 'zeros' }).fit(Table.from({ sky: ['rain', 'sun'] })).transform(Table.from({ sky: ['sun', 'fog'] })).toRows(); // [ [ 0, 1 ], [ 0, 0 ] ]
 */
export class OneHotEncoder implements Transformer<FittedOneHotEncoder> {
  readonly options: OneHotEncoderOptions;

  constructor(options: Pick<OneHotEncoderOptions, 'unseen'> & Partial<OneHotEncoderOptions>) {
    assertKnownOptions('OneHotEncoder', options ?? {}, ['unseen', 'dropFirst']);
    assertOneOf('OneHotEncoder', 'unseen', options?.unseen, ['error', 'zeros']);
    this.options = Object.freeze({ dropFirst: false, ...options });
    if (this.options.dropFirst && this.options.unseen === 'zeros') {
      throw new MlError(
        'INVALID_ARGUMENT',
        "OneHotEncoder: with dropFirst, all zeros mean the first category, so unseen: 'zeros' " +
          "would take every new category for it. Use unseen: 'error', or keep all columns.",
      );
    }
  }

  /** Learns the categories of X (n, d). @throws MlError EMPTY | WRONG_KIND | MISSING_VALUE | NOT_FINITE */
  fit(X: Features): FittedOneHotEncoder {
    const where = 'OneHotEncoder.fit';
    const columns = readColumns(where, X, ['string', 'boolean', 'number']);
    return new FittedOneHotEncoder({
      kind: 'oneHotEncoder',
      inputs: storeInputs(X),
      categories: columns.map((column) => learnCategories(where, column)),
      unseen: this.options.unseen,
      dropFirst: this.options.dropFirst,
    });
  }
}

/** A `OneHotEncoder` that has learned. */
export class FittedOneHotEncoder implements FittedTransformer<OneHotEncoderState> {
  readonly state: OneHotEncoderState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];
  readonly #indices: readonly ReadonlyMap<Category, number>[];

  constructor(state: OneHotEncoderState) {
    this.state = readState('OneHotEncoder', state, {
      inputs: inputsOf('string', 'boolean', 'number'),
      categories: categoriesOf(state.inputs),
      unseen: oneOf('error', 'zeros'),
      dropFirst: boolean,
    });
    this.inputs = namedInputs(this.state.inputs);
    this.#indices = this.state.categories.map(indexOf);
    this.outputNames = uniqueNames(
      'OneHotEncoder',
      this.inputs.flatMap((_, j) => this.#namesOf(j)),
      'Rename one of the columns.',
    );
  }

  /** X (n, d) → (n, categories). @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | MISSING_VALUE | UNKNOWN_CATEGORY */
  transform(X: Features): Matrix {
    return transformMatrix('OneHotEncoder.transform', this, X);
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    return columns.flatMap((slot, j) => this.#compileColumn(program, slot, j));
  }

  #compileColumn(program: ProgramBuilder, slot: Slot, j: number): NumberSlot[] {
    const where = 'OneHotEncoder.transform';
    const { unseen, dropFirst, categories } = this.state;
    const codes = compileCodes(where, program, slot, this.#indices[j]!);
    if (unseen === 'error') compileRefusal(where, program, slot, codes, categories[j]!);
    const targets = program.numbers(this.#namesOf(j));
    const region = targets[0]?.region;
    if (region === undefined) return targets; // one category, and that one dropped
    const first = dropFirst ? 1 : 0;
    program.add((count) => {
      program.clear(region, count);
      const { values, stride } = region;
      for (let i = 0, p = region.offset; i < count; i++, p += stride) {
        const place = codes[i]! - first;
        if (place >= 0) values[p + place] = 1;
      }
    });
    return targets;
  }

  #namesOf(j: number): string[] {
    const kept = this.state.categories[j]!.slice(this.state.dropFirst ? 1 : 0);
    return kept.map((category) => `${this.inputs[j]!.name}_${category}`);
  }
}
