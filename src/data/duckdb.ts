import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Runs `work` on a DuckDB of its own, in memory, and closes it afterwards.
 *
 * DuckDB is loaded here, when it is first needed. It keeps the order of rows and never fetches an
 * extension: what is not built in is an error, not a download.
 */
export async function withDuckDb<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
  });
  try {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
