import { replaceFile, type Table } from '../../core/index.js';
import { sqlText, withDuckDb } from '../sql/duckdb.js';
import { loadTable } from '../sql/loadTable.js';

/**
 * Writes a table as a Parquet file that `readParquet` reads back the same, compressed by Zstandard.
 *
 * Numbers are doubles, dates time stamps without a zone (UTC), what is missing is NULL. The file
 * appears whole or not at all: it is written beside its place, then moved there.
 *
 * @param table at least one column; names that differ in more than their case.
 * @param path  the file; one that is there is replaced.
 * @throws MlError EMPTY (no columns) | DUPLICATE_NAME | INVALID_ARGUMENT (an empty column name, half a
 *   surrogate pair) | FILE_NOT_FOUND (no such folder).
 *
 * @example await writeParquet(Table.from({ mass: [3750, NaN] }), `${process.env.TEMP ?? '/tmp'}/mass.parquet`); // undefined
 */
export async function writeParquet(table: Table, path: string): Promise<void> {
  await replaceFile('writeParquet', path, (temporary) =>
    withDuckDb(async (connection) => {
      await loadTable('writeParquet', connection, 'data', table);
      await connection.run(
        `COPY data TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1)`,
      );
    }),
  );
}
