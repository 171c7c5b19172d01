import { assertFinite, assertNotEmpty, MlError } from '../core/index.js';
import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { buildFigure } from './layout.js';
import { assertFewGroups, groupStyle } from './palette.js';
import { hoverLine, plotlyText } from './text.js';
import { assertPointBudget, assertText } from './validate.js';

/** One row of an interval plot: an estimate with the ends of its interval. */
export interface NamedInterval {
  readonly name: string;
  readonly value: number;
  /** low ≤ value ≤ high. */
  readonly low: number;
  readonly high: number;
  /** What the row is coloured by, such as a verdict. For all rows or for none. */
  readonly group?: string;
}

/** What `intervalPlot` draws. */
export interface IntervalPlotOptions extends Omit<FigureOptions, 'yLog' | 'yRange'> {
  /** One row each, the first on top; `xTitle` says what is measured. */
  readonly intervals: readonly NamedInterval[];
  /** All groups, so that each keeps its colour in several pictures. Default: as they come. */
  readonly groups?: readonly string[];
}

/**
 * Estimates with their intervals, one below the other: which of them leave out zero, or overlap.
 *
 * Unlike bars, they need not start at zero; put a reference line where "no difference" is.
 *
 * @param options intervals, the required words (`title`, `xTitle`, `yTitle`, `altText`), extras.
 * @returns A figure for `show`.
 * @throws MlError EMPTY | NOT_FINITE | OUT_OF_RANGE (a value outside its interval, or not positive
 *   where `xLog`) | DUPLICATE_NAME (a name comes twice) | TOO_MANY_POINTS | INVALID_ARGUMENT (words
 *   as in `scatter`, a group for some rows only, a group that `groups` lacks).
 *
 * Cost: O(rows · groups). Inputs are not changed. The same input gives the same bytes.
 *
 * @example intervalPlot({ intervals: [{ name: 'model', value: 0.2, low: -0.4, high: 0.8 }], referenceLines: [{ axis: 'x', at: 0 }], title: 'Gain', xTitle: { label: 'Accuracy gained', unit: 'points' }, yTitle: { label: 'Model', unit: null }, altText: 'The gain of 0.2 points may as well be none.' }).data.length; // 1
 */
export function intervalPlot(options: IntervalPlotOptions): Figure {
  const { intervals } = options;
  assertNotEmpty('intervalPlot', 'intervals', intervals.length);
  assertPointBudget('intervalPlot', 3 * intervals.length);
  for (const [i, each] of intervals.entries()) assertInterval(each, i, intervals, options);
  const groups = groupsOf(options);
  const traces = groups.flatMap((group, g): JsonObject[] => {
    const rows = intervals.filter((each) => each.group === group);
    return rows.length === 0 ? [] : [intervalTrace(rows, group, g, options)];
  });
  return buildFigure('intervalPlot', options, {
    traces,
    yAxis: {
      type: 'category',
      categoryorder: 'array',
      categoryarray: intervals.map(({ name }) => plotlyText(name)),
      range: [intervals.length - 0.4, -0.6], // first row on top
      showgrid: false,
      ticks: '',
    },
  });
}

/** The groups in the order of their colours; one without a name where there are none. */
function groupsOf({ intervals, groups }: IntervalPlotOptions): readonly (string | undefined)[] {
  const found = [...new Set(intervals.map(({ group }) => group))];
  if (found.length > 1 && found.includes(undefined)) {
    const i = intervals.findIndex(({ group }) => group === undefined);
    throw new MlError(
      'INVALID_ARGUMENT',
      `intervalPlot: intervals[${i}] has no group and others have. Give one to all, or to none.`,
    );
  }
  const all = groups === undefined || found[0] === undefined ? found : [...new Set(groups)];
  const lost = found.find((group) => !all.includes(group));
  if (lost !== undefined) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `intervalPlot: the group ${JSON.stringify(lost)} is not among groups: ` +
        `${all.map((group) => JSON.stringify(group)).join(', ')}.`,
    );
  }
  assertFewGroups('intervalPlot', all.length);
  return all;
}

function intervalTrace(
  rows: readonly NamedInterval[],
  group: string | undefined,
  index: number,
  options: IntervalPlotOptions,
): JsonObject {
  const { color, symbol } = groupStyle(index);
  return {
    type: 'scatter',
    mode: 'markers',
    name: plotlyText(group ?? ''),
    showlegend: group !== undefined,
    x: rows.map(({ value }) => value),
    y: rows.map(({ name }) => plotlyText(name)),
    marker: { color, symbol, size: 10 },
    error_x: {
      type: 'data',
      symmetric: false,
      array: rows.map(({ value, high }) => high - value),
      arrayminus: rows.map(({ value, low }) => value - low),
      color,
      thickness: 2.5,
      width: 7,
    },
    customdata: rows.map(({ low, high }) => [low, high]),
    hovertemplate:
      `%{y}<br>${hoverLine(options.xTitle, 'x')}<br>` +
      `from %{customdata[0]} to %{customdata[1]}<extra></extra>`,
  };
}

function assertInterval(
  { name, value, low, high }: NamedInterval,
  i: number,
  intervals: readonly NamedInterval[],
  { xLog }: IntervalPlotOptions,
): void {
  assertText('intervalPlot', `intervals[${i}].name`, name);
  assertFinite('intervalPlot', `intervals[${i}] (low, value, high)`, [low, value, high]);
  if (intervals.findIndex((each) => each.name === name) !== i) {
    throw new MlError(
      'DUPLICATE_NAME',
      `intervalPlot: ${JSON.stringify(name)} comes twice, and both would lie on each other.`,
    );
  }
  if (low > value || value > high) {
    throw new MlError(
      'OUT_OF_RANGE',
      `intervalPlot: intervals[${i}] has ${value} outside its interval from ${low} to ${high}. ` +
        'Give low ≤ value ≤ high; where lower is better, both ends change places with the sign.',
    );
  }
  if (xLog && low <= 0) {
    throw new MlError(
      'OUT_OF_RANGE',
      `intervalPlot: intervals[${i}].low is ${low}, and a logarithmic axis has no place for zero ` +
        'or less. Use a linear axis.',
    );
  }
}
