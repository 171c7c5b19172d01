import { assertKnownOptions, assertOneOf, type ColumnKind, MlError } from '../../core/index.js';

/** How `readCsv` reads; every option has a default. */
export interface CsvOptions {
  /** The one character between fields. Default `','`. */
  readonly delimiter?: string;
  /** The character around fields that hold delimiters or newlines, doubled inside; `''` for none. Default `'"'`. */
  readonly quote?: string;
  /**
   * What stands for a missing value. Default `['']`: only the empty field; a word such as `NA` or
   * `None` is never missing unless it is listed here. In a column of strings a quoted field is
   * always a value, so `""` is the empty text and `"NA"` a word.
   */
  readonly missing?: readonly string[];
  /** The kinds of columns that should not be inferred; a value that does not fit is refused. */
  readonly columns?: Readonly<Record<string, ColumnKind>>;
  /** What stands before the decimals of a number. Default `'.'`. */
  readonly decimal?: '.' | ',';
  /**
   * How dates are written: `iso` (2015-12-31, also with a time), `dmy` (31/12/2015), `mdy`
   * (12/31/2015), both with `/`, `.` or `-`, or `none` (texts stay texts). Default `iso`.
   */
  readonly dates?: DateStyle;
}

/** How dates are written in a file. */
export type DateStyle = 'iso' | 'dmy' | 'mdy' | 'none';

/** `CsvOptions` with every default in its place. */
export interface CsvSettings {
  readonly delimiter: string;
  readonly quote: string;
  readonly missing: readonly string[];
  readonly columns: ReadonlyMap<string, ColumnKind>;
  readonly decimal: '.' | ',';
  readonly dates: DateStyle;
  /** Whether the caller chose the delimiter, so that a one-column file is what was meant. */
  readonly delimiterChosen: boolean;
}

const KINDS: readonly ColumnKind[] = ['number', 'string', 'boolean', 'date'];

/** Checks the options and fills in the defaults. @throws MlError INVALID_ARGUMENT */
export function resolveCsvOptions(where: string, options: CsvOptions): CsvSettings {
  assertKnownOptions(where, options, [
    'delimiter',
    'quote',
    'missing',
    'columns',
    'decimal',
    'dates',
  ]);
  const { delimiter = ',', quote = '"', missing = [''], decimal = '.', dates = 'iso' } = options;
  if (!isSign(delimiter) || delimiter === quote) {
    throw refused(where, 'delimiter', delimiter, 'one ASCII character other than the quote');
  }
  if (quote !== '' && (!isSign(quote) || quote === ' ' || quote === '\t')) {
    throw refused(where, 'quote', quote, "one ASCII character, or '' for none");
  }
  if (!Array.isArray(missing) || missing.some((marker) => typeof marker !== 'string')) {
    throw refused(where, 'missing', missing, "an array of texts such as ['', 'NA']");
  }
  assertOneOf(where, 'decimal', decimal, ['.', ',']);
  assertOneOf(where, 'dates', dates, ['iso', 'dmy', 'mdy', 'none']);
  const columns = new Map(Object.entries(options.columns ?? {}));
  for (const [name, kind] of columns) {
    assertOneOf(where, `columns[${JSON.stringify(name)}]`, kind, KINDS);
  }
  return {
    delimiter,
    quote,
    missing,
    columns,
    decimal,
    dates,
    delimiterChosen: options.delimiter !== undefined,
  };
}

function isSign(value: unknown): boolean {
  return typeof value === 'string' && /^[\t\x20-\x7e]$/.test(value);
}

function refused(where: string, name: string, value: unknown, needed: string): MlError {
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: option ${name} is ${JSON.stringify(value) ?? String(value)}, and it must be ${needed}.`,
  );
}
