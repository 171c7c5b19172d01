import { type ColumnKind, Table, type TypedValues } from '../../core/index.js';
import { csvColumns } from './csvColumns.js';
import { csvInput } from './csvInput.js';
import { type CsvOptions, resolveCsvOptions } from './csvOptions.js';

/**
 * Reads a CSV file, or a text, into a `Table`; rows and columns keep their order.
 *
 * The first line names the columns; an unnamed one is called `column1`, `column2` … by its place.
 * The kind of a column is declared in `columns`, or found: *number* when all values that are not
 * missing are finite numbers, *boolean* when they are true or false, *date* when they are dates
 * (UTC unless they say otherwise), else *string*. `007` and numbers that a double cannot hold stay
 * text. A file with a header only is a table without rows. A missing value is an empty field and
 * nothing else, unless `missing` says more. Blank lines are skipped, except in a file of one
 * column, where they are missing values. Spaces around quotes, numbers, booleans and dates do not matter.
 *
 * @param pathOrText a path; or, where it contains a line break, the CSV text itself.
 * @param options    delimiter, quote, missing, columns, decimal, dates: see `CsvOptions`.
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder, an option) | DUPLICATE_NAME |
 *   UNKNOWN_COLUMN | LIMIT_EXCEEDED (a record of more than 64 MB) | PARSE_ERROR: bytes that are not UTF-8, rows
 *   with too many or too few fields, broken quotes, values that do not fit a declared kind. Every fault is
 *   counted, the first twenty (of each column) are told with line and value; nothing is skipped silently.
 *
 * Why not DuckDB, which reads everything else here: its reader takes a row with one empty field too
 * many, and loses rows after a quoted line break of another kind, without a word. To name every
 * fault by its line the bytes have to be read here anyway; DuckDB's typed columns would then cost
 * three times as much again (0.65 s for 100,000 × 22, this whole function 0.23 s).
 *
 * Cost: one pass over the file, a second one for columns that turn out to be texts late; memory for
 * the table. For a file that outgrows memory see `scanCsv`.
 * Agrees with: Python's csv module in what a field is (test/golden/readCsv.json); a number is
 * exactly what `Number` makes of its text.
 *
 * @example (await readCsv('name,mass\nAda,3750\nBo,\n')).number('mass'); // Float64Array(2) [ 3750, NaN ]
 */
export async function readCsv(pathOrText: string, options: CsvOptions = {}): Promise<Table> {
  const where = 'readCsv';
  const input = await csvInput(where, pathOrText, resolveCsvOptions(where, options));
  const { names, builders } = await csvColumns(input, true);
  const broken = names.filter((_, i) => builders[i]!.isBroken);
  const again = new Map<string, TypedValues>();
  if (broken.length > 0) {
    const texts = new Map<string, ColumnKind>(broken.map((name) => [name, 'string']));
    const second = await csvColumns(input, true, texts);
    second.names.forEach((name, i) => {
      again.set(name, second.builders[i]!.release());
    });
  }
  return Table.from(
    names.map((name, i) => [name, again.get(name) ?? builders[i]!.release()] as const),
  );
}
