import { assertOneOf, MlError, shortNumber } from '../core/index.js';
import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { type Group, type GroupLabels, groupRows } from './groups.js';
import { type BinRule, countInBins, histogramBins } from './histogramBins.js';
import { describeBandwidth, type KernelDensity, kernelDensity } from './kernelDensity.js';
import { buildFigure } from './layout.js';
import { groupStyle, translucent } from './palette.js';
import { hoverTemplate } from './series.js';
import { hoverLine, plotlyText } from './text.js';

const MEASURES = ['count', 'share', 'density'] as const;

/** What `histogram` draws. */
export interface HistogramOptions extends Omit<FigureOptions, 'xLog' | 'yLog'> {
  /** (n,) finite numbers, as many as there are: only the bins travel. */
  readonly values: ArrayLike<number>;
  /** (n,) labels: one outline each over shared bins, at most seven. */
  readonly group?: GroupLabels;
  /** How the bins are chosen; see `histogramBins`. Default 'freedman-diaconis'. */
  readonly bins?: BinRule;
  /**
   * What the height says: rows (`count`, default), their share of the group (`share`, fair between
   * groups of unequal size), or share per unit of x (`density`, fair between bins of unequal width).
   */
  readonly measure?: (typeof MEASURES)[number];
  /**
   * Whether to draw the smooth density of `violin`, too, which does not hang on where bins begin.
   * Only with measure 'density', since it has that unit. Default false.
   */
  readonly density?: boolean;
}

const CURVE_POINTS = 128;

/**
 * How often each value occurs.
 *
 * The bins are computed here, so a picture of three million rows is as small as one of thirty,
 * and a line below the title states how many bins there are and by which rule. Groups share the
 * bins and are drawn as outlines that differ in colour and dash.
 *
 * @param options the values, the required words (`title`, `xTitle`, `yTitle`, `altText`), extras.
 * @returns A figure for `show`.
 * @throws MlError EMPTY | NOT_FINITE | SHAPE_MISMATCH | OUT_OF_RANGE | INVALID_ARGUMENT, as
 *   `histogramBins` and `scatter` do, and `density` with another measure or where all values of a
 *   group are equal.
 *
 * Cost: O(n log n). Inputs are not changed. The same input gives the same bytes.
 *
 * @example histogram({ values: [1, 2, 2, 3], title: 'Eggs', xTitle: { label: 'Eggs', unit: null }, yTitle: { label: 'Nests', unit: null }, altText: 'Most nests hold two eggs.' }).data.length; // 1
 */
export function histogram(options: HistogramOptions): Figure {
  const { values, group, measure = 'count' } = options;
  assertOneOf('histogram', 'measure', measure, MEASURES);
  const { edges, rule } = histogramBins(values, options.bins);
  const heights = (rows: ArrayLike<number>) => measured(countInBins(rows, edges), edges, measure);
  assertDensity(options.density, measure);
  const groups = group === undefined ? [] : groupRows('histogram', values.length, group);
  const traces =
    group === undefined
      ? [barsTrace(options, edges, heights(values))]
      : groups.map(({ name, style, rows }) =>
          outlineTrace(options, edges, heights(rows.map((i) => values[i]!)), name, style),
        );
  const curves = options.density === true ? densityCurves(options, groups) : undefined;
  return buildFigure('histogram', options, {
    traces: [...traces, ...(curves?.traces ?? [])],
    subtitle: `${describeBins(edges, rule, options.xTitle.unit)}${curves?.words ?? ''}`,
    yAxis: options.yRange === undefined ? { rangemode: 'tozero' } : {},
    extra: { bargap: 0 },
  });
}

/** Bars of the bins' widths. */
function barsTrace(
  options: FigureOptions,
  edges: readonly number[],
  heights: readonly number[],
): JsonObject {
  const { color } = groupStyle(0);
  return {
    type: 'bar',
    name: '',
    showlegend: false,
    x: heights.map((_, k) => (edges[k]! + edges[k + 1]!) / 2),
    y: heights,
    width: heights.map((_, k) => edges[k + 1]! - edges[k]!),
    marker: { color, opacity: 0.85, line: { color: '#ffffff', width: 1 } },
    text: binNames(edges),
    textposition: 'none',
    hovertemplate: `${binHover(options)}<extra></extra>`,
  };
}

