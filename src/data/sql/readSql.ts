import { resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { MlError, type Table } from '../../core/index.js';
import { assertFile } from '../assertFile.js';
import { collectTable } from './collectTable.js';
import { connectDuckDb, type OpenDuckDb, openDuckDb } from './duckdb.js';
import { runQuery, type SqlParameters } from './runQuery.js';
import { sqlError } from './sqlError.js';

/**
 * Reads a table out of a DuckDB database by a query.
 *
 * A database file is opened for reading only, so no query can change it. In memory there are no
 * tables, but DuckDB reads files: `SELECT … FROM read_parquet(?)`. Kinds are as in `query`.
 *
 * @param database   the path of a DuckDB file (see `writeSql`), or `':memory:'`.
 * @param sql        one statement.
 * @param parameters values for `?`, in order, or for `$name`, by name. They are bound, never pasted
 *   into the text, so a value cannot become SQL.
 * @throws MlError FILE_NOT_FOUND | PARSE_ERROR (no DuckDB file) | QUERY_FAILED, with what DuckDB says
 *   and the place in the query | DUPLICATE_NAME | UNSUPPORTED | OUT_OF_RANGE | INVALID_ARGUMENT.
 *
 * @example (await readSql(':memory:', 'SELECT ? + 1 AS next', [41])).number('next'); // Float64Array(1) [ 42 ]
 */
export async function readSql(
  database: string,
  sql: string,
  parameters: SqlParameters = [],
): Promise<Table> {
  const { connection, close } = await openDatabase('readSql', database, sql);
  try {
    return await collectTable('readSql', await runQuery('readSql', connection, sql, parameters));
  } catch (cause) {
    throw sqlError('readSql', cause);
  } finally {
    close();
  }
}

async function openDatabase(where: string, database: string, sql: string): Promise<OpenDuckDb> {
  if (database === ':memory:') return openMemory(sql);
  await assertFile(where, database);
  try {
    return await openDuckDb(resolve(database), 'READ_ONLY');
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new MlError(
      'PARSE_ERROR',
      `${where}: ${database} cannot be opened as a DuckDB database. ${said}`,
      { cause },
    );
  }
}

/** A query that only reads needs no DuckDB of its own; what another one makes goes with its own. */
async function openMemory(sql: string): Promise<OpenDuckDb> {
  const shared = await connectDuckDb();
  if (await onlyReads(shared.connection, sql)) return shared;
  shared.close();
  return openDuckDb();
}

async function onlyReads(connection: DuckDBConnection, sql: string): Promise<boolean> {
  const { StatementType } = await import('@duckdb/node-api');
  try {
    const statement = await connection.prepare(sql);
    const reads = statement.statementType === StatementType.SELECT;
    statement.destroySync();
    return reads;
  } catch {
    return false; // what is wrong with it is said when it runs
  }
}
