import { lengthOf } from './codedColumn.js';
import {
  type Cell,
  type Column,
  type ColumnInput,
  type ColumnKind,
  cellOf,
  isMissing,
  joinColumns,
  type TableRow,
  takeFromColumn,
} from './column.js';
import { MlError } from './errors.js';
import { assertInteger } from './guards.js';
import { Matrix } from './matrix.js';
import { orderOf } from './rowOrder.js';
import { sliceColumn } from './sliceColumn.js';
import { describeKnown } from './suggest.js';
import { toColumn } from './toColumn.js';
import type { Vector } from './vector.js';

/** Named column inputs: a plain record, or pairs where a name is `__proto__` or order is all. */
export type ColumnInputs =
  | Readonly<Record<string, ColumnInput>>
  | Iterable<readonly [string, ColumnInput]>;

/**
 * Named columns of one length: what files and databases become, before features make a `Matrix`.
 *
 * A table never changes: each method returns a new one and shares the untouched columns. Values
 * handed in are copied; the typed accessors (`number`, `string` …) hand out copies, which are the
 * caller's to change, so call them once, outside the loop. `column(name).values` is a view for
 * reading. A missing number is NaN, any other missing value null. Rows are counted from 0.
 *
 * @example Table.from({ mass: [3750, 3800], sex: ['male', null] }).row(1); // { mass: 3800, sex: null }
 */
export class Table {
  readonly rowCount: number;
  readonly #columns: ReadonlyMap<string, Column>;

  private constructor(columns: ReadonlyMap<string, Column>, rowCount: number) {
    this.#columns = columns;
    this.rowCount = rowCount;
  }

  /**
   * A table from columns: plain arrays, typed arrays, `{ kind, values }`, or texts by their numbers, as
   * `{ codes, texts }`.
   *
   * @throws MlError SHAPE_MISMATCH when a column is longer or shorter than the first; WRONG_KIND
   *   when one mixes kinds; OUT_OF_RANGE when a code has no text; DUPLICATE_NAME when a name comes twice.
   * @example Table.from({ day: [new Date(0)], rain: [true] }).column('day').kind; // 'date'
   */
  static from(inputs: ColumnInputs): Table {
    const pairs = isIterable(inputs) ? inputs : Object.entries(inputs);
    const columns: Column[] = [];
    for (const [name, input] of pairs) columns.push(toColumn('Table.from', name, input));
    return Table.#build('Table.from', columns);
  }

  /**
   * A table of columns as they are, without a copy: for whoever made their arrays and leaves them alone from now on.
   * Numbers and dates that are no `Float64Array` are copied into one.
   *
   * @throws MlError SHAPE_MISMATCH | DUPLICATE_NAME, as `from`.
   * @example Table.of([{ name: 'mass', kind: 'number', values: Float64Array.of(3750, 3800) }]).rowCount; // 2
   */
  static of(columns: readonly Column[]): Table {
    return Table.#build('Table.of', columns.map(inDoubles));
  }

  /**
   * A table from records. The columns are the keys of all records in order of appearance; a key
   * that a record lacks is missing there.
   *
   * @param kinds the kinds of columns that should not be inferred.
   * @throws MlError WRONG_KIND when one column mixes kinds.
   * @example Table.fromRows([{ a: 1 }, { a: 2, b: 'x' }]).string('b'); // [ null, 'x' ]
   */
  static fromRows(
    records: readonly Readonly<Record<string, Cell | undefined>>[],
    kinds: Readonly<Record<string, ColumnKind>> = {},
  ): Table {
    const cells = new Map<string, (Cell | undefined)[]>();
    records.forEach((record, i) => {
      for (const key of Object.keys(record)) {
        let values = cells.get(key);
        if (values === undefined) {
          values = new Array<Cell | undefined>(records.length).fill(null);
          cells.set(key, values);
        }
        values[i] = record[key];
      }
    });
    const columns: Column[] = [];
    for (const [name, values] of cells) {
      const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
      columns.push(toColumn('Table.fromRows', name, kind ? { kind, values } : values));
    }
    return Table.#build('Table.fromRows', columns, records.length);
  }

