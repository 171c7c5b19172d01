import { assertKnownOptions, assertOneOf, Matrix, MlError, type Table } from '../core/index.js';
import { mean, quantileOfSorted, sortNumbers } from '../math/index.js';
import { badNumber } from './badValue.js';
import { fillLabels, fillNumbers, indicate } from './imputeOperations.js';
import { type FeatureColumn, namedInputs, readColumns, storeInputs } from './inputs.js';
import { transformMatrix, transformTable } from './program.js';
import type { ProgramBuilder, Slot } from './programBuilder.js';
import { inputCount, inputsOf, integer, invalid, listOf, readState, scalar } from './readState.js';
import type {
  Features,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  Transformer,
} from './transformer.js';
import { uniqueNames } from './uniqueNames.js';

/** A value that fills gaps. */
export type FillValue = number | string | boolean;

/** Choices of a `SimpleImputer`. */
export interface SimpleImputerOptions {
  /**
   * What fills the gaps of a column: its mean or median (numbers only), its most frequent value
   * (of several the smallest), or `fillValue`. Default 'mean'.
   */
  readonly strategy: 'mean' | 'median' | 'mostFrequent' | 'constant';
  /** What fills all gaps with strategy 'constant', of the kind of the columns. No default. */
  readonly fillValue?: FillValue;
  /**
   * Whether to add a column `missingindicator_<column>`, 1 where a value was missing, for each
   * column that had gaps in training: that a value is missing often says something. Default false.
   */
  readonly addIndicator: boolean;
}

/** All that `SimpleImputer.fit` learned. */
export interface SimpleImputerState {
  readonly kind: 'simpleImputer';
  readonly inputs: StoredInputs;
  /** (d,) what fills the gaps of each column. */
  readonly fill: readonly FillValue[];
  /** The places of the columns that get an indicator, rising. */
  readonly indicated: readonly number[];
}

/**
 * Fills gaps with one value per column, learned from the training rows.
 *
 * The one transformer that takes missing values. A table stays a table, its columns keep their
 * kinds; a matrix stays a matrix. A column without any training value is refused, except with
 * 'constant'; infinite numbers are refused.
 *
 * Cost: O(n d), with 'median' O(d n log n).
 * Agrees with: sklearn.impute.SimpleImputer (test/golden/simpleImputer.json).
 *
 * @example new SimpleImputer({ strategy: 'median' }).fit(Table.from({ x: [1, 2, 9, NaN] })).state.fill; // [ 2 ]
 */
export class SimpleImputer implements Transformer<FittedSimpleImputer> {
  readonly options: SimpleImputerOptions;

  constructor(options: Partial<SimpleImputerOptions> = {}) {
    assertKnownOptions('SimpleImputer', options, ['strategy', 'fillValue', 'addIndicator']);
    this.options = Object.freeze({ strategy: 'mean', addIndicator: false, ...options });
    const { strategy, fillValue } = this.options;
    assertOneOf('SimpleImputer', 'strategy', strategy, [
      'mean',
      'median',
      'mostFrequent',
      'constant',
    ]);
    const usable = ['string', 'boolean'].includes(typeof fillValue) || Number.isFinite(fillValue);
    if (
      (strategy === 'constant') !== (fillValue !== undefined) ||
      (fillValue !== undefined && !usable)
    ) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `SimpleImputer: strategy is "${strategy}" and fillValue is ${String(fillValue)}. ` +
          'A finite number, a text or a truth value is needed with "constant", and only there.',
      );
    }
  }

  /**
   * Learns from X (n, d).
   *
   * @throws MlError EMPTY | NOT_FINITE; WRONG_KIND where the strategy does not fit a column's kind;
   *   MISSING_VALUE for a column without any value.
   */
  fit(X: Features): FittedSimpleImputer {
    const where = 'SimpleImputer.fit';
    const { strategy, addIndicator } = this.options;
    const numeric = strategy === 'mean' || strategy === 'median';
    const kinds = numeric ? (['number'] as const) : (['number', 'string', 'boolean'] as const);
    const columns = readColumns(where, X, kinds);
    const present = columns.map((column) => presentValues(where, column));
    return new FittedSimpleImputer({
      kind: 'simpleImputer',
      inputs: storeInputs(X),
      fill: columns.map((column, j) => this.#fillOf(column, present[j]!)),
      indicated: columns.flatMap(({ values }, j) =>
        addIndicator && present[j]!.length < values.length ? [j] : [],
      ),
    });
  }

  #fillOf(column: FeatureColumn, present: readonly FillValue[]): FillValue {
    const where = 'SimpleImputer.fit';
    const { strategy, fillValue } = this.options;
    if (strategy === 'constant') {
      if (typeof fillValue === column.kind) return fillValue!;
      throw new MlError(
        'WRONG_KIND',
        `${where}: fillValue is ${JSON.stringify(fillValue)}, and column ${JSON.stringify(column.name)} ` +
          `holds ${column.kind}s. Give each kind of column an imputer of its own.`,
      );
    }
    if (present.length === 0) {
      throw new MlError(
        'MISSING_VALUE',
        `${where}: column ${JSON.stringify(column.name)} has no value at all, so there is nothing ` +
          "to learn. Drop the column, or use strategy: 'constant'.",
      );
    }
    if (strategy === 'mostFrequent') return mostFrequent(present);
    const numbers = present as readonly number[];
    return strategy === 'mean' ? mean(numbers) : quantileOfSorted(sortNumbers(numbers), 0.5);
  }
}

