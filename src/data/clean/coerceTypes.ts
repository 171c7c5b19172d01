import {
  assertKnownOptions,
  assertOneOf,
  type Column,
  type ColumnInput,
  type ColumnKind,
  MlError,
  type Table,
} from '../../core/index.js';
import { cellParsers } from '../csv/cellParsers.js';
import { type DateStyle, resolveCsvOptions } from '../csv/csvOptions.js';
import { isoText } from '../schema/plainValue.js';
import { InvalidValues, type OnInvalid } from './invalidValues.js';
import { replaceColumns } from './replaceColumns.js';
import { type Cleaned, type CleaningChange, cleaned } from './report.js';

/** How texts are read as values. */
export interface CoerceOptions {
  /** What stands before the decimals of a number. Default `'.'`. */
  readonly decimal?: '.' | ',';
  /** What parts the thousands of a number, in groups of three: `,`, `.`, `'` or a blank. Default: nothing. */
  readonly thousands?: ',' | '.' | ' ' | "'";
  /** How dates are written. Default `'iso'`; for other forms see `parseDates`. */
  readonly dates?: Exclude<DateStyle, 'none'>;
  /** The texts for true and for false. Default `true` and `false`, also with capitals. */
  readonly booleans?: { readonly true: readonly string[]; readonly false: readonly string[] };
  /** What becomes of values that cannot be read. Default `'throw'`: an error that lists them all. */
  readonly invalid?: OnInvalid;
}

const KINDS: readonly ColumnKind[] = ['number', 'string', 'boolean', 'date'];

/**
 * The columns as other kinds: texts that are numbers, 0 and 1 that are truth values.
 *
 * Texts are read as `readCsv` reads them, blanks around them aside. A whole number whose digits a
 * double cannot hold is not readable, and neither is the empty text. Only 0 and 1 become truth
 * values. Numbers and dates are not turned into each other: whether a number counts seconds,
 * milliseconds or days is for the caller to say.
 *
 * @param kinds the new kind by column name; a column that has it already stays as it is.
 * @returns the table, and a report with what was read and, on demand, what was made missing.
 * @throws MlError PARSE_ERROR naming column, rows and values of everything that is not readable,
 *   unless `invalid: 'missing'` is said; UNKNOWN_COLUMN; INVALID_ARGUMENT; UNSUPPORTED.
 *
 * Cost: O(cells of these columns). The input stays.
 *
 * @example coerceTypes(Table.from({ price: ['1.234,5', null] }), { price: 'number' }, { decimal: ',', thousands: '.' }).table.number('price'); // Float64Array(2) [ 1234.5, NaN ]
 */
export function coerceTypes(
  table: Table,
  kinds: Readonly<Record<string, ColumnKind>>,
  options: CoerceOptions = {},
): Cleaned {
  const where = 'coerceTypes';
  assertKnownOptions(where, options, ['decimal', 'thousands', 'dates', 'booleans', 'invalid']);
  const { invalid = 'throw' } = options;
  assertOneOf(where, 'invalid', invalid, ['throw', 'missing']);
  const read = textReaders(options);
  const invalidValues = new InvalidValues(where, invalid);
  const columns = new Map<string, ColumnInput>();
  const changes: CleaningChange[] = [];
  for (const [name, kind] of Object.entries(kinds)) {
    assertOneOf(where, `the kind of ${JSON.stringify(name)}`, kind, KINDS);
    const column = table.column(name);
    if (column.kind === kind) continue;
    const reader = converter(column, kind, read);
    const { values, changes: made } = invalidValues.readColumn(column, kind, `a ${kind}`, reader);
    columns.set(name, { kind, values });
    changes.push(...made);
  }
  invalidValues.finish();
  return cleaned(where, table, replaceColumns(table, columns), changes);
}

type Value = number | string | boolean;
type TextReaders = Readonly<
  Record<Exclude<ColumnKind, 'string'>, (text: string) => Value | undefined>
>;

function converter(
  column: Column,
  kind: ColumnKind,
  read: TextReaders,
): (value: never) => Value | undefined {
  const from = column.kind;
  if (from === 'string' && kind !== 'string') return (text: string) => read[kind](text.trim());
  if (kind === 'string') return from === 'date' ? isoText : (value: Value) => String(value);
  if (from === 'boolean' && kind === 'number') return (value: boolean) => (value ? 1 : 0);
  if (from === 'number' && kind === 'boolean') {
    return (value: number) => (value === 1 ? true : value === 0 ? false : undefined);
  }
  throw new MlError(
    'UNSUPPORTED',
    `coerceTypes: column ${JSON.stringify(column.name)} is of kind ${from}, and what it would mean ` +
      `as a ${kind} only the caller knows. Compute it: table.with(name, values).`,
  );
}

function textReaders(options: CoerceOptions): TextReaders {
  const where = 'coerceTypes';
  const { decimal = '.', thousands, dates = 'iso', booleans } = options;
  assertOneOf(where, 'dates', dates, ['iso', 'dmy', 'mdy']);
  const parsers = cellParsers(resolveCsvOptions(where, { decimal, dates }));
  if (thousands !== undefined) {
    assertOneOf(where, 'thousands', thousands, [',', '.', ' ', "'"]);
    if (thousands === decimal) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `${where}: thousands and decimal are both ${JSON.stringify(decimal)}, so 1${decimal}234 could be two numbers.`,
      );
    }
  }
  const grouped =
    thousands === undefined
      ? undefined
      : new RegExp(`^[+-]?\\d{1,3}(?:[${thousands}]\\d{3})+(?![\\d${thousands}])`);
  return {
    number: (text) => {
      const plain = grouped
        ? text.replace(grouped, (whole) => whole.replaceAll(thousands!, ''))
        : text;
      const value = parsers.number(plain);
      const isLossy = /^[+-]?\d{16,}$/.test(plain) && !Number.isSafeInteger(value);
      return isLossy ? undefined : value;
    },
    boolean: booleans === undefined ? (text) => parsers.boolean(text) : booleanReader(booleans),
    date: (text) => parsers.date(text),
  };
}

function booleanReader(words: NonNullable<CoerceOptions['booleans']>) {
  const values = new Map<string, boolean>();
  for (const truth of [true, false]) {
    for (const word of words[`${truth}`]) {
      if (values.get(word) === !truth) {
        throw new MlError(
          'INVALID_ARGUMENT',
          `coerceTypes: ${JSON.stringify(word)} stands for true and for false.`,
        );
      }
      values.set(word, truth);
    }
  }
  return (text: string): boolean | undefined => values.get(text);
}
