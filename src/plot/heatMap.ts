import {
  assertFinite,
  assertInteger,
  assertNotEmpty,
  assertSameLength,
  type Matrix,
  MlError,
} from '../core/index.js';
import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { buildFigure, HEIGHT } from './layout.js';
import { plotlyText } from './text.js';
import { assertPointBudget } from './validate.js';

/** What `heatMap` draws. */
export interface HeatMapOptions
  extends Omit<FigureOptions, 'xLog' | 'yLog' | 'xRange' | 'yRange' | 'referenceLines'> {
  /** (r,) names of the rows, from the top. */
  readonly rows: readonly string[];
  /** (c,) names of the columns, from the left. */
  readonly columns: readonly string[];
  /** (r, c) a number for each cell; NaN leaves it empty. */
  readonly values: Matrix;
  /**
   * The values of the strongest colours. Default: from −m to m where any value is negative, else
   * from 0 to m, with m the largest magnitude.
   */
  readonly range?: readonly [number, number];
  /** Decimals of the numbers in the cells, 0 to 6. Default 2. */
  readonly decimals?: number;
}

/** White in the middle, so that "nothing" looks like nothing; blue and vermilion at the ends. */
const DIVERGING = [
  [0, '#D55E00'],
  [0.5, '#FFFFFF'],
  [1, '#0072B2'],
] as const;
const SEQUENTIAL = [
  [0, '#FFFFFF'],
  [1, '#0072B2'],
] as const;
const ROW_HEIGHT = 36;
const AROUND = 190;

/**
 * A table of numbers in colours: which of many pairs stand out, such as the correlations of every
 * two columns, or what is missing where.
 *
 * Each cell bears its number, so nothing hangs on telling two shades apart. Colours run from white
 * at zero to blue, and to vermilion below zero; an empty cell is grey.
 *
 * @param options names, numbers, the required words (`title`, `xTitle`, `yTitle`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError EMPTY | SHAPE_MISMATCH | DUPLICATE_NAME | TOO_MANY_POINTS | NOT_FINITE (an
 *   infinite value) | OUT_OF_RANGE (range, decimals) | INVALID_ARGUMENT (words as in `scatter`).
 *
 * Cost: O(r · c). Inputs are not changed. The same input gives the same bytes.
 *
 * @example heatMap({ rows: ['a'], columns: ['a', 'b'], values: Matrix.from([[1, -0.5]]), title: 'Pairs', xTitle: { label: 'Column', unit: null }, yTitle: { label: 'Column', unit: null }, altText: 'The two columns go against each other.' }).data.length; // 1
 */
export function heatMap(options: HeatMapOptions): Figure {
  const { rows, columns, values, decimals = 2 } = options;
  assertNotEmpty('heatMap', 'rows', rows.length);
  assertNotEmpty('heatMap', 'columns', columns.length);
  assertSameLength('heatMap', 'rows', rows.length, 'values.rows', values.rows);
  assertSameLength('heatMap', 'columns', columns.length, 'values.columns', values.columns);
  assertPointBudget('heatMap', rows.length * columns.length);
  assertDifferent('rows', rows);
  assertDifferent('columns', columns);
  assertInteger('heatMap', 'decimals', decimals, 0, 6);
  const present = values.data.filter((value) => !Number.isNaN(value));
  assertFinite('heatMap', 'values', present);
  const [low, high] = options.range ?? ownRange(present);
  assertFinite('heatMap', 'range', [low, high]);
  if (low >= high) {
    throw new MlError(
      'OUT_OF_RANGE',
      `heatMap: range must ascend, but goes from ${low} to ${high}.`,
    );
  }

  const cells = rows.map((_, i) => columns.map((_, j) => values.at(i, j)));
  const trace: JsonObject = {
    type: 'heatmap',
    name: '',
    showlegend: false,
    x: columns.map(plotlyText),
    y: rows.map(plotlyText),
    z: cells.map((row) => row.map((value) => (Number.isNaN(value) ? null : value))),
    text: cells.map((row) =>
      row.map((value) => (Number.isNaN(value) ? '' : signed(value, decimals))),
    ),
    texttemplate: '%{text}',
    hovertemplate: '%{y}<br>%{x}<br>%{text}<extra></extra>',
    zmin: low,
    zmax: high,
    colorscale: low < 0 && high > 0 ? DIVERGING : SEQUENTIAL,
    showscale: false,
    xgap: 1,
    ygap: 1,
  };
  const axis: JsonObject = { type: 'category', showgrid: false, showline: false, ticks: '' };
  return buildFigure('heatMap', options, {
    traces: [trace],
    xAxis: axis,
    yAxis: { ...axis, autorange: 'reversed' },
    extra: { height: Math.max(HEIGHT, AROUND + ROW_HEIGHT * rows.length), plot_bgcolor: '#ECECEC' },
  });
}

/** From zero, or about zero: the middle of the colours must mean "nothing". */
function ownRange(present: Float64Array): readonly [number, number] {
  const largest = present.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return present.some((value) => value < 0) ? [-largest, largest] : [0, largest];
}

function assertDifferent(part: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new MlError(
    'DUPLICATE_NAME',
    `heatMap: ${part} has ${JSON.stringify(twice)} twice, and one would cover the other.`,
  );
}

/** With a true minus, and no minus before a zero. */
function signed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
