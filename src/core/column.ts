import { codedColumn, isCoded } from './codedColumn.js';
import type { CodedTexts } from './codeTexts.js';
import { MlError } from './errors.js';
import type { ReadonlyVector } from './vector.js';

/** What a column of a `Table` holds. */
export type ColumnKind = 'number' | 'string' | 'boolean' | 'date';

/** One cell: a missing number is NaN, any other missing value is null. */
export type Cell = number | string | boolean | Date | null;

/** One row of a `Table`, by column name. */
export type TableRow = Record<string, Cell>;

/** A column of numbers; NaN is missing. */
export interface NumberColumn {
  readonly name: string;
  readonly kind: 'number';
  readonly values: ReadonlyVector;
}

/** A column of texts; null is missing, and the empty text is a value. */
export interface StringColumn {
  readonly name: string;
  readonly kind: 'string';
  readonly values: readonly (string | null)[];
}

/** A column of truth values; null is missing. */
export interface BooleanColumn {
  readonly name: string;
  readonly kind: 'boolean';
  readonly values: readonly (boolean | null)[];
}

/**
 * A column of points in time, held as milliseconds since 1970 (UTC), NaN where missing: a
 * million of them take 8 MB and cannot be changed from outside, as `Date` objects could.
 */
export interface DateColumn {
  readonly name: string;
  readonly kind: 'date';
  readonly values: ReadonlyVector;
}

/** A column of a `Table`: its values may be read, never changed. */
export type Column = NumberColumn | StringColumn | BooleanColumn | DateColumn;

/** A plain array, whose kind is that of its entries; null, undefined and NaN are missing. */
export type PlainValues = ArrayLike<number | string | boolean | Date | null | undefined>;

/** Values with their kind said: needed where all are missing, and for times as milliseconds. */
export interface TypedValues {
  readonly kind: ColumnKind;
  readonly values: PlainValues;
}

/** What `Table.from` and `Table.with` take for one column. */
export type ColumnInput = PlainValues | TypedValues | CodedTexts;

/**
 * A column from what the caller has: checked, copied, its kind found out.
 *
 * A typed array is a number column. In a plain array the first entry that is not missing decides,
 * and all others must be of its kind; where every entry is missing it becomes a number column
 * unless `kind` is said. Texts may come by their numbers.
 *
 * @throws MlError WRONG_KIND when the entries are of several kinds or of none of the four; OUT_OF_RANGE
 *   when a number has no text.
 */
export function toColumn(where: string, name: string, input: ColumnInput): Column {
  if (isCoded(input)) return codedColumn(where, name, input);
  const typed = isTyped(input);
  const values = typed ? input.values : input;
  if (typeof values !== 'object' || values === null || typeof values.length !== 'number') {
    throw new MlError(
      'WRONG_KIND',
      `${where}: column ${JSON.stringify(name)} is ${typeof values}, and an array is needed.`,
    );
  }
  const kind = typed ? input.kind : inferKind(where, name, values);
  if (kind === 'number') return { name, kind, values: toNumbers(where, name, kind, values) };
  if (kind === 'date') return { name, kind, values: toNumbers(where, name, kind, values) };
  if (kind === 'string') return { name, kind, values: toNullable(where, name, kind, values) };
  if (kind === 'boolean') return { name, kind, values: toNullable(where, name, kind, values) };
  throw new MlError(
    'WRONG_KIND',
    `${where}: column ${JSON.stringify(name)} has kind ${JSON.stringify(kind)}; ` +
      'kinds are "number", "string", "boolean" and "date".',
  );
}

/** The same column with the rows of these numbers, in this order; the numbers must exist. */
export function takeFromColumn(column: Column, indices: ArrayLike<number>): Column {
  if (column.kind === 'number' || column.kind === 'date') {
    const taken = new Float64Array(indices.length);
    for (let k = 0; k < taken.length; k++) taken[k] = column.values[indices[k]!]!;
    return { name: column.name, kind: column.kind, values: taken };
  }
  return { ...column, values: Object.freeze(takeFrom<Cell>(column.values, indices)) } as Column;
}

/** The same column with these below: both must be of one kind. */
export function joinColumns(first: Column, second: Column): Column {
  if (first.kind === 'number' || first.kind === 'date') {
    const joined = new Float64Array(first.values.length + second.values.length);
    joined.set(first.values);
    joined.set(second.values as ReadonlyVector, first.values.length);
    return { name: first.name, kind: first.kind, values: joined };
  }
  return { ...first, values: Object.freeze([...first.values, ...second.values]) } as Column;
}

/** The cell in row `i`. */
export function cellOf(column: Column, i: number): Cell {
  const value = column.values[i]!;
  if (column.kind !== 'date') return value;
  return Number.isNaN(value) ? null : new Date(value as number);
}

/** Whether the value in row `i` is missing. */
export function isMissing(column: Column, i: number): boolean {
  const value = column.values[i];
  return value === null || Number.isNaN(value);
}

function isTyped(input: PlainValues | TypedValues): input is TypedValues {
  return typeof input === 'object' && input !== null && 'kind' in input && 'values' in input;
}

function inferKind(where: string, name: string, values: PlainValues): ColumnKind {
  if (ArrayBuffer.isView(values)) return 'number';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== null && value !== undefined) return kindOf(where, name, i, value);
  }
  return 'number';
}

function kindOf(where: string, name: string, i: number, value: unknown): ColumnKind {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return typeof value as ColumnKind;
  }
  if (value instanceof Date) return 'date';
  throw new MlError(
    'WRONG_KIND',
    `${where}: column ${JSON.stringify(name)} has a ${typeof value} in row ${i}; ` +
      'a cell is a number, a string, a boolean, a Date or null.',
  );
}

function toNumbers(
  where: string,
  name: string,
  kind: 'number' | 'date',
  values: PlainValues,
): Float64Array {
  if (values instanceof Float64Array) return values.slice();
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) numbers[i] = Number.NaN;
    else if (typeof value === 'number') numbers[i] = value;
    else if (kind === 'date' && value instanceof Date) numbers[i] = value.getTime();
    else throw mixed(where, name, kind, i, value);
  }
  return numbers;
}

function toNullable<K extends 'string' | 'boolean'>(
  where: string,
  name: string,
  kind: K,
  values: PlainValues,
): readonly (K extends 'string' ? string | null : boolean | null)[] {
  const copied = new Array<unknown>(values.length);
  for (let i = 0; i < copied.length; i++) {
    const value = values[i] ?? null;
    if (value !== null && typeof value !== kind) throw mixed(where, name, kind, i, value);
    copied[i] = value;
  }
  return Object.freeze(copied) as ReturnType<typeof toNullable<K>>;
}

function takeFrom<T>(values: readonly T[], indices: ArrayLike<number>): T[] {
  const taken = new Array<T>(indices.length);
  for (let k = 0; k < taken.length; k++) taken[k] = values[indices[k]!]!;
  return taken;
}

function mixed(where: string, name: string, kind: string, i: number, value: unknown): MlError {
  const got = value instanceof Date ? 'date' : typeof value;
  return new MlError(
    'WRONG_KIND',
    `${where}: column ${JSON.stringify(name)} is of kind ${kind}, but row ${i} holds a ${got} ` +
      `(${String(value)}). A column has one kind; convert the values, or mark them missing with null.`,
  );
}
