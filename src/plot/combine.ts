import { assertInteger, assertNotEmpty, MlError } from '../core/index.js';
import type { Figure, JsonObject } from './figure.js';
import {
  headingLayout,
  headingText,
  INK,
  LEGEND_LINE,
  legendLayout,
  legendNames,
  legendRows,
  pageLayout,
  SIDE_MARGIN,
} from './layout.js';
import { type Cell, placeFigure } from './placeFigure.js';
import { oneLine, wrap } from './text.js';
import { assertAltText, assertPointBudget, assertText } from './validate.js';

/** How `combine` puts figures together. */
export interface CombineOptions {
  readonly title: string;
  /** The finding of the pictures together: what the reader is to compare. */
  readonly altText: string;
  /** Pictures side by side before a new row begins, 1 to 4. Default 2. */
  readonly columns?: number;
  /** The same x axis (or y axis) for all, so that places may be compared. Default false. */
  readonly sharedX?: boolean;
  readonly sharedY?: boolean;
}

const WIDTH_OF = [0, 720, 900, 1080, 1200] as const;
const PLOT_HEIGHT = 300;
const GAP_X = 84;
const AXIS_SPACE = 56;
const CAPTION_LINE = 19;

/**
 * Several figures in one: side by side, then below each other, each under its own title.
 *
 * A legend that all figures share is shown once, above; other legends stay with their figures, in
 * rows that are no wider than these.
 *
 * @param figures one to twelve figures of `scatter`, `line`, `histogram` or `bar`.
 * @returns A figure for `show`; together at most 5,000 points.
 * @throws MlError EMPTY | OUT_OF_RANGE (columns) | TOO_MANY_POINTS | INVALID_ARGUMENT (words as
 *   in `scatter`, a figure that is itself combined or has a slider, or a radar, which has no axes to place).
 *
 * Cost: O(points). Inputs are not changed. The same input gives the same bytes.
 *
 * @example combine([histogram({ values: [1, 2, 2], title: 'Eggs', xTitle: { label: 'Eggs', unit: null }, yTitle: { label: 'Nests', unit: null }, altText: 'Most nests hold two eggs.' })], { title: 'All nests', altText: 'Most nests hold two eggs, here and everywhere.' }).title; // 'All nests'
 */
export function combine(figures: readonly Figure[], options: CombineOptions): Figure {
  assertNotEmpty('combine', 'figures', figures.length);
  assertInteger('combine', 'figures.length', figures.length, 1, 12);
  assertInteger('combine', 'columns', options.columns ?? 2, 1, 4);
  assertText('combine', 'title', options.title);
  assertAltText('combine', options.altText);
  assertPointBudget(
    'combine',
    figures.reduce((sum, figure) => sum + pointsOf(figure), 0),
  );
  for (const [i, figure] of figures.entries()) assertSingle(figure, i);

  const columns = Math.min(options.columns ?? 2, figures.length);
  const shared = sharesLegend(figures);
  const sharedNames = shared ? legendNames(figures[0]!.data) : [];
  const width = WIDTH_OF[columns]!;
  const paperWidth = width - SIDE_MARGIN.left - SIDE_MARGIN.right;
  const cellWidth = (paperWidth - (columns - 1) * GAP_X) / columns;
  const captions = figures.map((figure) => captionOf(figure, cellWidth, shared));
  const above = Math.max(...captions.map((caption) => caption.height));
  const { cells, paperHeight } = grid(figures.length, columns, cellWidth, paperWidth, above);
  const heading = headingLayout(options.title, undefined, sharedNames, width);
  const top = heading.top + above;

  const parts = figures.map((figure, i) =>
    placeFigure(figure, i, cells[i]!, {
      ...options,
      sharedLegend: shared,
      legendRows: captions[i]!.legendRows,
      legendLine: LEGEND_LINE / paperHeight,
    }),
  );
  const layout: JsonObject = {
    ...pageLayout(width, top + paperHeight + SIDE_MARGIN.bottom, top),
    ...first(figures, 'barmode'),
    ...first(figures, 'bargap'),
    title: heading.title,
    showlegend: figures.some((figure) => legendNames(figure.data).length > 0),
    ...Object.assign({}, ...parts.map((part) => part.layout)),
    ...(shared ? { legend: legendLayout(0, 1 + (above - 4) / paperHeight) } : {}),
    shapes: parts.flatMap((part) => part.shapes),
    annotations: captions.map((caption, i) => captionText(caption, cells[i]!)),
  };
  return {
    data: parts.flatMap((part) => part.data),
    layout,
    title: options.title,
    altText: oneLine(options.altText),
  };
}

