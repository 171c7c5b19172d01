import { MlError } from '../core/index.js';
import type { FigureOptions, JsonObject } from './figure.js';
import { type GroupStyle, translucent } from './palette.js';
import { hoverLine, plotlyText } from './text.js';
import { areDates, assertCoordinates, assertText, type Coordinates } from './validate.js';

/** A line through points in the given order, with an optional band around it. */
export interface Series {
  readonly name: string;
  /** (n,) places on the x axis: numbers or dates. */
  readonly x: Coordinates;
  /** (n,) heights in units of the y axis. */
  readonly y: ArrayLike<number>;
  /** (n,) lower and upper ends of a band, such as the range over seeds. Both or neither. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

/** A line with at most this many points also marks them: between marks is interpolation. */
const MARKED_POINTS = 30;

/** Checks one series; returns how many points it draws. */
export function assertSeries(
  where: string,
  name: string,
  series: Series,
  options: FigureOptions,
): number {
  assertText(where, `${name}.name`, series.name);
  assertCoordinates(where, [`${name}.x`, `${name}.y`], series.x, series.y, options);
  if ((series.low === undefined) !== (series.high === undefined)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: ${name} has only one end of its band. Give both low and high, or neither.`,
    );
  }
  if (series.low === undefined || series.high === undefined) return series.x.length;
  assertCoordinates(where, [`${name}.x`, `${name}.low`], series.x, series.low, options);
  assertCoordinates(where, [`${name}.x`, `${name}.high`], series.x, series.high, options);
  return 3 * series.x.length;
}

/** The traces of one series: its band below, its line above. */
export function seriesTraces(
  series: Series,
  style: GroupStyle,
  options: FigureOptions,
  legend: { readonly show: boolean; readonly group?: string; readonly marks: boolean },
): JsonObject[] {
  const group = legend.group ?? series.name;
  const x = plotlyCoordinates(series.x);
  const line: JsonObject = {
    type: 'scatter',
    mode: legend.marks && series.x.length <= MARKED_POINTS ? 'lines+markers' : 'lines',
    name: plotlyText(series.name),
    legendgroup: group,
    showlegend: legend.show,
    x,
    y: Array.from(series.y),
    line: { color: style.color, dash: style.dash, width: 2.5 },
    marker: { color: style.color, symbol: style.symbol, size: 7 },
    hovertemplate: hoverTemplate(options),
  };
  if (series.low === undefined || series.high === undefined) return [line];
  const edge: JsonObject = {
    type: 'scatter',
    mode: 'lines',
    legendgroup: group,
    showlegend: false,
    hoverinfo: 'skip',
    x,
    line: { color: style.color, width: 0 },
  };
  return [
    { ...edge, y: Array.from(series.low) },
    {
      ...edge,
      y: Array.from(series.high),
      fill: 'tonexty',
      fillcolor: translucent(style.color, 0.2),
    },
    line,
  ];
}

/** Both axes with their units, one a line. */
export function hoverTemplate(options: FigureOptions): string {
  return `${hoverLine(options.xTitle, 'x')}<br>${hoverLine(options.yTitle, 'y')}`;
}

/** Dates as Plotly reads them without a time zone of the viewer's: their UTC clock. */
export function plotlyCoordinates(values: Coordinates): readonly (number | string)[] {
  if (!areDates(values)) return Array.from(values as ArrayLike<number>);
  return values.map((value) => value?.toISOString().slice(0, -1).replace('T', ' ') ?? '');
}

/** `{ type: 'date' }` where the coordinates are dates. */
export function coordinateAxis(values: Coordinates | undefined): JsonObject {
  return values !== undefined && areDates(values) ? { type: 'date' } : {};
}
