import { assertOneOf } from '../core/index.js';
import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { type GroupLabels, groupRows } from './groups.js';
import { type BinRule, countInBins, histogramBins } from './histogramBins.js';
import { buildFigure } from './layout.js';
import { groupStyle, translucent } from './palette.js';
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
}

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
 *   `histogramBins` and `scatter` do.
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
  const traces =
    group === undefined
      ? [barsTrace(options, edges, heights(values))]
      : groupRows('histogram', values.length, group).map(({ name, style, rows }) =>
          outlineTrace(options, edges, heights(rows.map((i) => values[i]!)), name, style),
        );
  return buildFigure('histogram', options, {
    traces,
    subtitle: describeBins(edges, rule, options.xTitle.unit),
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
  options: FigureOptions,
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

function binHover(options: FigureOptions): string {
  return `${hoverLine(options.xTitle, 'text')}<br>${hoverLine(options.yTitle, 'y')}`;
}

function binNames(edges: readonly number[]): string[] {
  return edges.slice(1).map((edge, k) => `${brief(edges[k]!)} to ${brief(edge)}`);
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
  const width = equal ? ` of width ${brief(widths[0]!)}${unit === null ? '' : ` ${unit}`}` : '';
  return `${bins} ${bins === 1 ? 'bin' : 'bins'}${width}: ${rule}`;
}

/** Four significant digits, without trailing zeros. */
function brief(value: number): string {
  return String(Number(value.toPrecision(4)));
}
