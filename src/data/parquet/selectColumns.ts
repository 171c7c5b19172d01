import { sqlName, sqlText, sqlWholeText } from '../sql/duckdb.js';
import { sqlMilliseconds } from '../sql/sqlMilliseconds.js';
import type { KnownColumn } from './parquetColumns.js';

/**
 * What to select for a column so that fetching it takes little: doubles without NULL for numbers
 * and dates.
 */
export function selectColumn(where: string, column: KnownColumn): string {
  const name = sqlName(column.name);
  if (column.kind === 'number') return `coalesce(${exactDouble(where, column)}, 'nan'::DOUBLE)`;
  if (column.kind === 'date') {
    return `coalesce(${sqlMilliseconds(name)}, 'nan'::DOUBLE)`;
  }
  if (column.kind === 'boolean') return name;
  return sqlWholeText(`${name}::VARCHAR`);
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
