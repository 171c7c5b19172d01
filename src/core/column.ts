import type { CodedTexts } from './codeTexts.js';
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

function takeFrom<T>(values: readonly T[], indices: ArrayLike<number>): T[] {
  const taken = new Array<T>(indices.length);
  for (let k = 0; k < taken.length; k++) taken[k] = values[indices[k]!]!;
  return taken;
}
