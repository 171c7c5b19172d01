import { MlError, replaceFile } from '../../core/index.js';
import { sqlText, withConnection } from '../sql/duckdb.js';
import { untilStopped } from '../sql/untilStopped.js';
import { assertSameColumns } from './assertSameColumns.js';
import { checkParquet, parquetError } from './checkParquet.js';
import { parquetSource } from './parquetSource.js';

/**
 * Writes the rows of several Parquet files, in the order of the files, as one, without holding them
 * in memory.
 *
 * The file appears whole or not at all: it is written beside its place, then moved there.
 *
 * @param paths at least one file; all have the same columns, of the same types.
 * @param path  the file; one that is there is replaced.
 * @param signal stops the work, and nothing is written.
 * @throws MlError EMPTY (no paths) | FILE_NOT_FOUND | PARSE_ERROR (a file is damaged, or has other columns) |
 *   STORAGE_FAILED | ABORTED.
 *
 * Cost: one pass over the files; memory for some row groups, however long they are.
 *
 * @example
 * const folder = process.env.TEMP ?? '/tmp';
 * await writeParquet(Table.from({ x: [1, 2] }), `${folder}/mle-join-1.parquet`);
 * await writeParquet(Table.from({ x: [3] }), `${folder}/mle-join-2.parquet`);
 * await joinParquet([`${folder}/mle-join-1.parquet`, `${folder}/mle-join-2.parquet`], `${folder}/mle-joined.parquet`);
 * (await readParquet(`${folder}/mle-joined.parquet`)).number('x'); // Float64Array(3) [ 1, 2, 3 ]
 */
export async function joinParquet(
  paths: readonly string[],
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const where = 'joinParquet';
  if (paths.length === 0) throw new MlError('EMPTY', `${where}: there are no files to join.`);
  for (const part of paths) await checkParquet(where, part);
  await replaceFile(where, path, (temporary) =>
    withConnection((connection) =>
      untilStopped(where, connection, signal, async () => {
        await assertSameColumns(where, connection, paths);
        signal?.throwIfAborted();
        try {
          await connection.run(
            `COPY (SELECT * FROM ${parquetSource(paths)}) ` +
              `TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1)`,
          );
        } catch (cause) {
          const more = paths.length > 1 ? `, or one of ${paths.length - 1} more,` : '';
          throw parquetError(where, `${paths[0]}${more}`, cause);
        }
      }),
    ),
  );
}
