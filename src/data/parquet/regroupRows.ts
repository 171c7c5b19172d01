import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { connectDuckDb, sqlName, sqlPath, sqlText } from '../sql/duckdb.js';

/** A Parquet file with its rows. */
export interface CountedFile {
  readonly path: string;
  readonly rows: number;
}

/**
 * The rows of several files, cut anew: a file of one group for each of the sizes, which is gone when the next is asked for.
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
  const lanes = await Promise.all(Array.from({ length: LANES }, connectDuckDb));
  const begun: Promise<string>[] = [];
  let start = 0;
  const beginNext = (): void => {
    const g = begun.length;
    if (g === sizes.length) return;
    const path = `${prefix}.${g}`;
    const range = { start, end: start + sizes[g]! };
    start = range.end;
    const writing = writeRows(lanes[g % LANES]!.connection, files, names, range, path);
    begun[g] = writing.then(() => path);
    begun[g].catch(() => {}); // its turn comes
  };
  try {
    for (let lane = 0; lane < LANES; lane++) beginNext();
    for (let g = 0; g < sizes.length; g++) {
      const path = await begun[g]!;
      beginNext();
      yield path;
      await rm(path);
    }
  } finally {
    await Promise.allSettled(begun);
    for (const g of begun.keys()) await rm(`${prefix}.${g}`, { force: true });
    for (const { close } of lanes) close();
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
  let before = 0;
  for (const file of files) {
    const [first, after] = [Math.max(0, start - before), Math.min(file.rows, end - before)];
    before += file.rows;
    if (first >= after) continue;
    const all = `SELECT ${selected} FROM read_parquet(${sqlPath(file.path)}, file_row_number = true)`;
    const whole = after - first === file.rows;
    parts.push(whole ? all : `${all} WHERE file_row_number BETWEEN ${first} AND ${after - 1}`);
  }
  await connection.run(
    `COPY (${parts.join(' UNION ALL ')}) TO ${sqlText(path)} ` +
      `(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1, ROW_GROUP_SIZE ${end - start + VECTOR})`,
  );
}

/** Groups that are written at a time. */
const LANES = 2;
/** DuckDB ends a group where so many rows do. */
const VECTOR = 2048;
