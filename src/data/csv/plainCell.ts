import type { CellParsers, ParsedKind } from './cellParsers.js';
import type { CsvSettings } from './csvOptions.js';

/** How DuckDB reads the cells of a column that are written as most programs write them. */
export interface PlainCell {
  /** SQL for what DuckDB makes of a text, NULL where nothing. */
  readonly cast: string;
  /** SQL that is true where the cast, which has a name then, is surely what `CellParsers` say. */
  readonly test: string;
}

/**
 * The SQL for a column of texts; undefined where no cell may be read in this way.
 *
 * What a number, a boolean or a date is, `CellParsers` say. DuckDB's casts take more (`1_000`, `nan`,
 * `2015/12/31`) and less (`1,5`, some time zones): `test` lets pass only what both read alike.
 *
 * @param text the name of the column.
 * @param cast the name that the cast gets.
 */
export function plainCell(
  text: string,
  cast: string,
  kind: ParsedKind,
  settings: Pick<CsvSettings, 'decimal' | 'dates' | 'missing'>,
  parsers: CellParsers,
): PlainCell | undefined {
  const { decimal, dates, missing } = settings;
  const markers = missing.flatMap((marker) => parsers[kind](marker.trim()) ?? []);
  if (kind === 'number') return plainNumber(text, cast, decimal, markers as number[]);
  if (markers.length > 0) return undefined;
  if (kind === 'boolean') return { cast: BOOLEAN(text), test: `${cast} IS NOT NULL` };
  if (dates !== 'iso') return undefined;
  return {
    cast: `epoch_ms(TRY_CAST(${text} AS TIMESTAMP))::DOUBLE`,
    test: `${cast} IS NOT NULL AND regexp_full_match(${text}, '${ISO}')`,
  };
}

const BOOLEAN = (text: string) =>
  `CASE WHEN ${text} IN ('true', 'True', 'TRUE') THEN true ` +
  `WHEN ${text} IN ('false', 'False', 'FALSE') THEN false END`;

const ISO = '\\d{4}-\\d\\d-\\d\\d([T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,3})?)?Z?)?';

/** It begins with a digit, a minus or a point, has no leading zero, and is below 2⁵³: text order says so. */
function plainNumber(
  text: string,
  cast: string,
  decimal: '.' | ',',
  markers: readonly number[],
): PlainCell {
  const isComma = decimal === ',';
  const tests = [
    `abs(${cast}) < 9007199254740992`,
    `${text} >= ${isComma ? "','" : "'-'"} AND ${text} < ':'`,
    `NOT (${text} >= '00' AND ${text} < '0:')`,
    `NOT (${text} >= '-00' AND ${text} < '-0:')`,
    `NOT contains(${text}, '_')`,
  ];
  if (isComma) tests.push(`NOT contains(${text}, '.')`);
  if (markers.length > 0) tests.push(`${cast} NOT IN (${markers.map((x) => `${x}::DOUBLE`)})`);
  const number = isComma ? `replace(${text}, ',', '.')` : text;
  return { cast: `TRY_CAST(${number} AS DOUBLE)`, test: tests.join(' AND ') };
}
