import type { ColumnKind } from '../../core/index.js';
import { sqlPath, withConnection } from '../sql/duckdb.js';
import { kindOfType } from '../sql/kindOfType.js';
import { checkParquet, parquetError } from './checkParquet.js';
import { parquetColumns } from './parquetColumns.js';

/** What a Parquet file says of itself at its end. */
export interface ParquetInfo {
  readonly bytes: number;
  readonly rows: number;
  /** Rows come in groups; a filter skips those that cannot have a match. */
  readonly rowGroups: number;
  /** The program that wrote it, where it says so. */
  readonly writtenBy: string | null;
  /** Its columns in order; kind is null where `readParquet` would refuse the type. */
  readonly columns: readonly {
    readonly name: string;
    readonly kind: ColumnKind | null;
    readonly type: string;
  }[];
}

/**
 * Rows, columns and their kinds, from the end of a Parquet file alone.
 *
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder) | PARSE_ERROR (no Parquet, or cut off)
 *
 * Cost: milliseconds, whatever the file's size.
 *
 * @example
 * const path = `${process.env.TEMP ?? '/tmp'}/mle-info.parquet`;
 * await writeParquet(Table.from({ x: [1, 2, 3] }), path);
 * (await parquetInfo(path)).columns; // [ { name: 'x', kind: 'number', type: 'DOUBLE' } ]
 */
export async function parquetInfo(path: string): Promise<ParquetInfo> {
  const bytes = await checkParquet('parquetInfo', path);
  return withConnection(async (connection) => {
    try {
      const facts = await connection.runAndReadAll(
        'SELECT num_rows::DOUBLE, num_row_groups::DOUBLE, created_by ' +
          `FROM parquet_file_metadata(${sqlPath(path)})`,
      );
      const [rows, rowGroups, writtenBy] = facts.getRows()[0] as [number, number, string | null];
      const columns = await parquetColumns(connection, path);
      return {
        bytes,
        rows,
        rowGroups,
        writtenBy,
        columns: columns.map(({ name, type }) => ({ name, kind: kindOfType(type) ?? null, type })),
      };
    } catch (cause) {
      throw parquetError('parquetInfo', path, cause);
    }
  });
}
