import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeKnown, MlError, Table } from '../../core/index.js';
import { FaultList } from '../faultList.js';
import { withDuckDb } from '../sql/duckdb.js';
import { checkFile } from './checkFile.js';
import type { ColumnReader } from './columnReader.js';
import { type CsvOptions, type CsvSettings, resolveCsvOptions } from './csvOptions.js';
import { loadRawTable } from './rawTable.js';
import { readColumns } from './readColumns.js';
import { type CsvShape, scanCsv } from './scanCsv.js';

const WHERE = 'readCsv';

/**
 * Reads a CSV file, or a text, into a `Table`; rows and columns keep their order.
 *
 * The first line names the columns; an unnamed one is called `column1`, `column2` … by its place.
 * The kind of a column is declared in `columns`, or found: *number* when all values that are not
 * missing are finite numbers, *boolean* when they are true or false, *date* when they are dates
 * (UTC unless they say otherwise), else *string*. `007` and numbers that a double cannot hold stay
 * text. A file with a header only is a table without rows. A missing value is an empty field and
 * nothing else, unless `missing` says more. Blank lines are skipped, except in a file of one
 * column, where they are missing values. Spaces around numbers, booleans and dates do not matter.
 *
 * @param pathOrText a path; or, where it contains a line break, the CSV text itself.
 * @param options    delimiter, quote, missing, columns, decimal, dates: see `CsvOptions`.
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder, an option) | DUPLICATE_NAME |
 *   UNKNOWN_COLUMN | PARSE_ERROR: bytes that are not UTF-8, rows with too many or too few fields,
 *   broken quotes, values that do not fit a declared kind. Every fault is counted, the first
 *   twenty (of each column) are told with line and value; nothing is skipped silently.
 *
 * Cost: three passes over the file, memory for the file and the table. DuckDB does the parsing.
 * Agrees with: Python's csv module in what a field is (test/golden/readCsv.json).
 *
 * @example (await readCsv('name,mass\nAda,3750\nBo,\n')).number('mass'); // Float64Array(2) [ 3750, NaN ]
 */
export async function readCsv(pathOrText: string, options: CsvOptions = {}): Promise<Table> {
  const settings = resolveCsvOptions(WHERE, options);
  if (typeof pathOrText !== 'string' || pathOrText === '') {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${WHERE}: a path or a CSV text with line breaks is needed.`,
    );
  }
  if (!/[\r\n]/.test(pathOrText)) return readFile(resolve(pathOrText), pathOrText, settings);
  const folder = await mkdtemp(join(tmpdir(), 'mle-csv-'));
  try {
    const path = join(folder, 'text.csv');
    await writeFile(path, pathOrText);
    return await readFile(path, 'the text', settings);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readFile(path: string, shown: string, settings: CsvSettings): Promise<Table> {
  await checkFile(WHERE, path, shown);
  const shape = await scanCsv(path, settings);
  checkShape(shape, shown, settings);
  return withDuckDb(async (connection) => {
    const names = nameColumns(await loadRawTable(connection, path, shape, settings), shown);
    checkDeclared(names, shown, settings);
    checkDelimiter(names, shown, settings);
    const declared = names.map((name) => settings.columns.get(name));
    const readers = await readColumns(connection, shape, declared, settings);
    if (readers.some((reader) => reader.misfitCount > 0)) {
      throw await doesNotFit(path, shown, names, readers, settings);
    }
    return Table.from(names.map((name, i) => [name, readers[i]!.column] as const));
  });
}

function checkShape(shape: CsvShape, shown: string, settings: CsvSettings): void {
  const { fields, faults } = shape;
  if (fields === 0 && faults.count === 0) {
    throw new MlError('EMPTY', `${WHERE}: ${shown} has blank lines only, and a header is needed.`);
  }
  if (faults.count === 0) return;
  throw new MlError(
    'PARSE_ERROR',
    `${WHERE}: ${shown} has ${faults.count} fault${faults.count === 1 ? '' : 's'}` +
      `${fields > 0 ? `; its header has ${fields} field${fields === 1 ? '' : 's'}` : ''}:${faults}\n` +
      `Mend these lines, or check the delimiter (${JSON.stringify(settings.delimiter)}): ` +
      'a field that contains it must stand in quotes.',
  );
}

function nameColumns(header: readonly (string | null)[], shown: string): string[] {
  const names = header.map((name, i) => (name === null || name === '' ? `column${i + 1}` : name));
  const places = new Map<string, number>();
  const faults = new FaultList();
  names.forEach((name, i) => {
    const first = places.get(name);
    if (first === undefined) places.set(name, i);
    else faults.add(() => `${JSON.stringify(name)}: columns ${first + 1} and ${i + 1}`);
  });
  if (faults.count === 0) return names;
  throw new MlError(
    'DUPLICATE_NAME',
    `${WHERE}: in the header of ${shown} names come twice:${faults}\n` +
      'Every column needs a name of its own; rename them in the file.',
  );
}

function checkDeclared(names: readonly string[], shown: string, settings: CsvSettings): void {
  const present = new Set(names);
  for (const name of settings.columns.keys()) {
    if (present.has(name)) continue;
    throw new MlError(
      'UNKNOWN_COLUMN',
      `${WHERE}: ${shown} has no column ${JSON.stringify(name)}, which option columns declares. ` +
        describeKnown('Column', name, names),
    );
  }
}

/** A single column whose name holds a usual delimiter is a table read with the wrong one. */
function checkDelimiter(names: readonly string[], shown: string, settings: CsvSettings): void {
  if (settings.delimiterChosen || names.length > 1) return;
  const other = [';', '\t', '|'].find((sign) => names[0]!.includes(sign));
  if (other === undefined) return;
  throw new MlError(
    'PARSE_ERROR',
    `${WHERE}: ${shown} has one column only, called ${JSON.stringify(names[0])}. ` +
      `If it is delimited by ${JSON.stringify(other)}, pass { delimiter: ${JSON.stringify(other)} }; ` +
      "if this is really its name, pass { delimiter: ',' }.",
  );
}

async function doesNotFit(
  path: string,
  shown: string,
  names: readonly string[],
  readers: readonly ColumnReader[],
  settings: CsvSettings,
): Promise<MlError> {
  const wanted = new Set(readers.flatMap((reader) => reader.misfits.map((misfit) => misfit.row)));
  const lines = new Map<number, number>();
  await scanCsv(path, settings, (row, line) => {
    if (wanted.has(row)) lines.set(row, line);
  });
  const parts = readers.flatMap(({ declared, misfits, misfitCount }, i) => {
    if (misfitCount === 0) return [];
    const list = misfits.map(({ row, text }) => `\n  line ${lines.get(row)}: ${clip(text)}`);
    const rest = misfitCount > misfits.length ? `\n  and ${misfitCount - misfits.length} more` : '';
    const are = `${misfitCount} value${misfitCount === 1 ? ' is no' : 's are no'} ${declared}`;
    return [`column ${JSON.stringify(names[i])}: ${are}${list.join('')}${rest}`];
  });
  return new MlError(
    'PARSE_ERROR',
    `${WHERE}: ${shown} does not fit the declared columns.\n${parts.join('\n')}\n` +
      'Mend these values, declare the column a string, or list what stands for missing: ' +
      "{ missing: ['', 'NA'] }.",
  );
}

function clip(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 79)}…` : value);
}
