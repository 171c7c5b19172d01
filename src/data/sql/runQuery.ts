import type { DuckDBConnection, DuckDBResult, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { MlError } from '../../core/index.js';
import { sqlError } from './sqlError.js';

/** A value bound to a place in a query; null, and the number NaN, are NULL. */
export type SqlValue = number | string | boolean | bigint | Date | null;

/** What is bound: in order to `?` (or `$1`, `$2` …), or by name to `$name`. */
export type SqlParameters = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

/**
 * Runs one statement with its parameters bound, never pasted into its text.
 *
 * @param mode `whole`: the result is complete before it is fetched. `stream`: it is made as it is
 *   fetched, in little memory; but an error on the way then looks like its end to DuckDB's client, so
 *   that whoever streams has to know how many rows must come.
 * @returns the result, to be fetched by the chunk.
 * @throws MlError INVALID_ARGUMENT (a value that cannot be bound) | QUERY_FAILED
 */
export async function runQuery(
  where: string,
  connection: DuckDBConnection,
  sql: string,
  parameters: SqlParameters = [],
  mode: 'whole' | 'stream' = 'whole',
): Promise<DuckDBResult> {
  if (typeof sql !== 'string' || sql.trim() === '') {
    throw new MlError('INVALID_ARGUMENT', `${where}: the query is empty, and SQL text is needed.`);
  }
  const { DOUBLE, DuckDBTimestampValue } = await import('@duckdb/node-api');
  const bound = (name: string, value: unknown): [DuckDBValue, DuckDBType | undefined] => {
    if (value === null || Number.isNaN(value)) return [null, undefined];
    if (value instanceof Date && !Number.isNaN(value.getTime())) {
      return [new DuckDBTimestampValue(BigInt(value.getTime()) * 1000n), undefined];
    }
    if (typeof value === 'number') return [value, Number.isSafeInteger(value) ? undefined : DOUBLE];
    if (['string', 'boolean', 'bigint'].includes(typeof value)) {
      return [value as DuckDBValue, undefined];
    }
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: parameter ${name} is ${describe(value)}; a number, string, boolean, bigint, Date or null is needed.`,
    );
  };
  try {
    const statement = await connection.prepare(sql);
    if (Array.isArray(parameters)) {
      const pairs = parameters.map((value, i) => bound(String(i + 1), value));
      statement.bind(
        pairs.map(([value]) => value),
        // A place without a type of its own takes that of its value.
        pairs.map(([, type]) => type) as DuckDBType[],
      );
    } else {
      const pairs = Object.entries(parameters).map(
        ([name, value]) => [name, ...bound(`$${name}`, value)] as const,
      );
      const known = Array.from({ length: statement.parameterCount }, (_, i) =>
        statement.parameterName(i + 1),
      );
      checkParameterNames(
        where,
        pairs.map(([name]) => name),
        known,
      );
      statement.bind(
        Object.fromEntries(pairs.map(([name, value]) => [name, value])),
        Object.fromEntries(pairs.map(([name, , type]) => [name, type])),
      );
    }
    return await (mode === 'whole' ? statement.run() : statement.stream());
  } catch (cause) {
    throw sqlError(where, cause);
  }
}

function checkParameterNames(where: string, given: string[], known: readonly string[]): void {
  const strange = given.filter((name) => !known.includes(name));
  if (strange.length === 0) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: the query has no place for ${strange.map((name) => `$${name}`).join(', ')}. ` +
      `It names: ${known.map((name) => `$${name}`).join(', ') || 'none'}.`,
  );
}

function describe(value: unknown): string {
  return value instanceof Date ? 'an invalid Date' : `a ${typeof value}`;
}
