import { sqlPath, sqlText, sqlWholeText } from '../sql/duckdb.js';
import type { CsvSettings } from './csvOptions.js';
import type { CsvShape } from './csvShape.js';

/** What DuckDB calls the column of a place; the file's own names never meet its parser. */
export function placeName(column: number): string {
  return `c${column}`;
}

/** What DuckDB's own reading of that column is called. */
export function castName(column: number): string {
  return `v${column}`;
}

/** What to select for the text of a column, whole. */
export function placeText(column: number, { hasMarks }: CsvShape): string {
  return hasMarks ? sqlWholeText(placeName(column)) : placeName(column);
}

/** `placeText` of all columns. */
export function allTexts(shape: CsvShape): string {
  return Array.from({ length: shape.fields }, (_, i) => placeText(i, shape)).join(', ');
}

/**
 * DuckDB's reader for a file of known shape, as a source of texts to select from.
 *
 * @param part the header alone, or the rows after it, in which an unquoted missing marker is NULL.
 */
export function readCall(
  path: string,
  shape: CsvShape,
  settings: CsvSettings,
  part: 'header' | 'rows',
): string {
  const read = (nulls: readonly string[]) => readCsvCall(path, shape, settings, part, nulls);
  if (part === 'header') return read([NO_MARKER]);
  const marks = markers(settings);
  if (shape.fields > 1 || marks.includes('')) return read(marks);
  // Of a single column DuckDB skips blank lines unless they are NULL; here they are empty texts.
  const name = placeName(0);
  const blanks = read(['']);
  if (settings.missing.length === 0) {
    return `(SELECT coalesce(${name}, '') AS ${name} FROM ${blanks})`;
  }
  return (
    `(SELECT CASE WHEN blanks.${name} IS NULL THEN '' ELSE marked.${name} END AS ${name} ` +
    `FROM ${blanks} AS blanks POSITIONAL JOIN ${read(['', ...marks])} AS marked)`
  );
}

function readCsvCall(
  path: string,
  shape: CsvShape,
  { delimiter, quote }: CsvSettings,
  part: 'header' | 'rows',
  nulls: readonly string[],
): string {
  const lineBytes = Math.max(USUAL_LINE_BYTES, shape.longest + 16);
  const columns = Array.from({ length: shape.fields }, (_, i) => `${placeName(i)}: 'VARCHAR'`);
  const options = [
    sqlPath(path),
    'auto_detect = false',
    `columns = {${columns.join(', ')}}`,
    `header = ${part === 'rows'}`,
    `skip = ${shape.leadingBlanks}`,
    `delim = ${sqlText(delimiter)}`,
    `quote = ${sqlText(quote)}`,
    `escape = ${sqlText(quote)}`,
    `nullstr = [${nulls.map(sqlText).join(', ')}]`,
    'allow_quoted_nulls = false',
    "compression = 'none'",
    lineEnds(shape),
    `max_line_size = ${lineBytes}`,
    `buffer_size = ${2 * lineBytes}`,
  ];
  return `read_csv(${options.join(', ')})`;
}

/**
 * Said, never guessed: DuckDB finds a kind of line end by itself and then drops, without a word, what
 * ends otherwise. Where two kinds are mixed only this pair of options reads both.
 */
function lineEnds({ ends }: CsvShape): string {
  if (ends.lf > 0 && ends.crlf > 0) return "strict_mode = false, new_line = '\\r\\n'";
  return `new_line = '${ends.crlf > 0 ? '\\r\\n' : ends.cr > 0 ? '\\r' : '\\n'}'`;
}

/** Those that an unquoted field can be; none at all would mean DuckDB's own choice. */
function markers({ missing, delimiter, quote }: CsvSettings): string[] {
  const possible = missing.filter(
    (marker) =>
      !/[\r\n]/.test(marker) &&
      !marker.includes(delimiter) &&
      (quote === '' || !marker.startsWith(quote)),
  );
  return possible.length === 0 ? [NO_MARKER] : [...new Set(possible)];
}

/** No delimiter and no quote is in it. */
const NO_MARKER = '\u0001\u0001\u0001';
/** Bytes of a record that DuckDB is told to expect at least; it reads by blocks of two such records. */
const USUAL_LINE_BYTES = 2_000_000;
