import {
  type CodedTexts,
  type Column,
  type ColumnKind,
  codesOf,
  isMissing,
  MlError,
  nearNames,
  type Table,
} from '../core/index.js';
import type { InputColumn } from './transformer.js';

/** How many failures and columns a message names; the list in `cause` is whole. */
const MOST = 20;

/** What is wrong with one column of a table or one field of a record. */
export interface ColumnFailure {
  readonly column: string;
  readonly problem: 'missing' | 'unknown' | 'wrongKind';
  /** A sentence for people. */
  readonly message: string;
}

/** The values of a column, or those of texts that nobody has read yet by their numbers. */
export type MatchedValues = Column['values'] | CodedTexts;

/**
 * The values of the needed columns, in order. A table may have more columns, in any order; a column
 * without any value fits every kind, since its own kind could not be known.
 *
 * @throws MlError WRONG_COLUMNS with every failure at once; `cause` lists them as `ColumnFailure`s.
 */
export function matchTable(
  where: string,
  inputs: readonly InputColumn[],
  table: Table,
): MatchedValues[] {
  const failures: ColumnFailure[] = [];
  const matched = inputs.map(({ name, kind }) => {
    if (!table.has(name)) {
      failures.push(missing(name, table.columnNames));
      return [];
    }
    const column = table.column(name);
    if (column.kind === kind) return codesOf(column) ?? column.values;
    if (!hasValues(column)) return blank(kind, table.rowCount);
    failures.push(wrongKind(name, column.kind, kind));
    return [];
  });
  if (failures.length > 0) throw wrongColumns(where, inputs, failures);
  return matched;
}

/**
 * Checks a record: each needed column is there with its kind or null, and nothing else is.
 *
 * @throws MlError WRONG_COLUMNS with every failure at once; `cause` lists them as `ColumnFailure`s.
 */
export function matchRecord(
  where: string,
  inputs: readonly InputColumn[],
  names: ReadonlySet<string>,
  record: Readonly<Record<string, unknown>>,
): void {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    const got = record === null ? 'null' : Array.isArray(record) ? 'an array' : typeof record;
    throw new MlError(
      'WRONG_KIND',
      `${where}: a record is needed, as { column: value, … }, and ${got} came.`,
    );
  }
  const keys = Object.keys(record);
  const failures: ColumnFailure[] = [];
  for (const { name, kind } of inputs) {
    // `undefined` counts as absent: JSON drops it on the way, too.
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (value === undefined) failures.push(missing(name, failures.length < MOST ? keys : []));
    else if (value !== null && typeof value !== kind)
      failures.push(wrongKind(name, kindOf(value), kind));
  }
  for (const key of keys) {
    if (!names.has(key)) failures.push(unknown(key, failures.length < MOST ? inputs : []));
  }
  if (failures.length > 0) throw wrongColumns(where, inputs, failures);
}

function wrongColumns(
  where: string,
  inputs: readonly InputColumn[],
  failures: readonly ColumnFailure[],
): MlError {
  const said = failures.slice(0, MOST).map(({ message }) => message);
  if (failures.length > MOST) said.push(`${failures.length - MOST} more are wrong.`);
  const needed = inputs.slice(0, MOST).map(({ name, kind }) => `${show(name)} (${kind})`);
  if (inputs.length > MOST) needed.push(`${inputs.length - MOST} more`);
  return new MlError(
    'WRONG_COLUMNS',
    `${where}: ${said.join(' ')} Needed are ${needed.join(', ')}.`,
    { cause: Object.freeze(failures.map((failure) => Object.freeze(failure))) },
  );
}

function missing(column: string, present: readonly string[]): ColumnFailure {
  const message = `Column ${show(column)} is missing${near(column, present)}.`;
  return { column, problem: 'missing', message };
}

function unknown(column: string, inputs: readonly InputColumn[]): ColumnFailure {
  const known = inputs.map(({ name }) => name);
  const message = `Column ${show(column)} is unknown${near(column, known)}.`;
  return { column, problem: 'unknown', message };
}

function wrongKind(column: string, got: string, needed: ColumnKind): ColumnFailure {
  const message = `Column ${show(column)} is of kind ${got}, and ${needed} is needed.`;
  return { column, problem: 'wrongKind', message };
}

/** A guess at what was meant. Names may come from strangers, so long ones and many are left alone. */
function near(name: string, known: readonly string[]): string {
  const short = known.slice(0, 100).filter((other) => other.length <= 64);
  const guesses = name.length > 64 ? [] : nearNames(name, short, 1);
  return guesses.map((guess) => ` (is it ${show(guess)}?)`).join('');
}

function show(name: string): string {
  return JSON.stringify(name.length > 64 ? `${name.slice(0, 64)}…` : name);
}

function kindOf(value: unknown): string {
  if (value instanceof Date) return 'date';
  return Array.isArray(value) ? 'array' : typeof value;
}

function hasValues(column: Column): boolean {
  for (let i = 0; i < column.values.length; i++) if (!isMissing(column, i)) return true;
  return false;
}

function blank(kind: ColumnKind, rows: number): Column['values'] {
  return kind === 'number' ? new Float64Array(rows).fill(Number.NaN) : new Array(rows).fill(null);
}
