import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { MlError, replaceFile } from '../../core/index.js';
import { sqlName, sqlPath, sqlText, withConnection } from '../sql/duckdb.js';
import { untilStopped } from '../sql/untilStopped.js';
import { assertSameColumns } from './assertSameColumns.js';
import { checkParquet, parquetError } from './checkParquet.js';
import { chooseColumns, type ParquetColumn, parquetColumns } from './parquetColumns.js';
import { parquetSource } from './parquetSource.js';
import { pasteChunks } from './pasteChunks.js';
import type { CountedFile } from './regroupRows.js';

/**
 * Writes the columns of one Parquet file, and beside them, row by row, those of others, as one file:
 * what `paste` does with lines.
 *
 * Rows are matched by their number alone, so the other files together need as many rows as the first
 * has. Columns stay in the types that they have, also those that no `Table` can hold. The first file's are copied as
 * the bytes that they are, in its groups of rows, and then read once; only where groups have fewer than 16,384 rows
 * on average is all written anew, in larger ones. What a file says of itself beside its columns (the index of
 * pandas, the schema of Arrow) is left behind. The file appears whole or not at all: it is written beside its
 * place, then moved there.
 *
 * @param path    the file whose columns come first.
 * @param columns those of them to take, in this order, at least one; null takes all.
 * @param beside  at least one file; all have the same columns, of the same types, and none that is taken from the first.
 * @param target  the file; one that is there is replaced.
 * @param signal  stops the work, and nothing is written.
 * @throws MlError EMPTY (no columns, or no files beside) | FILE_NOT_FOUND | PARSE_ERROR (a file is damaged, or
 *   has other columns) | UNKNOWN_COLUMN | DUPLICATE_NAME | SHAPE_MISMATCH (the rows are not as many) |
 *   STORAGE_FAILED | ABORTED.
 *
 * Cost: one pass over the files, twice over the columns that are copied; memory for a group of the others' rows.
 *
 * @example
 * const folder = process.env.TEMP ?? '/tmp';
 * await writeParquet(Table.from({ x: [1, 2, 3] }), `${folder}/mle-paste-x.parquet`);
 * await writeParquet(Table.from({ y: [1, 4] }), `${folder}/mle-paste-1.parquet`);
 * await writeParquet(Table.from({ y: [9] }), `${folder}/mle-paste-2.parquet`);
 * await pasteParquet(`${folder}/mle-paste-x.parquet`, null, [`${folder}/mle-paste-1.parquet`, `${folder}/mle-paste-2.parquet`], `${folder}/mle-pasted.parquet`);
 * (await readParquet(`${folder}/mle-pasted.parquet`)).row(2); // { x: 3, y: 9 }
 */
export async function pasteParquet(
  path: string,
  columns: readonly string[] | null,
  beside: readonly string[],
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  const where = 'pasteParquet';
  if (beside.length === 0) throw new MlError('EMPTY', `${where}: there are no files to add.`);
  for (const file of [path, ...beside]) await checkParquet(where, file);
  await replaceFile(where, target, (temporary) =>
    withConnection((connection) =>
      untilStopped(where, connection, signal, () =>
        paste(where, connection, path, columns, beside, temporary, signal),
      ),
    ),
  );
}

async function paste(
  where: string,
  connection: DuckDBConnection,
  path: string,
  columns: readonly string[] | null,
  beside: readonly string[],
  target: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const added = await assertSameColumns(where, connection, beside);
  try {
    const all = await parquetColumns(connection, path);
    const taken = chooseColumns(where, path, all, columns ?? undefined);
    assertApart(where, taken, added);
    const counted = await assertSameRows(where, connection, path, beside);
    signal?.throwIfAborted();
    const names = taken.map(({ name }) => name);
    const others = added.map(({ name }) => name);
    if (await pasteChunks(path, names, counted, others, target, { signal })) {
      if (sameTypes(await parquetColumns(connection, target), [...taken, ...added])) {
        return await assertReadable(connection, target, names);
      }
      await rm(target); // a type hangs on what the file says beside its columns, such as where on Earth
    }
    await pasteRows(connection, path, names, counted, others, target);
  } catch (cause) {
    throw isOfTarget(path, cause) ? cause : parquetError(where, path, cause);
  }
}

