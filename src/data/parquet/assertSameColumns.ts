import type { DuckDBConnection } from '@duckdb/node-api';
import { MlError } from '../../core/index.js';
import { parquetError } from './checkParquet.js';
import { type ParquetColumn, parquetColumns } from './parquetColumns.js';

/**
 * Files that are to become one need the same columns, in name and type, in whatever order: otherwise values would be
 * made to fit the first file's types, and 1.5 among whole numbers would be 2.
 *
 * @returns the columns of the first.
 * @throws MlError PARSE_ERROR
 */
export async function assertSameColumns(
  where: string,
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<readonly ParquetColumn[]> {
  const [first, ...others] = paths as readonly [string, ...string[]];
  const columnsOf = (path: string) =>
    parquetColumns(connection, path).catch((cause) => {
      throw parquetError(where, path, cause);
    });
  const columns = await columnsOf(first);
  for (const path of others) {
    const here = await columnsOf(path);
    const typeHere = new Map(here.map(({ name, type }) => [name, type]));
    const other = columns.find(({ name, type }) => typeHere.get(name) !== type);
    if (other === undefined && here.length === columns.length) continue;
    const known = new Set(columns.map(({ name }) => name));
    const { name, type } = other ?? here.find((column) => !known.has(column.name))!;
    const has = (own: string | undefined) =>
      own === undefined ? `no column ${JSON.stringify(name)}` : `${JSON.stringify(name)} as ${own}`;
    throw new MlError(
      'PARSE_ERROR',
      `${where}: ${path} has ${has(typeHere.get(name))}, but ${first} has ${has(other && type)}. ` +
        'All these files need the same columns, of the same types: write them anew.',
    );
  }
  return columns;
}
