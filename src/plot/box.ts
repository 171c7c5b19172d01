import { assertFinite, assertNotEmpty } from '../core/index.js';
import { quantileOfSorted, sortNumbers } from '../math/index.js';
import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { groupAxis, groupsOrAll } from './groupAxis.js';
import type { Group, GroupLabels } from './groups.js';
import { buildFigure } from './layout.js';
import { translucent } from './palette.js';
import { hoverLine, plotlyText } from './text.js';

/** What `box` draws. */
export interface BoxOptions extends Omit<FigureOptions, 'xLog' | 'yLog' | 'xRange'> {
  /** (n,) finite numbers, as many as there are: five numbers a group and some outliers travel. */
  readonly values: ArrayLike<number>;
  /** (n,) labels: one box each, side by side, at most seven. */
  readonly group?: GroupLabels;
}

/** What Tukey's rule makes of the values of one group. */
interface Summary {
  readonly low: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly high: number;
  readonly outliers: Float64Array;
}

const REACH = 1.5; // interquartile ranges
const MOST_OUTLIERS = 200; // of a group

/**
 * The middle half of each group's values, its median, and what lies far outside.
 *
 * Tukey's rule: the box goes from the lower quartile to the upper one (as `quantile` computes
 * them), a whisker to the outermost value that is at most 1.5 interquartile ranges away from it,
 * and every value beyond is a point of its own. Of more than 200 such outliers of a group 200 are
 * drawn: the smallest, the largest, and between them those at equal steps of rank; a line below
 * the title says so. A point is far out by this rule only; in long-tailed data many are, and none
 * of them wrong. Groups are told apart by their place.
 *
 * @param options the values, the required words (`title`, `xTitle` for the groups, `yTitle` for
 *   the values, `altText`), extras.
 * @returns A figure for `show`.
 * @throws MlError EMPTY | NOT_FINITE | SHAPE_MISMATCH | INVALID_ARGUMENT (words and groups as in
 *   `scatter`).
 *
 * Cost: O(n). Inputs are not changed. The same input gives the same bytes.
 * Source: Tukey (1977), Exploratory Data Analysis, ch. 2, with type-7 quartiles for his hinges.
 *
 * @example box({ values: [1, 2, 3, 4, 20], title: 'Eggs', xTitle: { label: 'Nests', unit: null }, yTitle: { label: 'Eggs', unit: null }, altText: 'One nest holds five times as many eggs as most.' }).data[1].y; // [ 20 ]
 */
export function box(options: BoxOptions): Figure {
  const { values, group } = options;
  assertNotEmpty('box', 'values', values.length);
  assertFinite('box', 'values', values);
  const groups = groupsOrAll('box', values.length, group);
  const summaries = groups.map(({ rows }) => summarize(sortNumbers(rows.map((i) => values[i]!))));
  const traces = groups.flatMap((each, i) => {
    const summary = summaries[i]!;
    const body = boxTrace(each, i, summary);
    return summary.outliers.length === 0 ? [body] : [body, outlierTrace(each, i, summary, options)];
  });
  return buildFigure('box', options, {
    traces,
    subtitle: describe(summaries),
    xAxis: groupAxis(groups),
  });
}

function summarize(sorted: Float64Array): Summary {
  const [lowerQuartile, median, upperQuartile] = [0.25, 0.5, 0.75].map((p) =>
    quantileOfSorted(sorted, p),
  ) as [number, number, number];
  const reach = REACH * (upperQuartile - lowerQuartile);
  // The ends of the box bound the whiskers: a quartile lies between values, perhaps far from both.
  const inside = sorted.filter((v) => v >= lowerQuartile - reach && v <= upperQuartile + reach);
  return {
    low: Math.min(lowerQuartile, inside[0] ?? lowerQuartile),
    lowerQuartile,
    median,
    upperQuartile,
    high: Math.max(upperQuartile, inside[inside.length - 1] ?? upperQuartile),
    outliers: sorted.filter((v) => v < lowerQuartile - reach || v > upperQuartile + reach),
  };
}

function boxTrace(group: Group, place: number, summary: Summary): JsonObject {
  const { color } = group.style;
  return {
    type: 'box',
    name: plotlyText(group.name),
    showlegend: false,
    x: [place],
    lowerfence: [summary.low],
    q1: [summary.lowerQuartile],
    median: [summary.median],
    q3: [summary.upperQuartile],
    upperfence: [summary.high],
    width: 0.5,
    line: { color, width: 2 },
    fillcolor: translucent(color, 0.25),
    hoverinfo: 'y',
  };
}

function outlierTrace(
  group: Group,
  place: number,
  { outliers }: Summary,
  options: BoxOptions,
): JsonObject {
  const drawn = thin(outliers);
  const name = group.name === '' ? '' : `${plotlyText(group.name)}<br>`;
  return {
    type: 'scatter',
    mode: 'markers',
    name: plotlyText(group.name),
    showlegend: false,
    x: drawn.map(() => place),
    y: drawn,
    marker: { color: group.style.color, symbol: 'circle-open', size: 6, opacity: 0.7 },
    hovertemplate: `${name}${hoverLine(options.yTitle, 'y')}<extra></extra>`,
  };
}

/** The smallest, the largest, and those at equal steps of rank between them. */
function thin(sorted: Float64Array): number[] {
  if (sorted.length <= MOST_OUTLIERS) return [...sorted];
  const step = (sorted.length - 1) / (MOST_OUTLIERS - 1);
  return Array.from({ length: MOST_OUTLIERS }, (_, i) => sorted[Math.round(i * step)]!);
}

function describe(summaries: readonly Summary[]): string {
  const rule = 'box: middle half; line: median; whiskers: last value within 1.5 × its height';
  const found = summaries.reduce((sum, { outliers }) => sum + outliers.length, 0);
  const drawn = summaries.reduce((sum, { outliers }) => sum + thin(outliers).length, 0);
  if (found === drawn) return rule;
  const count = (n: number) => n.toLocaleString('en');
  return `${rule}; ${count(drawn)} of ${count(found)} outliers drawn`;
}
