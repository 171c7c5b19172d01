import { type Column, isMissing, type Table } from '../core/index.js';
import { alignRows, shorten } from './align.js';
import { formatNumbers } from './formatNumbers.js';
import { escapeHtml } from './html.js';

/** The word for a value that is not there. */
export const MISSING = 'missing';

/** How `show` prints a table. */
export interface ShowTableOptions {
  /** Rows shown from the top; Infinity for all. Default 10. */
  readonly rows?: number;
  /** Decimals of number columns, by column name, in place of the rule of `show`. */
  readonly decimals?: Readonly<Record<string, number>>;
  /** Longest text of a cell, in characters; longer ones are cut with an ellipsis. Default 40. */
  readonly width?: number;
}

/** A table as texts: what both of its pictures, the aligned one and the HTML one, are made of. */
export interface TableView {
  readonly headers: readonly string[];
  /** Whether a column is of numbers, and so stands to the right. */
  readonly numeric: readonly boolean[];
  /** Row by row; null is missing. */
  readonly cells: readonly (readonly (string | null)[])[];
  readonly footer: string;
}

/** The first rows of a table as texts. */
export function viewTable(table: Table, options: ShowTableOptions = {}): TableView {
  const { rows = 10, decimals = {}, width = 40 } = options;
  const count = Math.min(rows, table.rowCount);
  const columns = table.slice(0, count).columns;
  const texts = columns.map((column) => cellTexts(column, width, decimals[column.name]));
  const size = `${plural(table.rowCount, 'row')} × ${plural(columns.length, 'column')}`;
  return {
    headers: columns.map((column) => shorten(column.name, width)),
    numeric: columns.map((column) => column.kind === 'number'),
    cells: Array.from({ length: count }, (_, i) => texts.map((column) => column[i]!)),
    footer: count < table.rowCount ? `${size}, first ${count} shown` : size,
  };
}

/** Columns aligned for a terminal, a rule below their names, the size below all. */
export function tableText({ headers, numeric, cells, footer }: TableView): string {
  if (headers.length === 0) return footer;
  const rows = cells.map((row) => row.map((text) => text ?? MISSING));
  const [head, ...body] = alignRows([headers, ...rows], numeric);
  const rule = '─'.repeat(Math.max(...[head!, ...body].map((line) => line.length)));
  return [head, rule, ...body, footer].join('\n');
}

/** The same texts as an HTML table. */
export function tableHtml({ headers, numeric, cells, footer }: TableView): string {
  const side = (j: number) => `text-align:${numeric[j] ? 'right' : 'left'}`;
  const head = headers.map(
    (name, j) => `<th scope="col" style="${side(j)}">${escapeHtml(name)}</th>`,
  );
  const body = cells.map((row) => {
    const tds = row.map((text, j) => `<td style="${side(j)}">${htmlCell(text)}</td>`);
    return `<tr>${tds.join('')}</tr>`;
  });
  return (
    `<table style="white-space:pre"><thead><tr>${head.join('')}</tr></thead>` +
    `<tbody>${body.join('')}</tbody></table><p>${footer}</p>`
  );
}

function htmlCell(text: string | null): string {
  return text === null ? `<em style="opacity:.65">${MISSING}</em>` : escapeHtml(text);
}

function cellTexts(column: Column, width: number, decimals: number | undefined) {
  const texts = columnTexts(column, decimals);
  return texts.map((text, i) => (isMissing(column, i) ? null : shorten(text, width)));
}

function columnTexts(column: Column, decimals: number | undefined): string[] {
  switch (column.kind) {
    case 'number':
      return formatNumbers(column.values, decimals);
    case 'date':
      return dateTexts(Array.from(column.values));
    case 'string':
      return column.values.map((value) => visible(value ?? ''));
    case 'boolean':
      return column.values.map(String);
  }
}

/** UTC dates; with the time only where a column has times, with seconds only where it has them. */
function dateTexts(times: readonly number[]): string[] {
  const known = times.filter(Number.isFinite);
  const multipleOf = (ms: number) => known.every((time) => time % ms === 0);
  const length = multipleOf(86_400_000) ? 10 : multipleOf(60_000) ? 16 : multipleOf(1000) ? 19 : 23;
  return times.map((time) =>
    Number.isFinite(time) ? new Date(time).toISOString().slice(0, length).replace('T', ' ') : '',
  );
}

/** A text as it is, in quotes where it could be misread: empty, spaces at an end, line breaks. */
function visible(text: string): string {
  const plain = text !== '' && text !== MISSING && text.trim() === text;
  return plain && !/\p{Cc}/u.test(text) ? text : JSON.stringify(text);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
