import { assertKnownOptions, type Table } from '../../core/index.js';
import { TableBuilder } from '../sql/collectTable.js';
import { withConnection } from '../sql/duckdb.js';
import { checkParquet, parquetError } from './checkParquet.js';
import { type ParquetOptions, select } from './scanParquet.js';

/**
 * Reads a Parquet file into a `Table`, or only the columns and rows that are asked for: what is
 * left out is not read from the file.
 *
 * Whole numbers, decimals and floats become numbers (a whole number beyond 2⁵³ is refused rather
 * than rounded); days and time stamps become dates, to the millisecond, UTC where they have no
 * zone; texts, enumerations and UUIDs become strings. NULL is missing.
 *
 * @param path    one file.
 * @param options `columns`, `where` with `parameters`: see `ParquetOptions`.
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder) | PARSE_ERROR (no Parquet, or
 *   cut off, or damaged) | UNKNOWN_COLUMN | DUPLICATE_NAME | QUERY_FAILED (in `where`) | UNSUPPORTED (a column of
 *   lists or structs) | OUT_OF_RANGE.
 *
 * Cost: about 10 million cells a second, memory for the table. For more than fits, `scanParquet`.
 * Agrees with: pandas.read_parquet by pyarrow (test/golden/readParquet.json).
 *
 * @example
 * const path = `${process.env.TEMP ?? '/tmp'}/mle-read.parquet`;
 * await writeParquet(Table.from({ id: ['a', 'b', 'c'], x: [1, 2, 3] }), path);
 * (await readParquet(path, { columns: ['id'], where: 'x >= ?', parameters: [2] })).string('id'); // [ 'b', 'c' ]
 */
export async function readParquet(path: string, options: ParquetOptions = {}): Promise<Table> {
  const where = 'readParquet';
  assertKnownOptions(where, options, ['columns', 'where', 'parameters']);
  await checkParquet(where, path);
  return withConnection(async (connection) => {
    try {
      const { columns, result } = await select(where, connection, path, options, 'whole');
      const builder = new TableBuilder(where, columns);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk?.rowCount) return builder.finish();
        builder.take(chunk);
      }
    } catch (cause) {
      throw parquetError(where, path, cause);
    }
  });
}
