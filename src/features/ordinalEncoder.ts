import { assertKnownOptions, describeKnown, type Matrix, MlError } from '../core/index.js';
import {
  type Category,
  categoriesOf,
  compileCodes,
  compileRefusal,
  encodeColumn,
  indexOf,
  learnCategories,
  UNSEEN,
  unseenCategory,
} from './categories.js';
import { type FeatureColumn, namedInputs, readColumns, storeInputs } from './inputs.js';
import { transformMatrix } from './program.js';
import type { ProgramBuilder, Slot } from './programBuilder.js';
import { inputsOf, nullable, number, readState } from './readState.js';
import type {
  Features,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  Transformer,
} from './transformer.js';

/** Choices of an `OrdinalEncoder`. */
export interface OrdinalEncoderOptions {
  /** What a category becomes that is not known: an error, or this number (−1, say). No default. */
  readonly unseen: 'error' | number;
  /**
   * The categories of a column in their true order, by column name: `{ size: ['small', 'large'] }`.
   * Columns without an entry are learned, in rising order. Default {}.
   */
  readonly categories: Readonly<Record<string, readonly Category[]>>;
}

/** All that `OrdinalEncoder.fit` learned. */
export interface OrdinalEncoderState {
  readonly kind: 'ordinalEncoder';
  readonly inputs: StoredInputs;
  /** (d,) lists of categories: the first becomes 0, the next 1, and so on. */
  readonly categories: readonly (readonly Category[])[];
  /** What other categories become; null: an error. */
  readonly unseen: number | null;
}

/**
 * Turns each category into its place in an order: small 0, medium 1, large 2.
 *
 * A linear model takes the places for distances, so say the order where there is one, and use
 * `OneHotEncoder` where there is none. Trees do not mind.
 *
 * Missing values are refused, in `fit` and in `transform`: fill them before.
 * Cost: O(n d) lookups.
 * Agrees with: sklearn.preprocessing.OrdinalEncoder (test/golden/encoders.json).
 *
 * @example new OrdinalEncoder({ unseen: -1, categories: { size: ['S', 'L'] } }).fit(Table.from({ size: ['L'] })).transform(Table.from({ size: ['L', 'S', 'XL'] })).toRows(); // [ [ 1 ], [ 0 ], [ -1 ] ]
 */
export class OrdinalEncoder implements Transformer<FittedOrdinalEncoder> {
  readonly options: OrdinalEncoderOptions;

  constructor(options: Pick<OrdinalEncoderOptions, 'unseen'> & Partial<OrdinalEncoderOptions>) {
    assertKnownOptions('OrdinalEncoder', options ?? {}, ['unseen', 'categories']);
    const unseen = options?.unseen;
    if (unseen !== 'error' && !Number.isFinite(unseen)) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `OrdinalEncoder: unseen is ${String(unseen)}, and it must be "error" or a finite number.`,
      );
    }
    const given = Object.entries(options.categories ?? {});
    const categories = given.map(([name, list]) => [name, Object.freeze([...list])] as const);
    this.options = Object.freeze({
      unseen,
      categories: Object.freeze(Object.fromEntries(categories)),
    });
  }

  /**
   * Learns the categories of X (n, d).
   *
   * @throws MlError EMPTY | WRONG_KIND | MISSING_VALUE | NOT_FINITE; UNKNOWN_COLUMN for an order of
   *   a column that X lacks; UNKNOWN_CATEGORY when a value is outside the given order and unseen
   *   ones are errors; INVALID_ARGUMENT when `unseen` is the place of a category.
   */
  fit(X: Features): FittedOrdinalEncoder {
    const where = 'OrdinalEncoder.fit';
    const { unseen } = this.options;
    const columns = readColumns(where, X, ['string', 'boolean', 'number']);
    this.#assertNamed(columns.map(({ name }) => name));
    const categories = columns.map((column) => this.#categoriesOf(column));
    const longest = Math.max(...categories.map((list) => list.length));
    if (unseen !== 'error' && Number.isInteger(unseen) && unseen >= 0 && unseen < longest) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `${where}: unseen is ${unseen}, which is the place of a category (0 to ${longest - 1}). ` +
          'Take a number that no category has, such as -1.',
      );
    }
    return new FittedOrdinalEncoder({
      kind: 'ordinalEncoder',
      inputs: storeInputs(X),
      categories,
      unseen: unseen === 'error' ? null : unseen,
    });
  }

  #categoriesOf(column: FeatureColumn): readonly Category[] {
    const where = 'OrdinalEncoder.fit';
    const { categories, unseen } = this.options;
    if (!Object.hasOwn(categories, column.name)) return learnCategories(where, column);
    const list = categories[column.name]!;
    const index = indexOf(list);
    const wrong = list.some((category) => typeof category !== column.kind);
    if (wrong || index.size < list.length || list.length === 0) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `${where}: the categories of column ${JSON.stringify(column.name)} must be distinct ` +
          `${column.kind}s, at least one, as the column holds them.`,
      );
    }
    const codes = encodeColumn(where, column, index);
    const row = codes.indexOf(UNSEEN);
    if (unseen === 'error' && row >= 0) {
      throw unseenCategory(where, column.name, column.values[row]!, `row ${row}`, list);
    }
    return list;
  }

  #assertNamed(names: readonly string[]): void {
    for (const name of Object.keys(this.options.categories)) {
      if (names.includes(name)) continue;
      throw new MlError(
        'UNKNOWN_COLUMN',
        `OrdinalEncoder.fit: the categories of ${JSON.stringify(name)} are given, but there is no ` +
          `such column. ${describeKnown('Column', name, names)}`,
      );
    }
  }
}

/** An `OrdinalEncoder` that has learned. */
export class FittedOrdinalEncoder implements FittedTransformer<OrdinalEncoderState> {
  readonly state: OrdinalEncoderState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];
  readonly #indices: readonly ReadonlyMap<Category, number>[];

  constructor(state: OrdinalEncoderState) {
    this.state = readState('OrdinalEncoder', state, {
      inputs: inputsOf('string', 'boolean', 'number'),
      categories: categoriesOf(state.inputs),
      unseen: nullable(number),
    });
    this.inputs = namedInputs(this.state.inputs);
    this.#indices = this.state.categories.map(indexOf);
    this.outputNames = Object.freeze(this.inputs.map(({ name }) => name));
  }

  /** X (n, d) → (n, d) places. @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | MISSING_VALUE | UNKNOWN_CATEGORY */
  transform(X: Features): Matrix {
    return transformMatrix('OrdinalEncoder.transform', this, X);
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    const where = 'OrdinalEncoder.transform';
    const { unseen, categories } = this.state;
    return columns.map((slot, j) => {
      const codes = compileCodes(where, program, slot, this.#indices[j]!);
      if (unseen === null) compileRefusal(where, program, slot, codes, categories[j]!);
      const target = program.numbers([slot.name])[0]!;
      const { region } = target;
      program.add((count) => {
        for (let i = 0, p = region.offset; i < count; i++, p += region.stride) {
          region.values[p] = codes[i] === UNSEEN ? unseen! : codes[i]!;
        }
      });
      return target;
    });
  }
}
