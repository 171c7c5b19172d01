import {
  assertFinite,
  assertInteger,
  assertNotEmpty,
  assertSameLength,
  MlError,
} from '../core/index.js';
import type { Figure, JsonObject } from './figure.js';
import { GRID, HEIGHT, headingLayout, INK, pageLayout, WIDTH } from './layout.js';
import { assertFewGroups, groupStyle, translucent } from './palette.js';
import { oneLine, plotlyText, wrap } from './text.js';
import { assertAltText, assertPointBudget, assertText } from './validate.js';

/** One outline of a `radar`. */
export interface RadarSeries {
  readonly name: string;
  /** (k,) a value for each axis, from 0 to `max`. */
  readonly values: ArrayLike<number>;
}

/** What `radar` draws. */
export interface RadarOptions {
  /** (k,) names of three to twelve axes, clockwise from the top. */
  readonly axes: readonly string[];
  /** One to seven outlines. */
  readonly series: readonly RadarSeries[];
  /** The value of the outermost ring, the same for all axes. */
  readonly max: number;
  readonly title: string;
  /** The finding in a sentence of at least 20 characters; not the kind of picture. */
  readonly altText: string;
}

const LABEL_WIDTH = 16; // characters
const MOST_RINGS = 6;

/**
 * A few profiles on the same axes around a centre: where one falls short of another.
 *
 * All axes share one scale from 0 in the middle. Read along the axes: the area means nothing, since
 * it changes with the order of the axes.
 *
 * @param options axes, outlines, scale and the required words.
 * @returns A figure for `show`, which `combine` does not take.
 * @throws MlError EMPTY | SHAPE_MISMATCH | NOT_FINITE | DUPLICATE_NAME (an axis comes twice) |
 *   OUT_OF_RANGE (fewer than 3 axes or more than 12, a value below 0 or above `max`) |
 *   TOO_MANY_POINTS | INVALID_ARGUMENT (words as in `scatter`, more than seven outlines).
 *
 * Cost: O(axes · series). Inputs are not changed. The same input gives the same bytes.
 *
 * @example radar({ axes: ['Data', 'Models', 'APIs'], series: [{ name: 'you', values: [3, 2, 1] }], max: 3, title: 'Skills', altText: 'You are at home with data, and new to APIs.' }).data.length; // 1
 */
export function radar(options: RadarOptions): Figure {
  const { axes, series, max, title } = options;
  assertInteger('radar', 'axes.length', axes.length, 3, 12);
  assertNotEmpty('radar', 'series', series.length);
  assertFewGroups('radar', series.length);
  assertPointBudget('radar', (axes.length + 1) * series.length);
  assertFinite('radar', 'max', [max]);
  if (max <= 0) {
    throw new MlError(
      'OUT_OF_RANGE',
      `radar: max is ${max}, and the outermost ring must be above 0.`,
    );
  }
  const twice = axes.find((name, i) => axes.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new MlError(
      'DUPLICATE_NAME',
      `radar: axis ${JSON.stringify(twice)} comes twice, and a reader could not tell which is which.`,
    );
  }
  for (const [i, name] of axes.entries()) assertText('radar', `axes[${i}]`, name);
  for (const [i, each] of series.entries()) assertSeries(`series[${i}]`, each, axes.length, max);
  assertText('radar', 'title', title);
  assertAltText('radar', options.altText);

  const names = axes.map((name) => wrap(name, LABEL_WIDTH).map(plotlyText).join('<br>'));
  const legend = series.length > 1;
  const heading = headingLayout(
    title,
    undefined,
    legend ? series.map(({ name }) => name) : [],
    WIDTH,
  );
  const layout: JsonObject = {
    ...pageLayout(WIDTH, HEIGHT + 40, heading.top + 30),
    title: heading.title,
    showlegend: legend,
    legend: {
      orientation: 'h',
      x: 0,
      xanchor: 'left',
      y: 1.1,
      yanchor: 'bottom',
      font: { size: 13 },
    },
    polar: {
      bgcolor: '#ffffff',
      angularaxis: {
        direction: 'clockwise',
        rotation: 90,
        linecolor: GRID,
        gridcolor: GRID,
        tickfont: { size: 13, color: INK },
      },
      radialaxis: {
        range: [0, max],
        angle: 90,
        tickangle: 90,
        gridcolor: GRID,
        linecolor: INK,
        tickfont: { size: 12, color: INK },
        ...(Number.isInteger(max) && max <= MOST_RINGS ? { dtick: 1 } : { nticks: MOST_RINGS }),
      },
    },
  };
  const data = series.map((each, i) => outline(each, names, i, legend));
  return { data, layout, title, altText: oneLine(options.altText) };
}

function assertSeries(name: string, series: RadarSeries, axes: number, max: number): void {
  assertText('radar', `${name}.name`, series.name);
  assertSameLength('radar', 'axes', axes, `${name}.values`, series.values.length);
  assertFinite('radar', `${name}.values`, series.values);
  const outside = Array.from(series.values).findIndex((value) => value < 0 || value > max);
  if (outside === -1) return;
  throw new MlError(
    'OUT_OF_RANGE',
    `radar: ${name}.values[${outside}] is ${series.values[outside]}, outside 0 to ${max} (max).`,
  );
}

/** A closed line with marks, thinly filled; the first point comes again at its end. */
function outline(
  series: RadarSeries,
  names: readonly string[],
  index: number,
  legend: boolean,
): JsonObject {
  const { color, symbol, dash } = groupStyle(index);
  const values = Array.from(series.values);
  return {
    type: 'scatterpolar',
    mode: 'lines+markers',
    name: plotlyText(series.name),
    showlegend: legend,
    r: [...values, values[0]!],
    theta: [...names, names[0]!],
    fill: 'toself',
    fillcolor: translucent(color, 0.12),
    line: { color, dash, width: 2.5 },
    marker: { color, symbol, size: 8 },
    hovertemplate: '%{theta}: %{r}',
  };
}