/** Whether the system said it of what is written: whoever replaces the file tells it better. */
function isOfTarget(path: string, cause: unknown): boolean {
  const { syscall, path: at } = cause as NodeJS.ErrnoException;
  return syscall !== undefined && syscall !== 'read' && at !== path;
}

/** Reads all, and writes it anew. */
async function pasteRows(
  connection: DuckDBConnection,
  path: string,
  names: readonly string[],
  beside: readonly CountedFile[],
  added: readonly string[],
  target: string,
): Promise<void> {
  const selected = [
    ...names.map((name) => `a.${sqlName(name)}`),
    ...added.map((name) => `b.${sqlName(name)}`),
  ];
  // Scans that are joined directly stream, both in the order of the files; one that computes anything
  // would be held in memory.
  const written = await connection.runAndReadAll(
    `COPY (SELECT ${selected.join(', ')} FROM ${parquetSource(path)} a ` +
      `POSITIONAL JOIN ${parquetSource(beside.map((file) => file.path))} b) ` +
      `TO ${sqlText(target)} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1)`,
  );
  const count = Number(written.getRows()[0]![0]);
  const rows = beside.reduce((sum, file) => sum + file.rows, 0);
  if (count !== rows) throw new Error(`Of ${rows} rows only ${count} could be read.`);
}

/** SQL takes names that differ in case only for one. @throws MlError DUPLICATE_NAME */
function assertApart(
  where: string,
  taken: readonly ParquetColumn[],
  added: readonly ParquetColumn[],
): void {
  const names = new Set(added.map(({ name }) => name.toLowerCase()));
  const twice = taken.find(({ name }) => names.has(name.toLowerCase()));
  if (twice === undefined) return;
  throw new MlError(
    'DUPLICATE_NAME',
    `${where}: ${JSON.stringify(twice.name)} is on both sides, and each column of the file needs its ` +
      'own name. Take the others only: columns.',
  );
}

/** Reads columns that went over as bytes: damage in them, or in what the file says of them, went along. */
async function assertReadable(
  connection: DuckDBConnection,
  path: string,
  names: readonly string[],
): Promise<void> {
  // A count of values is often known without reading them.
  const values = names.map((name) => `any_value(${sqlName(name)})`);
  await connection.run(`SELECT ${values.join(', ')} FROM ${parquetSource(path)}`);
}

function sameTypes(made: readonly ParquetColumn[], wanted: readonly ParquetColumn[]): boolean {
  return wanted.every(({ type }, i) => made[i]?.type === type);
}

/** Otherwise rows would be matched with those of others, or with none. @throws MlError SHAPE_MISMATCH */
async function assertSameRows(
  where: string,
  connection: DuckDBConnection,
  path: string,
  beside: readonly string[],
): Promise<readonly CountedFile[]> {
  const rowsOf = async (file: string): Promise<number> => {
    const counted = await connection.runAndReadAll(
      `SELECT num_rows::DOUBLE FROM parquet_file_metadata(${sqlPath(file)})`,
    );
    return counted.getRows()[0]![0] as number;
  };
  const files: CountedFile[] = [];
  for (const file of beside) files.push({ path: file, rows: await rowsOf(file) });
  const [rows, others] = [await rowsOf(path), files.reduce((sum, file) => sum + file.rows, 0)];
  if (rows === others) return files;
  throw new MlError(
    'SHAPE_MISMATCH',
    `${where}: ${path} has ${rows} rows, but what goes beside it has ${others}. Rows are matched by their ` +
      'number, so both need as many.',
  );
}
