import type { DuckDBConnection } from '@duckdb/node-api';
import { MlError } from '../../core/index.js';
import { sqlText } from '../sql/duckdb.js';
import type { CsvSettings } from './csvOptions.js';
import type { CsvShape } from './scanCsv.js';

/** Stands in DuckDB's list of missing markers, which may not be empty, where there are none. */
const NO_MARKER = '\ue000none\ue000';

/** Columns are called by number in SQL, so that no name in a header can mean anything there. */
function rawName(index: number): string {
  return `c${index}`;
}

/**
 * What to select for the text of a column. DuckDB's client drops a byte order mark at the start of
 * any text, so a text that begins with one is given another to drop.
 */
export function rawText(index: number, shape: CsvShape): string {
  const name = rawName(index);
  if (!shape.hasInnerMark) return name;
  return `CASE WHEN starts_with(${name}, '\ufeff') THEN '\ufeff' || ${name} ELSE ${name} END`;
}

/**
 * Loads a scanned file into the DuckDB table `csv`, every cell a text, NULL where an unquoted cell
 * is a missing marker.
 *
 * @returns the header's cells, null where one is empty.
 */
export async function loadRawTable(
  connection: DuckDBConnection,
  path: string,
  shape: CsvShape,
  settings: CsvSettings,
): Promise<(string | null)[]> {
  const skipped = shape.fields === 1 ? shape.leadingBlanks : 0;
  const texts = Array.from({ length: shape.fields }, (_, i) => rawText(i, shape));
  const header = await connection.runAndReadAll(
    `SELECT ${texts.join(', ')} FROM ${readCall(path, shape, settings, [''])} LIMIT 1 OFFSET ${skipped}`,
  );
  const names = header.getRows()[0] as (string | null)[];
  const missing = settings.missing.length === 0 ? [NO_MARKER] : settings.missing;
  await connection.run(
    `CREATE TEMP TABLE csv AS SELECT * FROM ${readCall(path, shape, settings, missing)} ` +
      `OFFSET ${skipped + 1}`,
  );
  const counted = await connection.runAndReadAll('SELECT count(*)::DOUBLE FROM csv');
  const rows = counted.getRows()[0]![0];
  if (rows !== shape.rows) {
    throw new MlError(
      'PARSE_ERROR',
      `readCsv: ${path} has ${shape.rows} records by its line ends and quotes, but DuckDB read ${rows}. ` +
        'One of them misreads this file; nothing is returned rather than wrong rows.',
    );
  }
  return names;
}

function readCall(
  path: string,
  shape: CsvShape,
  settings: CsvSettings,
  missing: readonly string[],
): string {
  const columns = Array.from({ length: shape.fields }, (_, i) => `${rawName(i)}: 'VARCHAR'`);
  const newline = { '\n': '\\n', '\r\n': '\\r\\n', '\r': '\\r', mixed: '' }[shape.newline];
  const options = [
    // DuckDB reads * ? [ in a path as a pattern; in brackets each stands for itself.
    sqlText(path.replace(/[*?[]/g, '[$&]')),
    'auto_detect = false',
    'header = false',
    'all_varchar = true',
    `columns = {${columns.join(', ')}}`,
    `delim = ${sqlText(settings.delimiter)}`,
    `quote = ${sqlText(settings.quote)}`,
    `escape = ${sqlText(settings.quote)}`,
    `nullstr = [${missing.map(sqlText).join(', ')}]`,
    'allow_quoted_nulls = false',
    "compression = 'none'",
    // Strict mode refuses mixed line ends; the scan has already checked what it would check.
    newline === '' ? 'strict_mode = false' : `new_line = '${newline}'`,
  ];
  if (shape.longestRecord > DUCKDB_LINE_LIMIT) {
    options.push(`max_line_size = ${shape.longestRecord + 16}`);
    options.push(`buffer_size = ${2 * (shape.longestRecord + 16)}`);
  }
  return `read_csv(${options.join(', ')})`;
}

/** Bytes of a record that DuckDB takes without being told to expect more. */
const DUCKDB_LINE_LIMIT = 1_900_000;