  /** The names of the columns, in order. */
  get columnNames(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** The columns, in order. */
  get columns(): readonly Column[] {
    return [...this.#columns.values()];
  }

  /** Whether there is a column of this name. */
  has(name: string): boolean {
    return this.#columns.has(name);
  }

  /**
   * The column of this name: its kind, and its values for reading.
   *
   * @throws MlError UNKNOWN_COLUMN, with the near names.
   */
  column(name: string): Column {
    return this.#get('Table.column', name);
  }

  /** A copy of a number column; NaN is missing. @throws MlError UNKNOWN_COLUMN | WRONG_KIND */
  number(name: string): Vector {
    return new Float64Array(this.#ofKind('number', name).values);
  }

  /** A copy of a string column; null is missing. @throws MlError UNKNOWN_COLUMN | WRONG_KIND */
  string(name: string): (string | null)[] {
    return [...this.#ofKind('string', name).values];
  }

  /** A copy of a boolean column; null is missing. @throws MlError UNKNOWN_COLUMN | WRONG_KIND */
  boolean(name: string): (boolean | null)[] {
    return [...this.#ofKind('boolean', name).values];
  }

  /** A date column as new `Date`s; null is missing. @throws MlError UNKNOWN_COLUMN | WRONG_KIND */
  date(name: string): (Date | null)[] {
    const { values } = this.#ofKind('date', name);
    return Array.from(values, (ms) => (Number.isNaN(ms) ? null : new Date(ms)));
  }

  /** Only these columns, in this order. @throws MlError UNKNOWN_COLUMN | DUPLICATE_NAME */
  select(names: readonly string[]): Table {
    const chosen = names.map((name) => this.#get('Table.select', name));
    return Table.#build('Table.select', chosen, this.rowCount);
  }

  /** All columns but these. @throws MlError UNKNOWN_COLUMN */
  drop(names: readonly string[]): Table {
    const kept = new Map(this.#columns);
    for (const name of names) {
      this.#get('Table.drop', name);
      kept.delete(name);
    }
    return new Table(kept, this.rowCount);
  }

  /** New names for some columns: `{ old: 'new' }`. @throws MlError UNKNOWN_COLUMN | DUPLICATE_NAME */
  rename(names: Readonly<Record<string, string>>): Table {
    for (const name of Object.keys(names)) this.#get('Table.rename', name);
    const renamed = this.columns.map((column) =>
      Object.hasOwn(names, column.name) ? { ...column, name: names[column.name]! } : column,
    );
    return Table.#build('Table.rename', renamed, this.rowCount);
  }

  /** With one column more, or with another one under that name. @throws MlError SHAPE_MISMATCH | WRONG_KIND */
  with(name: string, values: ColumnInput): Table {
    const column = toColumn('Table.with', name, values);
    if (this.#columns.size > 0) assertLength('Table.with', column, this.rowCount);
    const columns = new Map(this.#columns).set(name, column);
    return new Table(columns, lengthOf(column));
  }

  /**
   * The rows for which the predicate is true. It is given the row as a record and its number; a
   * missing number is NaN, which is neither above nor below anything.
   *
   * @example Table.from({ x: [1, NaN, 3] }).filter((row) => Number(row.x) > 2).rowCount; // 1
   */
  filter(predicate: (row: TableRow, index: number) => boolean): Table {
    const kept: number[] = [];
    for (let i = 0; i < this.rowCount; i++) if (predicate(this.row(i), i)) kept.push(i);
    return this.#take(kept);
  }

  /** The rows without a missing value in these columns (all, by default). @throws MlError UNKNOWN_COLUMN */
  dropMissing(names: readonly string[] = this.columnNames): Table {
    const looked = names.map((name) => this.#get('Table.dropMissing', name));
    const kept: number[] = [];
    for (let i = 0; i < this.rowCount; i++) {
      if (!looked.some((column) => isMissing(column, i))) kept.push(i);
    }
    return kept.length === this.rowCount ? this : this.#take(kept);
  }

  /** The rows of these numbers, in this order; a row may come twice. @throws MlError OUT_OF_RANGE */
  take(indices: ArrayLike<number>): Table {
    for (let k = 0; k < indices.length; k++) {
      assertInteger('Table.take', `indices[${k}]`, indices[k]!, 0, this.rowCount - 1);
    }
    return this.#take(indices);
  }

  /** The rows from `first` up to but without `after`; negative counts from the end, fractions are cut, as in arrays. */
  slice(first = 0, after: number = this.rowCount): Table {
    const [start, end] = [Math.trunc(first) || 0, Math.trunc(after) || 0]; // NaN is 0, too
    const from = start < 0 ? Math.max(0, this.rowCount + start) : Math.min(start, this.rowCount);
    const to = Math.max(from, end < 0 ? this.rowCount + end : Math.min(end, this.rowCount));
    const sliced = new Map<string, Column>();
    for (const column of this.#columns.values()) {
      sliced.set(column.name, sliceColumn(column, from, to));
    }
    return new Table(sliced, to - from);
  }

  /** The first rows. */
  head(n = 5): Table {
    return this.slice(0, Math.max(0, n));
  }

  /**
   * The rows in rising order of one column or several. Equal rows keep their order, missing values
   * come last either way, texts are compared by code unit.
   *
   * @throws MlError UNKNOWN_COLUMN
   * @example Table.from({ x: [2, NaN, 1] }).sortBy('x').number('x'); // Float64Array(3) [ 1, 2, NaN ]
   */
  sortBy(
    names: string | readonly string[],
    options: { readonly descending?: boolean } = {},
  ): Table {
    const list = typeof names === 'string' ? [names] : names;
    const keys = list.map((name) => this.#get('Table.sortBy', name));
    return this.#take(orderOf(keys, this.rowCount, options.descending ?? false));
  }

  /** Row `i` as a record. @throws MlError OUT_OF_RANGE */
  row(i: number): TableRow {
    assertInteger('Table.row', 'row', i, 0, this.rowCount - 1);
    const record: TableRow = {};
    for (const column of this.#columns.values()) setOwn(record, column.name, cellOf(column, i));
    return record;
  }

  /** The rows as records, one at a time. */
  *rows(): IterableIterator<TableRow> {
    for (let i = 0; i < this.rowCount; i++) yield this.row(i);
  }

  /**
   * Number columns as a matrix (rows, names), in the order of `names`.
   *
   * @throws MlError UNKNOWN_COLUMN; WRONG_KIND for a column that is not of numbers;
   *   MISSING_VALUE, naming column and row, for a cell that is NaN.
   */
  toMatrix(names: readonly string[] = this.columnNames): Matrix {
    const width = names.length;
    const data = new Float64Array(this.rowCount * width);
    names.forEach((name, j) => {
      const { values } = this.#ofKind('number', name, 'Table.toMatrix');
      for (let i = 0; i < this.rowCount; i++) {
        const value = values[i]!;
        if (Number.isNaN(value)) throw missingIn(name, i);
        data[i * width + j] = value;
      }
    });
    return new Matrix(data, this.rowCount, width);
  }

  /** These rows, then those of the other, which has the same columns in any order. @throws MlError UNKNOWN_COLUMN | WRONG_KIND */
  concat(other: Table): Table {
    for (const name of other.columnNames) this.#get('Table.concat', name);
    const joined = this.columns.map((column) => {
      const below = other.#get('Table.concat', column.name);
      if (below.kind !== column.kind) throw wrongKind('Table.concat', below, column.kind);
      return joinColumns(column, below);
    });
    return Table.#build('Table.concat', joined, this.rowCount + other.rowCount);
  }

  #get(where: string, name: string): Column {
    const column = this.#columns.get(name);
    if (column !== undefined) return column;
    throw new MlError(
      'UNKNOWN_COLUMN',
      `${where}: there is no column ${JSON.stringify(name)}. ` +
        describeKnown('Column', String(name), this.columnNames),
    );
  }

  #ofKind<K extends ColumnKind>(
    kind: K,
    name: string,
    where = `Table.${kind}`,
  ): Extract<Column, { readonly kind: K }> {
    const column = this.#get(where, name);
    if (column.kind !== kind) throw wrongKind(where, column, kind);
    return column as Extract<Column, { readonly kind: K }>;
  }

  #take(indices: ArrayLike<number>): Table {
    const taken = new Map<string, Column>();
    for (const column of this.#columns.values()) {
      taken.set(column.name, takeFromColumn(column, indices));
    }
    return new Table(taken, indices.length);
  }

  static #build(where: string, columns: readonly Column[], rowCount?: number): Table {
    const byName = new Map<string, Column>();
    const expected = rowCount ?? (columns[0] ? lengthOf(columns[0]) : 0);
    for (const column of columns) {
      assertLength(where, column, expected);
      if (byName.has(column.name)) {
        throw new MlError(
          'DUPLICATE_NAME',
          `${where}: the name ${JSON.stringify(column.name)} comes twice, and every column needs its own.`,
        );
      }
      byName.set(column.name, column);
    }
    return new Table(byName, expected);
  }
}

function assertLength(where: string, column: Column, expected: number): void {
  const length = lengthOf(column);
  if (length === expected) return;
  throw new MlError(
    'SHAPE_MISMATCH',
    `${where}: column ${JSON.stringify(column.name)} has ${length} values, ` +
      `but the table has ${expected} rows. Every column needs one value per row.`,
  );
}

function wrongKind(where: string, column: Column, needed: ColumnKind): MlError {
  return new MlError(
    'WRONG_KIND',
    `${where}: column ${JSON.stringify(column.name)} is of kind ${column.kind}, ` +
      `and ${needed} is needed. Read it with table.${column.kind}(…), or convert it first.`,
  );
}

function missingIn(name: string, row: number): MlError {
  return new MlError(
    'MISSING_VALUE',
    `Table.toMatrix: column ${JSON.stringify(name)} has no value in row ${row}, ` +
      'and a matrix has no place for missing values. Call dropMissing, or fill them first.',
  );
}

/** Assigns an own property even where the name is `__proto__`. */
function setOwn(record: TableRow, name: string, value: Cell): void {
  if (name !== '__proto__') record[name] = value;
  else {
    Object.defineProperty(record, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
}

function isIterable(inputs: ColumnInputs): inputs is Iterable<readonly [string, ColumnInput]> {
  return Symbol.iterator in inputs;
}

// What `console.log(table)` prints: the size and the columns, not the cells.
Object.defineProperty(Table.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: Table): string {
    const columns = this.columns.map((column) => `${column.name}: ${column.kind}`).join(', ');
    return `Table(${this.rowCount} × ${this.columns.length}) { ${columns} }`;
  },
});

/** Whoever reads a column of numbers may read its bytes. */
function inDoubles(column: Column): Column {
  if (column.kind !== 'number' && column.kind !== 'date') return column;
  if (column.values instanceof Float64Array) return column;
  return { ...column, values: Float64Array.from(column.values) };
}
