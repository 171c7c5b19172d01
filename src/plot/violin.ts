import { assertAbove, assertFinite, assertNotEmpty } from '../core/index.js';
import { quantileOfSorted, sortNumbers } from '../math/index.js';
import type { AxisTitle, Figure, FigureOptions, JsonObject } from './figure.js';
import { groupAxis, groupsOrAll } from './groupAxis.js';
import type { Group, GroupLabels } from './groups.js';
import { describeBandwidth, type KernelDensity, kernelDensity } from './kernelDensity.js';
import { buildFigure, INK } from './layout.js';
import { translucent } from './palette.js';
import { hoverLine, plotlyText } from './text.js';

/** What `violin` draws. */
export interface ViolinOptions extends Omit<FigureOptions, 'xLog' | 'yLog' | 'xRange'> {
  /** (n,) finite numbers, as many as there are: only the outlines travel. */
  readonly values: ArrayLike<number>;
  /** (n,) labels: one outline each, side by side, at most seven. */
  readonly group?: GroupLabels;
  /** Standard deviation of the kernel, in units of the values. Default: Silverman's rule, by group. */
  readonly bandwidth?: number;
}

const POINTS = 101;
const HALF_WIDTH = 0.42; // of the place of a group, where the density is highest

/**
 * The shape of each group's values: as wide as they lie densely, with the middle half and the median.
 *
 * The density is that of a normal kernel with Silverman's bandwidth
 * 0.9 · min(s, IQR / 1.34) · n^(−1/5), computed here, so three million rows travel as a hundred
 * points; a line below the title states the bandwidth. One scale holds for all groups: each shape
 * has the same area, whatever the number of rows, which stands below. A shape ends at the smallest
 * and the largest value. Groups are told apart by their place.
 *
 * @param options the values, the required words (`title`, `xTitle` for the groups, `yTitle` for
 *   the values, `altText`), extras.
 * @returns A figure for `show`.
 * @throws MlError EMPTY | NOT_FINITE | SHAPE_MISMATCH | OUT_OF_RANGE (a bandwidth of 0 or less) |
 *   INVALID_ARGUMENT (a group whose values are all equal, words and groups as in `scatter`).
 *
 * Cost: O(n). Inputs are not changed. The same input gives the same bytes.
 * Source: Hintze & Nelson (1998), The American Statistician 52(2); Silverman (1986), §3.4.
 *
 * @example violin({ values: [1, 2, 2, 4], title: 'Eggs', xTitle: { label: 'Nests', unit: null }, yTitle: { label: 'Eggs', unit: null }, altText: 'Most nests hold about two eggs.' }).data.length; // 3
 */
export function violin(options: ViolinOptions): Figure {
  const { values, group, bandwidth } = options;
  assertNotEmpty('violin', 'values', values.length);
  assertFinite('violin', 'values', values);
  if (bandwidth !== undefined) assertAbove('violin', 'bandwidth', bandwidth, 0);
  const groups = groupsOrAll('violin', values.length, group);
  const shapes = groups.map(({ name, rows }) => {
    const where = name === '' ? 'violin' : `violin: group ${JSON.stringify(name)}`;
    const sorted = sortNumbers(rows.map((i) => values[i]!));
    return { sorted, curve: kernelDensity(where, sorted, POINTS, bandwidth) };
  });
  const highest = Math.max(...shapes.flatMap(({ curve }) => curve.density));
  const traces = groups.flatMap((each, i) => {
    const { sorted, curve } = shapes[i]!;
    return [
      outline(each, i, curve, HALF_WIDTH / highest, options.yTitle),
      ...middle(each, i, sorted, options.yTitle),
    ];
  });
  const widths = shapes.map(({ curve }) => curve.bandwidth);
  return buildFigure('violin', options, {
    traces,
    subtitle: `normal kernel, ${describeBandwidth(widths, bandwidth, options.yTitle.unit)}; bar: middle half; dot: median`,
    xAxis: groupAxis(groups),
  });
}

/** Up the right side, and down the left. */
function outline(
  group: Group,
  place: number,
  { at, density }: KernelDensity,
  scale: number,
  title: AxisTitle,
): JsonObject {
  const down = [...at.keys()].reverse();
  return {
    type: 'scatter',
    mode: 'lines',
    name: plotlyText(group.name),
    showlegend: false,
    x: [...density.map((d) => place + d * scale), ...down.map((k) => place - density[k]! * scale)],
    y: [...at, ...down.map((k) => at[k]!)],
    line: { color: group.style.color, width: 1.5 },
    fill: 'toself',
    fillcolor: translucent(group.style.color, 0.3),
    hoveron: 'points',
    hovertemplate: hoverOf(group, hoverLine(title, 'y')),
  };
}

/** A bar from quartile to quartile, and the median in it. */
function middle(group: Group, place: number, sorted: Float64Array, title: AxisTitle): JsonObject[] {
  const [low, median, high] = [0.25, 0.5, 0.75].map((p) => quantileOfSorted(sorted, p));
  const common = { type: 'scatter', name: plotlyText(group.name), showlegend: false };
  return [
    {
      ...common,
      mode: 'lines',
      x: [place, place],
      y: [low!, high!],
      line: { color: INK, width: 6 },
      hovertemplate: hoverOf(group, `quartile<br>${hoverLine(title, 'y')}`),
    },
    {
      ...common,
      mode: 'markers',
      x: [place],
      y: [median!],
      marker: { color: '#ffffff', size: 8, line: { color: INK, width: 1.5 } },
      hovertemplate: hoverOf(group, `median<br>${hoverLine(title, 'y')}`),
    },
  ];
}

function hoverOf({ name }: Group, text: string): string {
  return `${name === '' ? '' : `${plotlyText(name)}<br>`}${text}<extra></extra>`;
}
