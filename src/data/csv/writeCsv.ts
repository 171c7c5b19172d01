import { open } from 'node:fs/promises';
import {
  assertKnownOptions,
  type Column,
  LAST_MOMENT,
  MlError,
  replaceFile,
  type Table,
} from '../../core/index.js';

/** How `writeCsv` writes. */
export interface WriteCsvOptions {
  /** The one ASCII character between fields. Default `','`. */
  readonly delimiter?: string;
}

const ROWS_PER_PIECE = 4096;

/**
 * Writes a table as a CSV file (UTF-8, lines end in `\n`) that `readCsv` reads back the same.
 *
 * A missing value is an empty field; the empty text is `""`. Dates are ISO: the day alone where
 * all times of the column are midnight UTC. Numbers have every digit that they need. Texts that
 * look like numbers, booleans or dates come back as texts when the kinds are given:
 * `readCsv(path, { columns: { zip: 'string' } })`.
 *
 * The file appears whole or not at all: it is written beside its place, then moved there.
 *
 * @param table   at least one column.
 * @param path    the file; one that is there is replaced.
 * @throws MlError EMPTY (no columns) | NOT_FINITE (an infinite number) | INVALID_ARGUMENT (an empty
 *   column name, half a surrogate pair, a date outside the years 0 to 9999) | FILE_NOT_FOUND (no such folder).
 *
 * @example await writeCsv(Table.from({ mass: [3750, NaN] }), `${process.env.TEMP ?? '/tmp'}/mass.csv`); // undefined
 */
export async function writeCsv(
  table: Table,
  path: string,
  options: WriteCsvOptions = {},
): Promise<void> {
  assertKnownOptions('writeCsv', options, ['delimiter']);
  const delimiter = options.delimiter ?? ',';
  if (!/^[\t\x20-\x7e]$/.test(delimiter) || delimiter === '"') {
    throw new MlError(
      'INVALID_ARGUMENT',
      `writeCsv: option delimiter is ${JSON.stringify(delimiter)}, and it must be one ASCII character, no quote.`,
    );
  }
  const { columns } = table;
  if (columns.length === 0) {
    throw new MlError('EMPTY', 'writeCsv: the table has no columns, so there is nothing to write.');
  }
  await replaceFile('writeCsv', path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      for (const piece of pieces(columns, table.rowCount, delimiter)) await file.writeFile(piece);
    } finally {
      await file.close();
    }
  });
}

function* pieces(columns: readonly Column[], rows: number, delimiter: string): Generator<string> {
  const header = columns.map((column) => headerField(column.name, delimiter)).join(delimiter);
  yield `${header}\n`;
  const writers = columns.map((column) => fieldWriter(column, delimiter));
  for (let start = 0; start < rows; start += ROWS_PER_PIECE) {
    let piece = '';
    for (let i = start; i < Math.min(rows, start + ROWS_PER_PIECE); i++) {
      piece += `${writers.map((write) => write(i)).join(delimiter)}\n`;
    }
    yield piece;
  }
}

function headerField(name: string, delimiter: string): string {
  if (name === '') {
    throw new MlError(
      'INVALID_ARGUMENT',
      'writeCsv: a column has the empty name, which a header cannot hold. Call rename first.',
    );
  }
  return textField(name, delimiter, 'a column name');
}

function fieldWriter(column: Column, delimiter: string): (row: number) => string {
  const { name, values } = column;
  // A sign that numbers or dates hold may be the delimiter, too.
  const whole = (field: string): string => (field.includes(delimiter) ? `"${field}"` : field);
  if (column.kind === 'number') return (i) => whole(numberField(column.values[i]!, name, i));
  if (column.kind === 'date') {
    const midnight = Array.from(column.values).every(
      (ms) => Number.isNaN(ms) || ms % 86_400_000 === 0,
    );
    return (i) => whole(dateField(column.values[i]!, midnight, name, i));
  }
  return (i) => {
    const value = values[i] as string | boolean | null;
    if (value === null) return '';
    if (typeof value === 'boolean') return whole(String(value));
    return textField(value, delimiter, `column ${JSON.stringify(name)}, row ${i}`);
  };
}

function textField(text: string, delimiter: string, place: string): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `writeCsv: ${place} holds half a surrogate pair, which UTF-8 cannot write: ${JSON.stringify(text)}.`,
    );
  }
  const plain = text !== '' && !text.includes(delimiter) && !/["\r\n\ufeff]|^\s|\s$/.test(text);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}

function numberField(value: number, name: string, row: number): string {
  if (Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) {
    throw new MlError(
      'NOT_FINITE',
      `writeCsv: column ${JSON.stringify(name)}, row ${row} is ${value}, and a file holds finite numbers only.`,
    );
  }
  if (Object.is(value, -0)) return '-0';
  // Whole numbers beyond 2⁵³ in full would look like identifiers, which readCsv keeps as texts.
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? value.toExponential()
    : String(value);
}

function dateField(ms: number, midnight: boolean, name: string, row: number): string {
  if (Number.isNaN(ms)) return '';
  const text = Math.abs(ms) <= LAST_MOMENT ? new Date(ms).toISOString() : `${ms} ms after 1970`;
  if (!/^\d{4}-/.test(text) || !Number.isInteger(ms)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `writeCsv: column ${JSON.stringify(name)}, row ${row} is ${text}; ` +
        'a date must be in the years 0 to 9999, in whole milliseconds.',
    );
  }
  return midnight ? text.slice(0, 10) : text;
}
