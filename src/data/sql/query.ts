import { MlError, Table } from '../../core/index.js';
import { collectTable } from './collectTable.js';
import { withDuckDb } from './duckdb.js';
import { loadTable } from './loadTable.js';
import { runQuery, type SqlParameters } from './runQuery.js';
import { sqlError } from './sqlError.js';

/**
 * Asks tables a question in SQL: grouping, joining, windows, whatever DuckDB can say.
 *
 * A table alone is called `data` in the query; several go by the names that they are given. What
 * is missing is NULL there, and NULL is missing in the answer. Whole numbers, decimals and floats
 * become numbers; days and time stamps become dates (UTC); enumerations and UUIDs become texts.
 * SQL takes column names that differ in case only for one, so such tables are refused. A text's
 * own byte order mark, if it begins with one, is lost.
 *
 * @param tables     one table, or several by name.
 * @param sql        one statement. Quote names that have spaces or capitals: `"Body Mass"`.
 * @param parameters values for `?`, in order, or for `$name`, by name: bound, never pasted.
 * @throws MlError QUERY_FAILED, with what DuckDB says and the place in the query; DUPLICATE_NAME |
 *   UNSUPPORTED (a list or struct in the answer) | OUT_OF_RANGE (a whole number beyond 2⁵³) |
 *   EMPTY | INVALID_ARGUMENT.
 *
 * Cost: the tables are copied into DuckDB first, some 20 million cells a second.
 *
 * @example
 * const birds = Table.from({ kind: ['a', 'b', 'a'], mass: [1, 2, 4] });
 * (await query(birds, 'SELECT kind, avg(mass) AS mean FROM data GROUP BY kind ORDER BY kind')).number('mean'); // Float64Array(2) [ 2.5, 2 ]
 */
export async function query(
  tables: Table | Readonly<Record<string, Table>>,
  sql: string,
  parameters: SqlParameters = [],
): Promise<Table> {
  const named = tables instanceof Table ? { data: tables } : tables;
  const seen = new Set<string>();
  for (const [name, table] of Object.entries(named)) {
    if (!(table instanceof Table) || name === '' || seen.has(name.toLowerCase())) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `query: ${JSON.stringify(name)} must be a Table, with a name that no other one has, ` +
          'however it is capitalised.',
      );
    }
    seen.add(name.toLowerCase());
  }
  return withDuckDb(async (connection) => {
    try {
      for (const [name, table] of Object.entries(named)) {
        await loadTable('query', connection, name, table);
      }
      return await collectTable('query', await runQuery('query', connection, sql, parameters));
    } catch (cause) {
      throw sqlError('query', cause);
    }
  });
}
