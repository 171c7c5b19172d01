import {
  assertKnownOptions,
  assertOneOf,
  type Cell,
  type ColumnKind,
  MlError,
  type Table,
} from '../../core/index.js';
import { textOf } from '../text/readText.js';
import { flattenRecord } from './flattenRecord.js';
import { jsonFault } from './jsonFault.js';
import { tableOfRecords } from './tableOfRecords.js';

/** How `readJson` reads. */
export interface JsonOptions {
  /** `array`: one list of objects; `lines`: an object a line. Default: found by the first sign. */
  readonly form?: 'array' | 'lines';
  /** Kinds that cannot be seen in JSON, or must hold: `{ when: 'date' }` reads ISO texts as dates. */
  readonly columns?: Readonly<Record<string, ColumnKind>>;
  /** Whether an object inside a row becomes columns called `outer.inner`. Default false: refused. */
  readonly flatten?: boolean;
}

/**
 * Reads a JSON file of rows into a `Table`: a list of objects, or an object a line (JSON Lines).
 *
 * Columns come in order of first appearance; what a row lacks is missing there, as is null. Numbers,
 * texts and booleans stay what they are, a column has one kind, and a text is a date only where it
 * is declared. Numbers are doubles, so whole ones beyond 2⁵³ are rounded: write identifiers as texts.
 *
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder, an option) | PARSE_ERROR (no JSON, with its line)
 *   | WRONG_KIND (a row that is no object, a list or object in a cell, a column of two kinds), naming row
 *   or line, and column | UNKNOWN_COLUMN (declared, and nowhere) | DUPLICATE_NAME | LIMIT_EXCEEDED (400 MB).
 *
 * Cost: O(bytes) time, memory for the text and the table.
 *
 * @example
 * const path = `${process.env.TEMP ?? '/tmp'}/mle-example.json`;
 * process.getBuiltinModule('node:fs').writeFileSync(path, '[{ "a": 1 }, { "a": 2, "b": "x" }]');
 * (await readJson(path)).string('b'); // [ null, 'x' ]
 */
export async function readJson(path: string, options: JsonOptions = {}): Promise<Table> {
  const where = 'readJson';
  assertKnownOptions(where, options, ['form', 'columns', 'flatten']);
  if (options.form !== undefined) assertOneOf(where, 'form', options.form, ['array', 'lines']);
  for (const [name, kind] of Object.entries(options.columns ?? {})) {
    assertOneOf(where, `columns[${JSON.stringify(name)}]`, kind, [
      'number',
      'string',
      'boolean',
      'date',
    ]);
  }
  const text = await textOf(where, path);
  const form = options.form ?? (/^\s*\[/.test(text) ? 'array' : 'lines');
  const { values, place } =
    form === 'array' ? parseArray(where, path, text) : parseLines(where, path, text);
  const rows = values.map(
    (value, i): Record<string, Cell> =>
      flattenRecord(where, place(i), value, options.flatten ?? false),
  );
  return tableOfRecords(where, { rows, place }, options.columns);
}

interface Parsed {
  readonly values: readonly unknown[];
  readonly place: (row: number) => string;
}

function parseArray(where: string, path: string, text: string): Parsed {
  const values = parse(where, path, text, 1);
  if (!Array.isArray(values)) {
    throw new MlError(
      'WRONG_KIND',
      `${where}: ${path} holds no list of rows: [{ … }, { … }]. Take the list out of what is around it.`,
    );
  }
  return { values, place: (row) => `row ${row} of ${path}` };
}

function parseLines(where: string, path: string, text: string): Parsed {
  const values: unknown[] = [];
  const lines: number[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    values.push(parse(where, path, line, i + 1));
    lines.push(i + 1);
  });
  return { values, place: (row) => `line ${lines[row]} of ${path}` };
}

function parse(where: string, path: string, text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const fault = jsonFault(text) ?? text.length;
    const before = text.slice(0, fault).split('\n');
    const [at, column] = [line + before.length - 1, before.at(-1)!.length + 1];
    const sign = fault < text.length ? JSON.stringify(text[fault]) : 'the end';
    throw new MlError(
      'PARSE_ERROR',
      `${where}: ${path} is no JSON: in line ${at}, column ${column}, ${sign} cannot stand there.`,
      {
        cause,
        hint: 'An object a line is read with { form: "lines" }, one list with { form: "array" }.',
      },
    );
  }
}
