import { MlError, replaceFile } from '../../core/index.js';
import { sqlPath, sqlText, withConnection } from '../sql/duckdb.js';
import { checkParquet, parquetError } from './checkParquet.js';

/**
 * Writes the rows of several Parquet files, in the order of the files, as one, without holding them
 * in memory.
 *
 * The file appears whole or not at all: it is written beside its place, then moved there.
 *
 * @param paths at least one file; all have the same columns.
 * @param path  the file; one that is there is replaced.
 * @throws MlError EMPTY (no paths) | FILE_NOT_FOUND | PARSE_ERROR (a file is damaged, or has other columns).
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
export async function joinParquet(paths: readonly string[], path: string): Promise<void> {
  const where = 'joinParquet';
  if (paths.length === 0) throw new MlError('EMPTY', `${where}: there are no files to join.`);
  for (const part of paths) await checkParquet(where, part);
  await replaceFile(where, path, (temporary) =>
    withConnection(async (connection) => {
      try {
        await connection.run(
          `COPY (SELECT * FROM read_parquet([${paths.map(sqlPath).join(', ')}])) ` +
            `TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1)`,
        );
      } catch (cause) {
        throw parquetError(where, path, cause);
      }
    }),
  );
}
