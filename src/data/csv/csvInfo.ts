import { stat } from 'node:fs/promises';
import type { ColumnKind } from '../../core/index.js';
import type { CsvOptions } from './csvOptions.js';
import { csvError, openCsv } from './openCsv.js';
import { guessColumns, proveColumns } from './planColumns.js';

/** What a CSV file holds. */
export interface CsvInfo {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
}

/**
 * Rows, columns and their kinds of a CSV file, none of which is kept: a file says nowhere how long it
 * is, so it has to be gone through once.
 *
 * @param pathOrText as in `readCsv`.
 * @param options    as in `readCsv`.
 * @throws MlError as `readCsv`.
 *
 * Cost: three passes over the file; memory for some blocks of it, however long it is.
 *
 * @example (await csvInfo('name,mass\nAda,3750\n')).columns; // [ { name: 'name', kind: 'string' }, { name: 'mass', kind: 'number' } ]
 */
export async function csvInfo(pathOrText: string, options: CsvOptions = {}): Promise<CsvInfo> {
  const csv = await openCsv('csvInfo', pathOrText, options);
  try {
    const { columns } = await proveColumns(csv, await guessColumns(csv));
    return {
      bytes: (await stat(csv.path)).size,
      rows: csv.shape.rows,
      columns: columns.map(({ name, kind }) => ({ name, kind })),
    };
  } catch (cause) {
    throw csvError('csvInfo', csv.shown, cause);
  } finally {
    await csv.close();
  }
}