/** The text above one picture, and the pixels that it takes together with the legend below it. */
interface Caption {
  readonly text: string;
  readonly legendRows: readonly (readonly string[])[];
  readonly legend: number;
  readonly height: number;
}

function captionOf(figure: Figure, cellWidth: number, shared: boolean): Caption {
  const quiet = (figure.layout.meta as { readonly subtitle?: string } | undefined)?.subtitle;
  const lines = wrap(figure.title, Math.floor(cellWidth / 7.6));
  const rows = shared ? [] : legendRows(legendNames(figure.data), cellWidth);
  const legend = rows.length * LEGEND_LINE;
  const count = lines.length + (quiet === undefined ? 0 : 1);
  return {
    text: headingText(lines, quiet),
    legendRows: rows,
    legend,
    height: count * CAPTION_LINE + 12 + legend,
  };
}

function captionText(caption: Caption, cell: Cell): JsonObject {
  return {
    text: caption.text,
    font: { size: 14, color: INK },
    align: 'left',
    showarrow: false,
    xref: 'paper',
    yref: 'paper',
    x: cell.x[0],
    xanchor: 'left',
    y: cell.y[1],
    yanchor: 'bottom',
    yshift: caption.legend + 4,
  };
}

/** Where each picture stands, row by row, with room for its caption above and its axis below. */
function grid(
  count: number,
  columns: number,
  cellWidth: number,
  paperWidth: number,
  above: number,
): { readonly cells: readonly Cell[]; readonly paperHeight: number } {
  const rowHeight = PLOT_HEIGHT + above + AXIS_SPACE;
  const paperHeight = (Math.ceil(count / columns) - 1) * rowHeight + PLOT_HEIGHT;
  const cells = Array.from({ length: count }, (_, i): Cell => {
    const left = (i % columns) * (cellWidth + GAP_X);
    const down = Math.floor(i / columns) * rowHeight;
    return {
      x: [left / paperWidth, (left + cellWidth) / paperWidth],
      y: [1 - (down + PLOT_HEIGHT) / paperHeight, 1 - down / paperHeight],
    };
  });
  return { cells, paperHeight };
}

/** Whether every figure lists the same names in the same looks. */
function sharesLegend(figures: readonly Figure[]): boolean {
  const signature = (figure: Figure) =>
    JSON.stringify(
      figure.data
        .filter((trace) => trace.showlegend === true)
        .map(({ name, mode, marker, line }) => {
          const look = { ...(marker as JsonObject), ...(line as JsonObject) };
          return [name, mode, look.color, look.symbol, look.dash].map((part) => part ?? null);
        }),
    );
  const one = signature(figures[0]!);
  return one !== '[]' && figures.length > 1 && figures.every((figure) => signature(figure) === one);
}

function first(figures: readonly Figure[], key: string): JsonObject {
  const found = figures.find((figure) => figure.layout[key] !== undefined)?.layout[key];
  return found === undefined ? {} : { [key]: found };
}

function pointsOf(figure: Figure): number {
  return figure.data.reduce((sum, trace) => sum + (Array.isArray(trace.x) ? trace.x.length : 0), 0);
}

function assertSingle(figure: Figure, index: number): void {
  if (figure.layout.polar !== undefined) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `combine: figures[${index}] has no x and y axes (a radar), and needs them. Show it alone.`,
    );
  }
  if (figure.layout.sliders !== undefined) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `combine: figures[${index}] has a slider, which would move all. Combine single figures of it.`,
    );
  }
  if (figure.layout.xaxis2 === undefined) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `combine: figures[${index}] is itself combined. Give all its figures to one combine.`,
  );
}
