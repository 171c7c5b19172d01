import { sqlName, sqlText } from '../sql/duckdb.js';
import type { KnownColumn } from './parquetColumns.js';

/**
 * What to select for a column so that fetching it takes little: doubles without NULL for numbers
 * and dates, and for texts with few values numbers of an enumeration.
 *
 * @param column      its name, type and kind.
 * @param enumeration the SQL type that holds all its texts, where there is one.
 */
export function selectColumn(
  where: string,
  column: KnownColumn,
  enumeration: string | undefined,
): string {
  const name = sqlName(column.name);
  if (column.kind === 'number') return `coalesce(${exactDouble(where, column)}, 'nan'::DOUBLE)`;
  if (column.kind === 'date') {
    return `coalesce(epoch_ms(${name}::TIMESTAMP)::DOUBLE, 'nan'::DOUBLE)`;
  }
  if (column.kind === 'boolean') return name;
  if (enumeration !== undefined) return `${name}::${enumeration}`;
  // DuckDB's client drops a byte order mark at the start of a text: give it another to drop.
  const text = `${name}::VARCHAR`;
  return `CASE WHEN starts_with(${text}, '\ufeff') THEN '\ufeff' || ${text} ELSE ${text} END`;
}

/** A whole number beyond 2⁵³ − 1 is an error rather than another number. */
function exactDouble(where: string, { name, type }: KnownColumn): string {
  const column = sqlName(name);
  if (!/^(U?BIGINT|U?HUGEINT|BIGNUM)/.test(type)) return `${column}::DOUBLE`;
  const said = sqlText(
    `${where}: column ${JSON.stringify(name)} holds a whole number beyond 2⁵³, which a double ` +
      'cannot hold exactly. Read it with readSql and CAST(… AS VARCHAR), or leave it out. Value: ',
  );
  return (
    `CASE WHEN ${column} BETWEEN -9007199254740991 AND 9007199254740991 OR ${column} IS NULL ` +
    `THEN ${column}::DOUBLE ELSE error(${said} || ${column}::VARCHAR) END`
  );
}
