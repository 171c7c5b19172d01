import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { connectDuckDb, sqlName, sqlText } from '../sql/duckdb.js';
import { parquetError } from './checkParquet.js';
import { parquetSource } from './parquetSource.js';

/** A Parquet file with its rows. */
export interface CountedFile {
  readonly path: string;
  readonly rows: number;
}

/**
 * The rows of several files, cut anew: a file of one group for each of the sizes, in order. While one is looked at the
 * next is written; when that is asked for, the one before is gone.
 *
 * @param names  their columns.
 * @param sizes  rows of each group, together as many as the files have.
 * @param prefix what the paths of these files begin with.
 */
export async function* regroupRows(
  files: readonly CountedFile[],
  names: readonly string[],
  sizes: readonly number[],
  prefix: string,
): AsyncGenerator<string, void, undefined> {
  const { connection, close } = await connectDuckDb();
  const pathOf = (g: number): string => `${prefix}.${g}`;
  let start = 0;
  const write = async (g: number): Promise<void> => {
    const range = { start, end: start + sizes[g]! };
    start = range.end;
    await writeRows(connection, files, names, range, pathOf(g));
  };
  let [g, writing] = [0, write(0)];
  try {
    for (; g < sizes.length; g++) {
      await writing;
      if (g + 1 < sizes.length) writing = write(g + 1);
      writing.catch(() => {}); // its turn comes
      yield pathOf(g);
      await rm(pathOf(g));
    }
  } finally {
    await writing.catch(() => {});
    for (const left of [g, g + 1]) await rm(pathOf(left), { force: true });
    close();
  }
}

/** Writes some of the rows as one group. (A LIMIT and an OFFSET for all of it take four times as long.) */
async function writeRows(
  connection: DuckDBConnection,
  files: readonly CountedFile[],
  names: readonly string[],
  { start, end }: { readonly start: number; readonly end: number },
  path: string,
): Promise<void> {
  const selected = names.map(sqlName).join(', ');
  const parts: string[] = [];
  const read: string[] = [];
  let before = 0;
  for (const file of files) {
    const [first, after] = [Math.max(0, start - before), Math.min(file.rows, end - before)];
    before += file.rows;
    if (first >= after) continue;
    const all = `SELECT ${selected} FROM ${parquetSource(file.path, ', file_row_number = true')}`;
    const whole = after - first === file.rows;
    read.push(file.path);
    parts.push(whole ? all : `${all} WHERE file_row_number BETWEEN ${first} AND ${after - 1}`);
  }
  try {
    await connection.run(
      `COPY (${parts.join(' UNION ALL ')}) TO ${sqlText(path)} ` +
        `(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1, ROW_GROUP_SIZE ${end - start + VECTOR})`,
    );
  } catch (cause) {
    throw parquetError('pasteParquet', read.join(' or '), cause);
  }
}

/** DuckDB ends a group where so many rows do. */
const VECTOR = 2048;
