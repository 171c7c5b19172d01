import type { ColumnKind } from '../../core/index.js';
import { sqlText } from '../sql/duckdb.js';
import { type CellRules, cellRules, KindJudge } from './kindJudge.js';
import { misfitError } from './misfitError.js';
import { assertRows, type OpenCsv } from './openCsv.js';
import { type PlainCell, plainCell } from './plainCell.js';
import { allTexts, castName, placeName } from './readCall.js';

/** A column, its kind, and how its cells are read. */
export interface PlannedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Set where DuckDB may read the cells; `CellParsers` read those of other columns from their texts. */
  readonly plain: PlainCell | undefined;
  /** Whether the texts of the first rows repeat. */
  readonly repeats: boolean;
}

/** The columns of a file. */
export interface CsvPlan {
  readonly columns: readonly PlannedColumn[];
  readonly rules: CellRules;
  /** All texts by columns, null where missing, if there are few rows. */
  readonly texts: readonly (readonly (string | null)[])[] | undefined;
}

/** A plan by the first rows, and who finds out whether it is right. */
export interface CsvGuess extends CsvPlan {
  readonly judges: readonly KindJudge[];
}

/** Rows that are looked at as texts first; a file that has no more is read by them. */
const FIRST_ROWS = 2048;

/**
 * Guesses the kind of every column by the first rows; of a file that has no more it is no guess.
 *
 * @throws MlError PARSE_ERROR (values that do not fit what is declared, by line)
 */
export async function guessColumns(csv: OpenCsv): Promise<CsvGuess> {
  const { connection, source, settings, shape, names } = csv;
  const rules = cellRules(settings);
  const judges = names.map((name) => new KindJudge(settings.columns.get(name), rules));
  const head = await connection.runAndReadAll(
    `SELECT ${allTexts(shape)} FROM ${source} LIMIT ${FIRST_ROWS}`,
  );
  const texts = head.getColumns() as (string | null)[][];
  judges.forEach((judge, i) => {
    for (const text of texts[i] ?? []) if (text !== null) judge.take(text);
  });
  const isShort = shape.rows <= FIRST_ROWS;
  if (isShort) {
    assertRows(csv, head.currentRowCount);
    await assertFits(csv, judges, rules);
  } else await proposeLate(csv, judges);
  const columns = names.map((name, i): PlannedColumn => {
    const { kind } = judges[i]!;
    const isText = kind === 'string';
    return {
      name,
      kind,
      plain: isText
        ? undefined
        : plainCell(placeName(i), castName(i), kind, settings, rules.parsers),
      repeats: isText && 2 * new Set(texts[i]).size <= FIRST_ROWS,
    };
  });
  return { columns, rules, texts: isShort ? texts : undefined, judges };
}

/**
 * The plan that is right for every value: DuckDB counts, in one pass over the file, the values that
 * are plainly of the guessed kind; where there are others, their distinct texts are judged one by one.
 *
 * @throws MlError PARSE_ERROR (values that do not fit what is declared, by line)
 */
export async function proveColumns(csv: OpenCsv, guess: CsvGuess): Promise<CsvPlan> {
  const { judges, rules, texts } = guess;
  if (texts !== undefined) return guess;
  const odd = await countOdd(csv, guess);
  for (const [i, { plain }] of guess.columns.entries()) {
    if (odd[i] === 0) continue;
    const isOdd = plain === undefined ? '' : ` AND (${plain.test}) IS NOT TRUE`;
    const name = placeName(i);
    const sql = `SELECT DISTINCT ${name} FROM ${castSource(csv, [guess.columns[i]!], [i])} WHERE ${name} IS NOT NULL${isOdd}`;
    await judgeTexts(csv, sql, judges[i]!);
  }
  await assertFits(csv, judges, rules);
  const columns = guess.columns.map((column, i) =>
    odd[i] === 0 ? column : { ...column, kind: judges[i]!.kind, plain: undefined },
  );
  return { columns, rules, texts };
}

/** What to select texts, as `placeName`, and casts, as `castName`, from. */
export function castSource(
  { source }: OpenCsv,
  columns: readonly PlannedColumn[],
  places: readonly number[] = columns.map((_, i) => i),
): string {
  const selected = columns.flatMap(({ plain }, k) => {
    const i = places[k]!;
    return plain ? [placeName(i), `${plain.cast} AS ${castName(i)}`] : [placeName(i)];
  });
  return `(SELECT ${selected.join(', ')} FROM ${source})`;
}

/** How many values of each column DuckDB may not read. */
async function countOdd(csv: OpenCsv, { columns }: CsvGuess): Promise<number[]> {
  const counts = columns.map(({ kind, plain }, i) => {
    if (kind === 'string') return '0';
    const all = `count(${placeName(i)})`;
    return plain ? `(${all} - count(*) FILTER (${plain.test}))::DOUBLE` : `${all}::DOUBLE`;
  });
  const counted = await csv.connection.runAndReadAll(
    `SELECT count(*)::DOUBLE, ${counts.join(', ')} FROM ${castSource(csv, columns)}`,
  );
  const [rows, ...odd] = counted.getRows()[0] as number[];
  assertRows(csv, rows!);
  return odd;
}

async function judgeTexts({ connection }: OpenCsv, sql: string, judge: KindJudge): Promise<void> {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk?.rowCount || judge.kind === 'string' || judge.hasMisfit) return;
    for (const text of chunk.getColumnValues(0)) judge.take(text as string);
  }
}

async function assertFits(
  csv: OpenCsv,
  judges: readonly KindJudge[],
  rules: CellRules,
): Promise<void> {
  const misfits = judges.flatMap((judge, i) => (judge.hasMisfit ? [i] : []));
  if (misfits.length > 0) throw await misfitError(csv, misfits, rules);
}

/** Looks further where the first rows tell nothing: for one value of each such column. */
async function proposeLate(
  { connection, source, settings }: OpenCsv,
  judges: readonly KindJudge[],
): Promise<void> {
  const open = judges.map((_, i) => i).filter((i) => judges[i]!.isOpen);
  if (open.length === 0) return;
  const markers = settings.missing.map((marker) => sqlText(marker.trim()));
  const asked = open.flatMap((i) => {
    const [name, trimmed] = [placeName(i), `trim(${placeName(i)}, ${SPACES})`];
    const isValue = markers.length === 0 ? 'true' : `${trimmed} NOT IN (${markers.join(', ')})`;
    return [`any_value(${name})`, `any_value(${name}) FILTER (${isValue})`];
  });
  const found = await connection.runAndReadAll(`SELECT ${asked.join(', ')} FROM ${source}`);
  const values = found.getRows()[0] as (string | null)[];
  open.forEach((i, k) => {
    for (const text of values.slice(2 * k, 2 * k + 2)) if (text !== null) judges[i]!.take(text);
  });
}

/** What `String.prototype.trim` takes away. */
const SPACES = sqlText(
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
);
