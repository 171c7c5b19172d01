import { assertInteger, type Table } from '../../core/index.js';
import type { CsvOptions } from './csvOptions.js';
import { csvTables } from './csvTables.js';
import { csvError, openCsv } from './openCsv.js';
import { guessColumns, proveColumns } from './planColumns.js';

/** How `scanCsv` reads, and how much at a time. */
export interface ScanCsvOptions extends CsvOptions {
  /** Rows of each table but the last, at least 1. Default 16,384. */
  readonly chunkRows?: number;
}

/**
 * Reads a CSV file by the chunk, in order, so that a file larger than memory can be gone through.
 *
 * All chunks together are what `readCsv` gives, kinds included: where a kind is not declared, a
 * first pass finds it out, and whatever is wrong with the file is told before the first chunk. A file
 * with a header only yields nothing.
 *
 * @param pathOrText as in `readCsv`.
 * @param options    as in `readCsv`, and `chunkRows`.
 * @throws MlError as `readCsv`; OUT_OF_RANGE (chunkRows).
 *
 * Cost: as `readCsv`, and one pass more, which finds out the kinds for sure; memory for some blocks of the file
 * and one chunk, however long it is.
 *
 * @example
 * const sizes = [];
 * for await (const table of scanCsv('x\n1\n2\n3\n', { chunkRows: 2 })) sizes.push(table.rowCount);
 * sizes; // [ 2, 1 ]
 */
export async function* scanCsv(
  pathOrText: string,
  options: ScanCsvOptions = {},
): AsyncGenerator<Table, void, undefined> {
  const { chunkRows = 16_384, ...rest } = options;
  assertInteger('scanCsv', 'chunkRows', chunkRows, 1);
  const csv = await openCsv('scanCsv', pathOrText, rest);
  try {
    yield* csvTables(csv, await proveColumns(csv, await guessColumns(csv)), chunkRows);
  } catch (cause) {
    throw csvError('scanCsv', csv.shown, cause);
  } finally {
    await csv.close();
  }
}