/** A `SimpleImputer` that has learned. */
export class FittedSimpleImputer implements FittedTransformer<SimpleImputerState> {
  readonly state: SimpleImputerState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];

  constructor(state: SimpleImputerState) {
    this.state = readState('SimpleImputer', state, {
      inputs: inputsOf('number', 'string', 'boolean'),
      fill: listOf(scalar, inputCount(state)),
      indicated: listOf(integer(0)),
    });
    const { fill, indicated } = this.state;
    this.inputs = namedInputs(this.state.inputs);
    this.inputs.forEach(({ kind }, j) => {
      if (typeof fill[j] === kind) return;
      throw invalid(`SimpleImputer: the stored state's fill[${j}]`, fill[j], `a ${kind}`);
    });
    const names = this.inputs.map(({ name }) => name);
    if (indicated.some((j) => j >= names.length) || new Set(indicated).size < indicated.length) {
      throw invalid("SimpleImputer: the stored state's indicated", indicated, 'places of columns');
    }
    const indicators = indicated.map((j) => `missingindicator_${names[j]}`);
    this.outputNames = uniqueNames(
      'SimpleImputer',
      [...names, ...indicators],
      'Rename one of the columns.',
    );
  }

  /** A table with the same kinds of columns, or a matrix. @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | NOT_FINITE */
  transform(X: Table): Table;
  transform(X: Matrix): Matrix;
  transform(X: Features): Features;
  transform(X: Features): Features {
    const where = 'SimpleImputer.transform';
    return X instanceof Matrix ? transformMatrix(where, this, X) : transformTable(where, this, X);
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    const { fill, indicated } = this.state;
    const filled = columns.map((slot, j) =>
      slot.kind === 'number'
        ? fillNumbers(program, slot, fill[j] as number)
        : fillLabels(slot, fill[j] as string | boolean),
    );
    const indicators = indicated.map((j) => indicate(program, columns[j]!));
    return [...filled, ...indicators];
  }
}

/** The values that are there. @throws MlError NOT_FINITE */
function presentValues(where: string, { name, values }: FeatureColumn): FillValue[] {
  const present: FillValue[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === null || Number.isNaN(value)) continue;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw badNumber(where, name, value, `row ${i}`);
    }
    present.push(value);
  }
  return present;
}

/** The value that comes most often; of several the smallest. */
function mostFrequent(values: readonly FillValue[]): FillValue {
  const counts = new Map<FillValue, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = values[0]!;
  for (const [value, count] of counts) {
    const most = counts.get(best)!;
    if (count > most || (count === most && value < best)) best = value;
  }
  return best;
}
