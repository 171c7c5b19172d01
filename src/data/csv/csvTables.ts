import type { DuckDBResult } from '@duckdb/node-api';
import { Table, type TypedValues } from '../../core/index.js';
import { type ResultColumn, TableBuilder } from '../sql/collectTable.js';
import { enumerateTexts, type NumberedTexts } from '../sql/enumerateTexts.js';
import type { ParsedKind } from './cellParsers.js';
import { type CellRules, cellValue } from './kindJudge.js';
import { assertRows, type OpenCsv } from './openCsv.js';
import { type CsvPlan, castSource } from './planColumns.js';
import { castName, placeName, placeText } from './readCall.js';

/**
 * All rows of a file in order, as tables of `most` rows but for the last one.
 *
 * Numbers and dates travel as doubles, texts that repeat as numbers. A stream that ends early, as
 * DuckDB's client does not say why, is known by its rows.
 *
 * @throws MlError PARSE_ERROR, when rows come that were not counted
 */
export async function* csvTables(
  csv: OpenCsv,
  plan: CsvPlan,
  most: number,
): AsyncGenerator<Table, void, undefined> {
  if (plan.texts !== undefined) {
    const table = tableOfTexts(plan);
    for (let i = 0; i < table.rowCount; i += most) yield table.slice(i, i + most);
    return;
  }
  const numbered = await numberTexts(csv, plan);
  const builder = new TableBuilder(csv.where, resultColumns(plan, numbered));
  const result = await select(csv, plan, numbered, most < csv.shape.rows ? 'stream' : 'run');
  let rows = 0;
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    rows += chunk.rowCount;
    for (let start = 0; start < chunk.rowCount; ) {
      start += builder.take(chunk, start, most - builder.rowCount);
      if (builder.rowCount === most) yield builder.finish();
    }
  }
  assertRows(csv, rows);
  if (builder.rowCount > 0) yield builder.finish();
}

type Numbered = ReadonlyMap<string, NumberedTexts>;

function numberTexts({ connection, source }: OpenCsv, { columns }: CsvPlan): Promise<Numbered> {
  const repeating = columns.flatMap(({ repeats }, i) => (repeats ? [placeName(i)] : []));
  return enumerateTexts(connection, source, repeating);
}

function select(
  csv: OpenCsv,
  { columns }: CsvPlan,
  numbered: Numbered,
  mode: 'run' | 'stream',
): Promise<DuckDBResult> {
  const selected = columns.map(({ kind, plain }, i) => {
    const name = placeName(i);
    if (plain === undefined) return numbered.get(name)?.code ?? placeText(i, csv.shape);
    const missing = kind === 'boolean' ? 'NULL' : "'nan'::DOUBLE";
    const otherwise = `WHEN ${name} IS NULL THEN ${missing} ELSE error('${ODD}')`;
    return `CASE WHEN ${plain.test} THEN ${castName(i)} ${otherwise} END`;
  });
  return csv.connection[mode](`SELECT ${selected.join(', ')} FROM ${castSource(csv, columns)}`);
}

const ODD = 'a value that is not plain';

/** Whether reading ended as DuckDB met a value that it may not read: the plan was not right. */
export function isOdd(error: unknown): boolean {
  return error instanceof Error && error.message.includes(ODD);
}

function resultColumns({ columns, rules }: CsvPlan, numbered: Numbered): ResultColumn[] {
  return columns.map(({ name, kind, plain }, i) => {
    const texts = numbered.get(placeName(i))?.texts;
    if (texts) return { name, kind, texts };
    return { name, kind, parse: kind === 'string' || plain ? undefined : parser(kind, rules) };
  });
}

/** Of a guessed plan a text may turn out not to fit. */
function parser(kind: ParsedKind, rules: CellRules): (text: unknown) => number | boolean | null {
  return (text) => {
    const value = cellValue(text as string, kind, rules);
    if (value === undefined) throw new Error(ODD);
    return value;
  };
}

/** The table of a short file, whose texts are all there. */
export function tableOfTexts({ columns, rules, texts = [] }: CsvPlan): Table {
  return Table.from(
    columns.map(({ name, kind }, i): [string, TypedValues] => {
      const cells = texts[i] ?? [];
      if (kind === 'string') return [name, { kind, values: cells }];
      const parse = parser(kind, rules);
      const values = cells.map((text) => (text === null ? null : parse(text)));
      const isBoolean = kind === 'boolean';
      return [
        name,
        { kind, values: isBoolean ? values : Float64Array.from(values, numberOf) } as TypedValues,
      ];
    }),
  );
}

function numberOf(value: number | boolean | null): number {
  return value === null ? Number.NaN : Number(value);
}
