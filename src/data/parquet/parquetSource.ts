import { sqlPath } from '../sql/duckdb.js';

/**
 * SQL for the rows of Parquet files, in the order of the files, with the columns that lie in them: DuckDB by
 * itself would add one for each folder on the way that is called `name=value`.
 */
export function parquetSource(paths: string | readonly string[], more = ''): string {
  const list = typeof paths === 'string' ? sqlPath(paths) : `[${paths.map(sqlPath).join(', ')}]`;
  return `read_parquet(${list}, hive_partitioning = false${more})`;
}
