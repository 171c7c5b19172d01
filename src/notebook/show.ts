import { assertAtLeast, Matrix, Table } from '../core/index.js';
import type { Figure, Json } from '../plot/index.js';
import { emit, inNotebook, print } from './channel.js';
import { PLOTLY_CONFIG, writeFigurePage } from './figurePage.js';
import { matrixText } from './matrixText.js';
import { type ShowTableOptions, tableHtml, tableText, viewTable } from './tableView.js';

/**
 * Shows a value to the reader of a cell: the last word of nearly every cell.
 *
 * A `Table` is an HTML table in a notebook and an aligned one in a terminal: the first ten rows,
 * missing values as the word "missing", texts that could be misread (empty, with spaces at an end)
 * in quotes. Numbers of a column have equally many decimals: none where all are whole, up to four
 * where these are exact, otherwise five significant digits of the column's largest; what would
 * then look like zero is written as 1.23e-7. A `Figure` is an interactive picture in a notebook;
 * a script prints `[figure] <alt text>` and writes the picture to build/figures/<script>-<n>.html.
 * A `Matrix` is printed in aligned columns. Anything else is printed as `console.log` prints it,
 * without colours. The plain text that a notebook stores is exactly what a script prints.
 *
 * @param value   what to show.
 * @param options for a table: `rows` (10), `decimals` by column, `width` of a cell (40).
 * @throws MlError OUT_OF_RANGE for options below 1.
 *
 * @example show(Table.from({ mass: [3750, 3800] })); // undefined
 */
export function show(table: Table, options?: ShowTableOptions): void;
export function show(value: unknown): void;
export function show(value: unknown, options: ShowTableOptions = {}): void {
  if (value instanceof Table) showTable(value, options);
  else if (value instanceof Matrix) print(matrixText(value));
  else if (isFigure(value)) showFigure(value);
  else print(value);
}

/**
 * Shows HTML in a notebook and its plain text in a script.
 *
 * @param html trusted markup: escape what comes from data.
 * @param text what a terminal prints, and what a check compares.
 *
 * @example showHtml('<b>done</b>', 'done'); // undefined
 */
export function showHtml(html: string, text: string): void {
  emit({ 'text/html': html, 'text/plain': text });
}

/**
 * Shows Markdown, set in a notebook and as it is written in a script.
 *
 * @example showMarkdown('**Done.**'); // undefined
 */
export function showMarkdown(markdown: string): void {
  emit({ 'text/markdown': markdown, 'text/plain': markdown });
}

function showTable(table: Table, options: ShowTableOptions): void {
  if (options.rows !== Number.POSITIVE_INFINITY) {
    assertAtLeast('show', 'rows', options.rows ?? 10, 1);
  }
  assertAtLeast('show', 'width', options.width ?? 40, 1);
  const view = viewTable(table, options);
  showHtml(tableHtml(view), tableText(view));
}

function showFigure(figure: Figure): void {
  const { data, layout } = figure;
  const spec: Json = { data, layout, config: PLOTLY_CONFIG };
  if (!inNotebook()) writeFigurePage(figure);
  emit({
    'application/vnd.plotly.v1+json': spec,
    'text/plain': `[figure] ${figure.altText}`,
  });
}

function isFigure(value: unknown): value is Figure {
  if (typeof value !== 'object' || value === null) return false;
  const { data, layout, altText } = value as Partial<Record<keyof Figure, unknown>>;
  return Array.isArray(data) && typeof layout === 'object' && typeof altText === 'string';
}
