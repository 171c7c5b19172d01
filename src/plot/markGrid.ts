import { assertNotEmpty, MlError } from '../core/index.js';
import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { buildFigure, HEIGHT } from './layout.js';
import { assertFewGroups, groupStyle } from './palette.js';
import { plotlyText, wrap } from './text.js';
import { assertPointBudget, assertText } from './validate.js';

/** One mark of a `markGrid`. */
export interface GridMark {
  /** The names of the row and the column that it stands in. */
  readonly row: string;
  readonly column: string;
  /** Its group: one colour and one symbol each. */
  readonly group: string;
  /** One or two characters in the mark, such as initials. */
  readonly letters?: string;
  /** Words shown when it is pointed at. */
  readonly label?: string;
}

/** What `markGrid` draws. */
export interface MarkGridOptions
  extends Omit<FigureOptions, 'xLog' | 'yLog' | 'xRange' | 'yRange' | 'referenceLines'> {
  /** Names of the rows, from the top. */
  readonly rows: readonly string[];
  /** Names of the columns, from the left. */
  readonly columns: readonly string[];
  /** One mark or several in a cell. */
  readonly marks: readonly GridMark[];
}

const ROW_HEIGHT = 34;
const AROUND = 200;
const SIZE = 21;
const STEP = 0.38; // of a column's width, between marks of one cell
const COLUMN_LABEL = 11; // characters
const LINE = '#9A9A9A';

/**
 * Marks in the cells of a table of names: who does what where, and how far apart it is.
 *
 * A thin line joins the marks of a row. Marks that share a cell stand side by side, by group. Groups
 * differ in colour and in symbol, in the order in which they first come.
 *
 * @param options names, marks, the required words (`title`, `xTitle`, `yTitle`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError EMPTY | DUPLICATE_NAME (a row or column comes twice) | TOO_MANY_POINTS |
 *   INVALID_ARGUMENT (a mark in a row or column that is not named, more than two letters, words as
 *   in `scatter`, more than seven groups).
 *
 * Cost: O(marks²) within a cell. Inputs are not changed. The same input gives the same bytes.
 *
 * @example markGrid({ rows: ['unit'], columns: ['Data', 'API'], marks: [{ row: 'unit', column: 'API', group: 'seen' }], title: 'Cases', xTitle: { label: 'Station', unit: null }, yTitle: { label: 'Case', unit: null }, altText: 'The unit was noticed at the API only.' }).data.length; // 2
 */
export function markGrid(options: MarkGridOptions): Figure {
  const { rows, columns, marks } = options;
  assertNotEmpty('markGrid', 'rows', rows.length);
  assertNotEmpty('markGrid', 'columns', columns.length);
  assertNotEmpty('markGrid', 'marks', marks.length);
  assertPointBudget('markGrid', 3 * marks.length);
  assertDifferent('rows', rows);
  assertDifferent('columns', columns);
  for (const [i, mark] of marks.entries()) assertMark(`marks[${i}]`, mark, rows, columns);
  const groups = [...new Set(marks.map(({ group }) => group))];
  assertFewGroups('markGrid', groups.length);

  const places = marks.map((mark) => placeOf(mark, marks, groups, columns, rows));
  const ticks = (names: readonly string[], texts: readonly string[]): JsonObject => ({
    tickmode: 'array',
    tickvals: names.map((_, i) => i),
    ticktext: texts,
    showgrid: true,
    ticks: '',
    showline: false,
  });
  const wrapped = columns.map((name) => wrap(name, COLUMN_LABEL).map(plotlyText).join('<br>'));
  return buildFigure('markGrid', options, {
    traces: [
      spans(rows, marks, places),
      ...groups.map((group, i) => groupTrace(group, i, marks, places)),
    ],
    xAxis: {
      ...ticks(columns, wrapped),
      range: [-0.6, columns.length - 0.4],
      tickangle: 0,
      tickfont: { size: 11 },
    },
    yAxis: { ...ticks(rows, rows.map(plotlyText)), range: [rows.length - 0.5, -0.5] },
    extra: { height: Math.max(HEIGHT, AROUND + ROW_HEIGHT * rows.length) },
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The middle of its cell, or beside it where others stand there, too. */
function placeOf(
  mark: GridMark,
  marks: readonly GridMark[],
  groups: readonly string[],
  columns: readonly string[],
  rows: readonly string[],
): Place {
  const inCell = marks
    .filter(({ row, column }) => row === mark.row && column === mark.column)
    .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
  const aside = (inCell.indexOf(mark) - (inCell.length - 1) / 2) * STEP;
  return { x: columns.indexOf(mark.column) + aside, y: rows.indexOf(mark.row) };
}

/** A line for each row, from its leftmost mark to its rightmost. */
function spans(
  rows: readonly string[],
  marks: readonly GridMark[],
  places: readonly Place[],
): JsonObject {
  const ends = rows.flatMap((row, y) => {
    const own = places.filter((_, i) => marks[i]!.row === row).map(({ x }) => x);
    return own.length < 2 ? [] : [{ y, low: Math.min(...own), high: Math.max(...own) }];
  });
  return {
    type: 'scatter',
    mode: 'lines',
    showlegend: false,
    hoverinfo: 'skip',
    x: ends.flatMap(({ low, high }) => [low, high, null]),
    y: ends.flatMap(({ y }) => [y, y, null]),
    line: { color: LINE, width: 1.5 },
  };
}

function groupTrace(
  group: string,
  index: number,
  marks: readonly GridMark[],
  places: readonly Place[],
): JsonObject {
  const { color, symbol } = groupStyle(index);
  const own = marks.flatMap((mark, i) =>
    mark.group === group ? [{ mark, place: places[i]! }] : [],
  );
  const words = ({ row, column, label }: GridMark) =>
    [row, column, ...(label === undefined ? [] : [label])].map(plotlyText).join('<br>');
  return {
    type: 'scatter',
    mode: own.some(({ mark }) => mark.letters !== undefined) ? 'markers+text' : 'markers',
    name: plotlyText(group),
    legendgroup: group,
    showlegend: true,
    x: own.map(({ place }) => place.x),
    y: own.map(({ place }) => place.y),
    text: own.map(({ mark }) => plotlyText(mark.letters ?? '')),
    textposition: 'middle center',
    textfont: { color: '#ffffff', size: 11 },
    // A diamond of the same width looks smaller than a circle, and its letters need the room.
    marker: { color, symbol, size: symbol === 'diamond' ? SIZE * 1.25 : SIZE, opacity: 1 },
    customdata: own.map(({ mark }) => words(mark)),
    hovertemplate: '%{customdata}',
  };
}

function assertMark(
  name: string,
  mark: GridMark,
  rows: readonly string[],
  columns: readonly string[],
): void {
  assertText('markGrid', `${name}.group`, mark.group);
  for (const [part, value, known] of [
    ['row', mark.row, rows],
    ['column', mark.column, columns],
  ] as const) {
    if (known.includes(value)) continue;
    throw new MlError(
      'INVALID_ARGUMENT',
      `markGrid: ${name}.${part} is ${JSON.stringify(value)}, which is none of ${part}s: ` +
        `${known.map((each) => JSON.stringify(each)).join(', ')}.`,
    );
  }
  if ((mark.letters?.length ?? 0) <= 2) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `markGrid: ${name}.letters is ${JSON.stringify(mark.letters)}, and a mark has room for two.`,
  );
}

function assertDifferent(part: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new MlError(
    'DUPLICATE_NAME',
    `markGrid: ${part} has ${JSON.stringify(twice)} twice, and their marks would mix.`,
  );
}
