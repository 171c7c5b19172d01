import { replaceFile, type Table } from '../../core/index.js';
import { openDuckDb } from './duckdb.js';
import { loadTable } from './loadTable.js';
import { sqlError } from './sqlError.js';

/**
 * Writes tables into a new DuckDB database file, which `readSql` reads.
 *
 * The file appears whole or not at all; one that is there is replaced.
 *
 * @param path   the file.
 * @param tables the tables, by the names that queries will use.
 * @throws MlError FILE_NOT_FOUND (no such folder) | EMPTY | DUPLICATE_NAME | INVALID_ARGUMENT.
 *
 * @example
 * const path = `${process.env.TEMP ?? '/tmp'}/mle-example.db`;
 * await writeSql(path, { birds: Table.from({ mass: [3750, 3800] }) });
 * (await readSql(path, 'SELECT sum(mass) AS g FROM birds')).number('g'); // Float64Array(1) [ 7550 ]
 */
export async function writeSql(
  path: string,
  tables: Readonly<Record<string, Table>>,
): Promise<void> {
  await replaceFile('writeSql', path, async (temporary) => {
    const { connection, close } = await openDuckDb(temporary);
    try {
      for (const [name, table] of Object.entries(tables)) {
        await loadTable('writeSql', connection, name, table);
      }
      await connection.run('CHECKPOINT');
    } catch (cause) {
      throw sqlError('writeSql', cause);
    } finally {
      close();
    }
  });
}