/** A step outline: at each edge the line goes to the height of the bin that begins there. */
function outlineTrace(
  options: HistogramOptions,
  edges: readonly number[],
  heights: readonly number[],
  name: string,
  style: { readonly color: string; readonly dash: string },
): JsonObject {
  return {
    type: 'scatter',
    mode: 'lines',
    cliponaxis: false,
    name: plotlyText(name),
    ...(options.density === true ? { legendgroup: name } : {}),
    showlegend: true,
    x: [edges[0]!, ...edges],
    y: [0, ...heights, 0],
    text: ['', ...binNames(edges), ''],
    line: { color: style.color, dash: style.dash, width: 2, shape: 'hv' },
    fill: 'tozeroy',
    fillcolor: translucent(style.color, 0.15),
    hovertemplate: binHover(options),
  };
}

/** A line for each group, in its colour; one over the bars of all, in another. */
function densityCurves(options: HistogramOptions, groups: readonly Group[]) {
  const { values, xTitle } = options;
  const whole = { name: '', style: { ...groupStyle(1), dash: 'solid' }, rows: undefined };
  const curves = (groups.length === 0 ? [whole] : groups).map(({ name, style, rows }) => {
    const own = rows === undefined ? values : rows.map((i) => values[i]!);
    const where = name === '' ? 'histogram' : `histogram: group ${JSON.stringify(name)}`;
    return { name, style, ...kernelDensity(where, own, CURVE_POINTS) };
  });
  const widths = curves.map(({ bandwidth }) => bandwidth);
  return {
    words: `; line: normal kernel, ${describeBandwidth(widths, undefined, xTitle.unit)}`,
    traces: curves.map((curve) => curveTrace(options, curve)),
  };
}

function curveTrace(
  options: FigureOptions,
  { name, style, at, density }: KernelDensity & Pick<Group, 'name' | 'style'>,
): JsonObject {
  return {
    type: 'scatter',
    mode: 'lines',
    name: plotlyText(name),
    ...(name === '' ? {} : { legendgroup: name }),
    showlegend: false,
    x: at,
    y: density,
    line: { color: style.color, dash: style.dash, width: 2.5 },
    hovertemplate: `${hoverTemplate(options)}<extra>${plotlyText(name)}</extra>`,
  };
}

function assertDensity(density: boolean | undefined, measure: string): void {
  if (density !== true || measure === 'density') return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `histogram: density goes with measure 'density', but measure is '${measure}'. The line has ` +
      'the unit "share per unit of x", and would lie far below or above the bars.',
  );
}

function binHover(options: FigureOptions): string {
  return `${hoverLine(options.xTitle, 'text')}<br>${hoverLine(options.yTitle, 'y')}`;
}

function binNames(edges: readonly number[]): string[] {
  return edges.slice(1).map((edge, k) => `${shortNumber(edges[k]!)} to ${shortNumber(edge)}`);
}

function measured(
  counts: readonly number[],
  edges: readonly number[],
  measure: (typeof MEASURES)[number],
): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, k) => {
    if (measure === 'count') return count;
    const share = count / total;
    return measure === 'share' ? share : share / (edges[k + 1]! - edges[k]!);
  });
}

function describeBins(edges: readonly number[], rule: string, unit: string | null): string {
  const bins = edges.length - 1;
  const widths = edges.slice(1).map((edge, k) => edge - edges[k]!);
  const equal = widths.every((width) => Math.abs(width - widths[0]!) <= 1e-9 * widths[0]!);
  const width = equal
    ? ` of width ${shortNumber(widths[0]!)}${unit === null ? '' : ` ${unit}`}`
    : '';
  return `${bins} ${bins === 1 ? 'bin' : 'bins'}${width}: ${rule}`;
}
