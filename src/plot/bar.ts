import { assertFinite, assertNotEmpty, assertSameLength, MlError } from '../core/index.js';
import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { buildFigure } from './layout.js';
import { assertFewGroups, groupStyle } from './palette.js';
import { plotlyText } from './text.js';
import { assertPointBudget, assertText } from './validate.js';

/** One bar per category, with an optional interval on each. */
export interface BarSeries {
  readonly name: string;
  /** (k,) lengths of the bars. */
  readonly values: ArrayLike<number>;
  /** (k,) ends of an interval around each value. Both or neither. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
}

/** What `bar` draws. */
export interface BarOptions extends Omit<FigureOptions, 'xLog' | 'yLog' | 'xRange' | 'yRange'> {
  /** (k,) names, drawn in this order. */
  readonly categories: readonly string[];
  /** One to seven series, side by side. */
  readonly series: readonly BarSeries[];
  /** Bars that lie down, for long names; `xTitle` then measures their length. Default false. */
  readonly horizontal?: boolean;
}

/**
 * One bar a category: how a few numbers compare. Bars start at zero, so lengths may be compared.
 *
 * @param options categories, series, the required words (`title`, `xTitle`, `yTitle`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError EMPTY | NOT_FINITE | SHAPE_MISMATCH | TOO_MANY_POINTS | INVALID_ARGUMENT (words
 *   as in `scatter`, one end of an interval only) | DUPLICATE_NAME (a category comes twice).
 *
 * Cost: O(k). Inputs are not changed. The same input gives the same bytes.
 *
 * @example bar({ categories: ['always dry', 'model'], series: [{ name: 'accuracy', values: [0.68, 0.8] }], title: 'Rain', xTitle: { label: 'Rule', unit: null }, yTitle: { label: 'Accuracy', unit: null }, altText: 'The model beats the lazy rule by 12 points.' }).data.length; // 1
 */
export function bar(options: BarOptions): Figure {
  const { categories, series, horizontal = false } = options;
  assertNotEmpty('bar', 'categories', categories.length);
  assertNotEmpty('bar', 'series', series.length);
  assertFewGroups('bar', series.length);
  assertPointBudget('bar', categories.length * series.length);
  const twice = categories.find((name, i) => categories.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new MlError(
      'DUPLICATE_NAME',
      `bar: category ${JSON.stringify(twice)} comes twice, and its bars would cover each other.`,
    );
  }
  const names = categories.map(plotlyText);
  const traces = series.map((each, i) => {
    assertBarSeries(`series[${i}]`, each, categories.length);
    return barTrace(each, names, i, horizontal, series.length > 1);
  });
  const categoryAxis: JsonObject = { type: 'category', showgrid: false };
  const listed: JsonObject = { ...categoryAxis, autorange: 'reversed' }; // first category on top
  return buildFigure('bar', options, {
    traces,
    xAxis: horizontal ? {} : categoryAxis,
    yAxis: horizontal ? listed : {},
    extra: { barmode: 'group', bargap: 0.25 },
  });
}

function assertBarSeries(name: string, series: BarSeries, length: number): void {
  assertText('bar', `${name}.name`, series.name);
  if ((series.low === undefined) !== (series.high === undefined)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `bar: ${name} has only one end of its interval. Give both low and high, or neither.`,
    );
  }
  for (const part of ['values', 'low', 'high'] as const) {
    const numbers = series[part];
    if (numbers === undefined) continue;
    assertSameLength('bar', 'categories', length, `${name}.${part}`, numbers.length);
    assertFinite('bar', `${name}.${part}`, numbers);
  }
}

function barTrace(
  series: BarSeries,
  names: readonly string[],
  index: number,
  horizontal: boolean,
  legend: boolean,
): JsonObject {
  const { color } = groupStyle(index);
  const values = Array.from(series.values);
  return {
    type: 'bar',
    orientation: horizontal ? 'h' : 'v',
    name: plotlyText(series.name),
    showlegend: legend,
    [horizontal ? 'y' : 'x']: names,
    [horizontal ? 'x' : 'y']: values,
    marker: {
      color,
      // Bars have no symbol: a pattern tells them apart where colour does not.
      pattern: {
        shape: ['', '/', '.', 'x', '-', '\\', '+'][index % 7]!,
        bgcolor: color,
        fgcolor: '#ffffff',
        size: 7,
        solidity: 0.15,
      },
    },
    ...interval(series, values, horizontal),
  };
}

function interval(series: BarSeries, values: readonly number[], horizontal: boolean): JsonObject {
  const { low, high } = series;
  if (low === undefined || high === undefined) return {};
  return {
    [horizontal ? 'error_x' : 'error_y']: {
      type: 'data',
      symmetric: false,
      array: values.map((value, i) => high[i]! - value),
      arrayminus: values.map((value, i) => value - low[i]!),
      color: '#222222',
      thickness: 1.5,
    },
  };
}
