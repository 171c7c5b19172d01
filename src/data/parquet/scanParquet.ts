import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import {
  assertInteger,
  assertKnownOptions,
  MlError,
  MOST_TEXTS,
  type Table,
} from '../../core/index.js';
import { type ResultColumn, TableBuilder } from '../sql/collectTable.js';
import { connectDuckDb, sqlName } from '../sql/duckdb.js';
import { enumerateTexts } from '../sql/enumerateTexts.js';
import { knownKindOfType } from '../sql/kindOfType.js';
import { runQuery, type SqlParameters } from '../sql/runQuery.js';
import { checkParquet, parquetError } from './checkParquet.js';
import { chooseColumns, parquetColumns } from './parquetColumns.js';
import { parquetSource } from './parquetSource.js';
import { selectColumn } from './selectColumns.js';

/** What of a Parquet file is read. */
export interface ParquetOptions {
  /** The columns to read, in this order; the others are not touched. Default: all. */
  readonly columns?: readonly string[];
  /** The rows to keep: an SQL condition over the file's columns, such as `delay > ?`. Default: all. */
  readonly where?: string;
  /** Values for the `?` or `$name` of `where`: bound, never pasted. */
  readonly parameters?: SqlParameters;
}

/** What of a Parquet file is read, and how much at a time. */
export interface ScanParquetOptions extends ParquetOptions {
  /** Rows of each table but the last, at least 1. Default 16,384. */
  readonly chunkRows?: number;
}

/**
 * Reads a Parquet file by the chunk, in order, so that a file larger than memory can be gone
 * through: no more than a few chunks are held at a time.
 *
 * Columns and rows are chosen inside the file: what is not asked for is not read. Kinds are as in
 * `readParquet`. A file without rows, or a filter that nothing passes, yields nothing.
 *
 * @throws MlError as `readParquet`, when the first chunk is asked for.
 *
 * @example
 * const path = `${process.env.TEMP ?? '/tmp'}/mle-scan.parquet`;
 * await writeParquet(Table.from({ x: [1, 2, 3, 4, 5] }), path);
 * const sizes = [];
 * for await (const table of scanParquet(path, { chunkRows: 2 })) sizes.push(table.rowCount);
 * sizes; // [ 2, 2, 1 ]
 */
export async function* scanParquet(
  path: string,
  options: ScanParquetOptions = {},
): AsyncGenerator<Table, void, undefined> {
  const { chunkRows = 16_384, ...rest } = options;
  assertInteger('scanParquet', 'chunkRows', chunkRows, 1);
  yield* scan('scanParquet', path, rest, chunkRows);
}

/** `scanParquet` under the name of whoever calls it. */
export async function* scan(
  where: string,
  path: string,
  options: ParquetOptions,
  chunkRows: number,
): AsyncGenerator<Table, void, undefined> {
  assertKnownOptions(where, options, ['columns', 'where', 'parameters']);
  await checkParquet(where, path);
  const { connection, close } = await connectDuckDb();
  try {
    const rows = await countRows(where, connection, path, options);
    const { columns, sql, result } = await select(where, connection, path, options, 'stream');
    const builder = new TableBuilder(where, columns, Math.min(chunkRows, rows));
    let taken = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk?.rowCount) break;
      taken += chunk.rowCount;
      for (let start = 0; start < chunk.rowCount; ) {
        start += builder.take(chunk, start, chunkRows - builder.rowCount);
        if (builder.rowCount === chunkRows) yield builder.finish();
      }
    }
    if (taken !== rows) throw await whyItEnded(where, connection, sql, options, taken, rows);
    if (builder.rowCount > 0) yield builder.finish();
  } catch (cause) {
    throw parquetError(where, path, cause);
  } finally {
    close();
  }
}

