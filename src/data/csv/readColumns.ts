import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnKind } from '../../core/index.js';
import { cellParsers } from './cellParsers.js';
import { ColumnReader } from './columnReader.js';
import type { CsvSettings } from './csvOptions.js';
import { rawText } from './rawTable.js';
import type { CsvShape } from './scanCsv.js';

/**
 * Reads the columns of the table `csv`, in one pass; columns whose first value was of another kind
 * than a later one take a second pass, as strings.
 *
 * @param declared the kind of each column, undefined where it is to be found out.
 */
export async function readColumns(
  connection: DuckDBConnection,
  shape: CsvShape,
  declared: readonly (ColumnKind | undefined)[],
  settings: CsvSettings,
): Promise<ColumnReader[]> {
  const parsers = cellParsers(settings);
  const markers = new Set(settings.missing);
  const reader = (kind: ColumnKind | undefined) =>
    new ColumnReader(kind, shape.rows, parsers, markers);
  const readers = declared.map(reader);
  await stream(connection, shape, new Map(readers.entries()));
  const again = new Map<number, ColumnReader>();
  readers.forEach((first, column) => {
    if (first.isBroken) again.set(column, reader('string'));
  });
  if (again.size > 0) await stream(connection, shape, again);
  return readers.map((first, column) => again.get(column) ?? first);
}

async function stream(
  connection: DuckDBConnection,
  shape: CsvShape,
  readers: ReadonlyMap<number, ColumnReader>,
): Promise<void> {
  const names = [...readers.keys()].map((column) => rawText(column, shape)).join(', ');
  const result = await connection.stream(`SELECT ${names} FROM csv`);
  let row = 0;
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    let vector = 0;
    for (const reader of readers.values()) {
      if (!reader.isBroken) reader.take(chunk.getColumnValues(vector) as (string | null)[], row);
      vector++;
    }
    row += chunk.rowCount;
  }
  for (const reader of readers.values()) reader.finish();
}
