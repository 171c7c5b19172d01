import { stat } from 'node:fs/promises';
import type { ColumnKind } from '../../core/index.js';
import { csvColumns } from './csvColumns.js';
import { csvInput } from './csvInput.js';
import { type CsvOptions, resolveCsvOptions } from './csvOptions.js';

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
 * Cost: one pass over the file; memory for some megabytes, however long the file is.
 *
 * @example (await csvInfo('name,mass\nAda,3750\n')).columns; // [ { name: 'name', kind: 'string' }, { name: 'mass', kind: 'number' } ]
 */
export async function csvInfo(pathOrText: string, options: CsvOptions = {}): Promise<CsvInfo> {
  const input = await csvInput('csvInfo', pathOrText, resolveCsvOptions('csvInfo', options));
  const { names, builders, rows } = await csvColumns(input, false);
  const bytes =
    input.path === undefined ? Buffer.byteLength(pathOrText) : (await stat(input.path)).size;
  return { bytes, rows, columns: names.map((name, i) => ({ name, kind: builders[i]!.kind })) };
}