/** Starts reading. The columns come in DuckDB's types that take least to fetch. */
export async function select(
  where: string,
  connection: DuckDBConnection,
  path: string,
  { columns: names, where: condition, parameters = [] }: ParquetOptions,
  mode: 'whole' | 'stream',
): Promise<{
  readonly columns: readonly ResultColumn[];
  readonly sql: string;
  readonly result: DuckDBResult;
}> {
  const all = await parquetColumns(connection, path);
  const columns = chooseColumns(where, path, all, names).map((column) => ({
    ...column,
    kind: knownKindOfType(where, column.name, column.type),
  }));
  const source = parquetSource(path);
  const filter = filterClause(where, condition, parameters);
  const texts = columns.filter(({ kind, type }) => kind === 'string' && type === 'VARCHAR');
  const numbered = await enumerateTexts(
    connection,
    source,
    await repeatedly(
      connection,
      source,
      texts.map(({ name }) => name),
    ),
  );
  const selected = columns.map(
    (column) => numbered.get(column.name)?.code ?? selectColumn(where, column),
  );
  const sql = `SELECT ${selected.join(', ')} FROM ${source}${filter}`;
  return {
    columns: columns.map(({ name, kind }) => ({ name, kind, texts: numbered.get(name)?.texts })),
    sql,
    result: await runQuery(where, connection, sql, parameters, mode),
  };
}

async function countRows(
  where: string,
  connection: DuckDBConnection,
  path: string,
  { where: condition, parameters = [] }: ParquetOptions,
): Promise<number> {
  const filter = filterClause(where, condition, parameters);
  const sql = `SELECT count(*)::DOUBLE FROM ${parquetSource(path)}${filter}`;
  const counted = await runQuery(where, connection, sql, parameters);
  return (await counted.getRows())[0]![0] as number;
}

/** A stream does not tell why it ends early; asked again as a whole, DuckDB does. */
async function whyItEnded(
  where: string,
  connection: DuckDBConnection,
  sql: string,
  { parameters = [] }: ParquetOptions,
  taken: number,
  rows: number,
): Promise<Error> {
  await runQuery(where, connection, `SELECT max(COLUMNS(*)) FROM (${sql}\n)`, parameters);
  return new Error(`Of ${rows} rows only ${taken} could be read.`);
}

function filterClause(where: string, condition: string | undefined, parameters: SqlParameters) {
  if (condition === undefined) {
    if (Object.keys(parameters).length === 0) return '';
    throw new MlError('INVALID_ARGUMENT', `${where}: parameters are given, but no where.`);
  }
  if (typeof condition !== 'string' || condition.trim() === '') {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: option where is ${JSON.stringify(condition)}; an SQL condition is needed, such as "delay > ?".`,
    );
  }
  // On lines of its own, so that a comment at its end takes nothing with it.
  return ` WHERE (\n${condition}\n)`;
}

/** Those of some columns of texts in which each text comes often. */
async function repeatedly(
  connection: DuckDBConnection,
  source: string,
  names: readonly string[],
): Promise<readonly string[]> {
  if (names.length === 0) return names;
  const ask = async (selected: readonly string[], from: string): Promise<number[]> => {
    const found = await connection.runAndReadAll(`SELECT ${selected.join(', ')} FROM ${from}`);
    return found.getRows()[0] as number[];
  };
  // A look at the first rows spares most columns that have too many the pass over all of them.
  const [looked, ...seen] = await ask(
    ['count(*)::DOUBLE', ...names.map((name) => `approx_count_distinct(${sqlName(name)})::DOUBLE`)],
    `(SELECT ${names.map(sqlName).join(', ')} FROM ${source} LIMIT ${FIRST_ROWS})`,
  );
  const likely = names.filter((_, i) => seen[i]! * 2 <= looked!);
  const counts = likely.map((name) => {
    const some = `SELECT DISTINCT ${sqlName(name)} FROM ${source} LIMIT ${MOST_TEXTS + 1}`;
    return `(SELECT count(*)::DOUBLE FROM (${some}))`;
  });
  const [rows, ...distinct] = await ask(['count(*)::DOUBLE', ...counts], source);
  return likely.filter((_, i) => distinct[i]! <= MOST_TEXTS && distinct[i]! * 20 <= rows!);
}

const FIRST_ROWS = 16_384;
