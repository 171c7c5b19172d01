import type { DuckDBConnection, DuckDBType, DuckDBVector } from '@duckdb/node-api';
import { type Column, type ColumnKind, MlError, type Table } from '../../core/index.js';
import { writeDoubles } from './doubleBlocks.js';
import { sqlName } from './duckdb.js';

const TYPES: Record<ColumnKind, string> = {
  number: 'DOUBLE',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'TIMESTAMP',
};

/**
 * Copies a table into DuckDB under a name; what is missing becomes NULL.
 *
 * @param lasting `'TEMP'`: for this connection alone.
 *
 * @throws MlError EMPTY (no columns) | DUPLICATE_NAME (names that differ in case only: SQL takes
 *   them for one) | INVALID_ARGUMENT (an empty name, a name with a byte order mark first, half a
 *   surrogate pair).
 */
export async function loadTable(
  where: string,
  connection: DuckDBConnection,
  name: string,
  { columns, rowCount }: Pick<Table, 'columns' | 'rowCount'>,
  lasting: 'TEMP' | '' = '',
): Promise<void> {
  checkNames(where, columns);
  const declared = columns.map((column) => `${sqlName(column.name)} ${TYPES[column.kind]}`);
  await connection.run(`CREATE ${lasting} TABLE ${sqlName(name)} (${declared.join(', ')})`);
  if (rowCount === 0) return;
  const { DuckDBDataChunk, DOUBLE, VARCHAR, BOOLEAN, TIMESTAMP, DuckDBTimestampValue } =
    await import('@duckdb/node-api');
  const types: Record<ColumnKind, DuckDBType> = {
    number: DOUBLE,
    string: VARCHAR,
    boolean: BOOLEAN,
    date: TIMESTAMP,
  };
  const stamp = (ms: number): unknown => new DuckDBTimestampValue(BigInt(Math.floor(ms)) * 1000n);
  const appender =
    lasting === ''
      ? await connection.createAppender(name)
      : await connection.createAppender(name, 'main', 'temp');
  try {
    for (let start = 0; start < rowCount; start += CHUNK) {
      const size = Math.min(CHUNK, rowCount - start);
      const chunk = DuckDBDataChunk.create(
        columns.map((column) => types[column.kind]),
        size,
      );
      columns.forEach((column, i) => {
        if (column.kind === 'number') {
          writeDoubles(chunk, i, column.values as Float64Array, start, size);
        } else fill(where, chunk.getColumnVector(i), column, start, size, stamp);
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

/** Rows that a chunk of DuckDB holds at most. */
const CHUNK = 2048;

function fill(
  where: string,
  vector: DuckDBVector,
  column: Column,
  start: number,
  size: number,
  stamp: (ms: number) => unknown,
): void {
  const { kind, values } = column;
  // The vector's interface says nothing of setting; the vectors of these four types all do it.
  const target = vector as DuckDBVector & { setItem(index: number, value: unknown): void };
  const missing: number[] = [];
  for (let k = 0; k < size; k++) {
    const value = values[start + k]!;
    if (value === null || Number.isNaN(value)) missing.push(k);
    else if (kind === 'date') target.setItem(k, stamp(value as number));
    else {
      if (kind === 'string') assertWhole(where, column, value as string);
      target.setItem(k, value);
    }
  }
  // Missing ones last: once a vector has any, setting every other value takes longer.
  for (const k of missing) target.setItem(k, null);
  vector.flush();
}

/** Refuses what UTF-8 cannot write. @throws MlError INVALID_ARGUMENT */
export function assertWhole(where: string, { name, values }: Column, text: string): void {
  if (!/\p{Surrogate}/u.test(text)) return;
  const row = (values as readonly unknown[]).indexOf(text);
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: column ${JSON.stringify(name)}, row ${row} holds half a surrogate pair, ` +
      `which UTF-8 cannot write: ${JSON.stringify(text)}.`,
  );
}

/** @throws MlError EMPTY | DUPLICATE_NAME | INVALID_ARGUMENT, as `loadTable` */
export function checkNames(where: string, columns: readonly Column[]): void {
  if (columns.length === 0) {
    throw new MlError('EMPTY', `${where}: the table has no columns, and at least one is needed.`);
  }
  const seen = new Map<string, string>();
  for (const { name } of columns) {
    if (name === '' || /^\ufeff|\0|\p{Surrogate}/u.test(name)) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `${where}: a column is called ${JSON.stringify(name)}, which SQL cannot say. Call rename first.`,
      );
    }
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) {
      throw new MlError(
        'DUPLICATE_NAME',
        `${where}: the columns ${JSON.stringify(other)} and ${JSON.stringify(name)} differ in case ` +
          'only, and SQL takes them for one. Call rename first.',
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}
