import type { Table } from '../../core/index.js';
import type { CsvOptions } from './csvOptions.js';
import { csvTables, isOdd, tableOfTexts } from './csvTables.js';
import { csvError, type OpenCsv, openCsv } from './openCsv.js';
import { type CsvPlan, guessColumns, proveColumns } from './planColumns.js';

/**
 * Reads a CSV file, or a text, into a `Table`; rows and columns keep their order.
 *
 * The first line names the columns; an unnamed one is called `column1`, `column2` … by its place.
 * The kind of a column is declared in `columns`, or found: *number* when all values that are not
 * missing are finite numbers, *boolean* when they are true or false, *date* when they are dates
 * (UTC unless they say otherwise), else *string*. `007` and numbers that a double cannot hold stay
 * text. A file with a header only is a table without rows. A missing value is an empty field and
 * nothing else, unless `missing` says more. Blank lines are skipped, except in a file of one
 * column, where each is an empty field. Spaces around quotes, numbers, booleans and dates do not matter.
 *
 * @param pathOrText a path; or, where it contains a line break, the CSV text itself.
 * @param options    delimiter, quote, missing, columns, decimal, dates: see `CsvOptions`.
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder, an option) | DUPLICATE_NAME |
 *   UNKNOWN_COLUMN | LIMIT_EXCEEDED (a record of more than 64 MB) | PARSE_ERROR: bytes that are not UTF-8, rows
 *   with too many or too few fields, broken quotes, values that do not fit a declared kind. Every fault is
 *   counted, the first twenty (of each column) are told with line and value; nothing is skipped silently.
 *
 * DuckDB's reader parses, with every option said and nothing guessed. It takes a row with one empty field
 * too many without a word, numbers no lines, and where it finds the line ends by itself it loses rows
 * that end otherwise; so the records are counted first, fields and lines alone (`RecordCounter`), each
 * fault is told from there, and unless DuckDB then gives exactly that many rows nothing is returned.
 * What a number or a date is, this library says: DuckDB casts only what both read alike, and the rest is
 * judged text by text.
 *
 * Cost: one pass that counts, two by DuckDB, one or two more where cells are written in several ways;
 * memory for the table and DuckDB's copy of it. A short file takes some milliseconds; the first of a process a
 * quarter of a second, as DuckDB is loaded then. For a file that outgrows memory see `scanCsv`.
 * Agrees with: Python's csv module in what a field is (test/golden/readCsv.json); a number is
 * exactly what `Number` makes of its text.
 *
 * @example (await readCsv('name,mass\nAda,3750\nBo,\n')).number('mass'); // Float64Array(2) [ 3750, NaN ]
 */
export async function readCsv(pathOrText: string, options: CsvOptions = {}): Promise<Table> {
  const csv = await openCsv('readCsv', pathOrText, options);
  try {
    const guess = await guessColumns(csv);
    try {
      return await wholeTable(csv, guess);
    } catch (cause) {
      if (!isOdd(cause)) throw cause;
      return await wholeTable(csv, await proveColumns(csv, guess));
    }
  } catch (cause) {
    throw csvError('readCsv', csv.shown, cause);
  } finally {
    await csv.close();
  }
}

async function wholeTable(csv: OpenCsv, plan: CsvPlan): Promise<Table> {
  const { value } = await csvTables(csv, plan, Number.POSITIVE_INFINITY).next();
  return value ?? tableOfTexts(plan);
}
