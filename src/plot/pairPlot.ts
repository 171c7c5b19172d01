import {
  assertFinite,
  assertInteger,
  assertNotEmpty,
  assertSameLength,
  createRandom,
} from '../core/index.js';
import type { AxisTitle, Figure, FigureOptions, Json, JsonObject } from './figure.js';
import { groupsOrAll } from './groupAxis.js';
import type { Group, GroupLabels } from './groups.js';
import { countInBins, histogramBins } from './histogramBins.js';
import { axisLayout, headingLayout, legendNames, pageLayout, SIDE_MARGIN } from './layout.js';
import { translucent } from './palette.js';
import { hoverLine, oneLine, plotlyText } from './text.js';
import { assertAltText, assertText, MAX_POINTS } from './validate.js';

/** A column of a `pairPlot`: its title with the unit, and its numbers. */
export interface PairPlotColumn extends AxisTitle {
  /** (n,) finite numbers, as many in every column. */
  readonly values: ArrayLike<number>;
}

/** What `pairPlot` draws. */
export interface PairPlotOptions extends Pick<FigureOptions, 'title' | 'altText'> {
  /** Two to six columns. */
  readonly columns: readonly PairPlotColumn[];
  /** (n,) labels: one colour and one symbol each, at most seven. */
  readonly group?: GroupLabels;
  /** Decides which rows are drawn where not all can be. Default 7. */
  readonly seed?: number;
}

const MOST_COLUMNS = 6;
const BINS = 20;
const WIDTHS = [0, 0, 720, 720, 900, 1000, 1080] as const;
const GAP = 0.03; // of the paper, between pictures
const BOTTOM = 76;

/**
 * Each column against each other one, and on the diagonal how often its own values occur.
 *
 * Each pair is drawn once, below the diagonal. A figure carries 5,000 points: what the histograms
 * leave of these is shared equally among the pairs, and where there are more rows, each pair shows
 * the same sample of them, drawn without replacement by the seed, without regard to groups. A line
 * below the title states its size. The histograms (20 equal bins, by share of the group) count all
 * rows, each to a height of its own.
 *
 * @param options the columns, the required words (`title`, `altText`; each column has its title).
 * @returns A figure for `show`. It is many pictures already: `combine` refuses it.
 * @throws MlError EMPTY | NOT_FINITE | SHAPE_MISMATCH | OUT_OF_RANGE (fewer than two columns or
 *   more than six, a seed that is none) | INVALID_ARGUMENT (words and groups as in `scatter`).
 *
 * Cost: O(columns · n log n). Inputs are not changed. The same input gives the same bytes.
 * Source: Hartigan (1975), Journal of Statistical Computation and Simulation 4, for the matrix.
 *
 * @example pairPlot({ columns: [{ label: 'Beak', unit: 'mm', values: [18, 17] }, { label: 'Mass', unit: 'g', values: [3700, 3800] }], title: 'Penguins', altText: 'The deeper beak belongs to the lighter penguin.' }).data.length; // 3
 */
export function pairPlot(options: PairPlotOptions): Figure {
  const { columns, group, seed = 7, title, altText } = options;
  const rows = assertColumnsOf(columns);
  assertInteger('pairPlot', 'seed', seed, 0);
  assertText('pairPlot', 'title', title);
  assertAltText('pairPlot', altText);

  const groups = groupsOrAll('pairPlot', rows, group);
  const diagonal = columns.flatMap((column, c) => histogramTraces(column, c, columns, groups));
  const room = MAX_POINTS - diagonal.reduce((sum, { x }) => sum + (x as Json[]).length, 0);
  const most = Math.floor(room / ((columns.length * (columns.length - 1)) / 2));
  const drawn =
    rows <= most ? undefined : new Set(createRandom(seed).permutation(rows).slice(0, most));
  const shown = groups.map((each) => ({
    ...each,
    rows: drawn === undefined ? each.rows : each.rows.filter((i) => drawn.has(i)),
  }));
  const size = Math.min(rows, most);
  const pairs = columns.flatMap((below, r) =>
    columns
      .slice(0, r)
      .flatMap((left, c) =>
        shown.map((each) => pointTrace([left, c], [below, r], each, size, r === 1)),
      ),
  );

  const traces = [...pairs, ...diagonal];
  const width = WIDTHS[columns.length]!;
  const sample =
    drawn === undefined
      ? ''
      : `points: ${count(most)} of ${count(rows)} rows, drawn with seed ${seed}; `;
  const subtitle = `${sample}diagonal: share of ${group === undefined ? 'all rows' : 'each group'}`;
  const heading = headingLayout(title, subtitle, legendNames(traces), width);
  const page = pageLayout(width, heading.top + (width - 2 * SIDE_MARGIN.left) * 0.85, heading.top);
  const layout: JsonObject = {
    ...page,
    height: Math.round(Number(page.height) + BOTTOM),
    margin: { ...(page.margin as JsonObject), b: BOTTOM },
    title: heading.title,
    meta: { subtitle },
    showlegend: group !== undefined,
    bargap: 0,
    ...Object.assign({}, ...columns.map((column, c) => axesOf(column, c, columns.length))),
  };
  return { data: traces, layout, title, altText: oneLine(altText) };
}

/** The number of rows. */
function assertColumnsOf(columns: readonly PairPlotColumn[]): number {
  assertInteger('pairPlot', 'columns.length', columns.length, 2, MOST_COLUMNS);
  const rows = columns[0]!.values.length;
  for (const [c, { label, unit, values }] of columns.entries()) {
    assertText('pairPlot', `columns[${c}].label`, label);
    if (unit !== null) assertText('pairPlot', `columns[${c}].unit (null for none)`, unit);
    assertNotEmpty('pairPlot', `columns[${c}].values`, values.length);
    const name = `columns[${c}].values`;
    assertSameLength('pairPlot', 'columns[0].values', rows, name, values.length);
    assertFinite('pairPlot', name, values);
  }
  return rows;
}

function pointTrace(
  [left, c]: readonly [PairPlotColumn, number],
  [below, r]: readonly [PairPlotColumn, number],
  { name, style, rows }: Group,
  size: number,
  first: boolean,
): JsonObject {
  return {
    type: 'scatter',
    mode: 'markers',
    name: plotlyText(name),
    legendgroup: name,
    showlegend: first && name !== '',
    x: rows.map((i) => left.values[i]!),
    y: rows.map((i) => below.values[i]!),
    marker: {
      color: style.color,
      symbol: style.symbol,
      size: size <= 100 ? 6 : 4,
      opacity: size <= 100 ? 0.85 : 0.6,
    },
    hovertemplate: `${hoverLine(left, 'x')}<br>${hoverLine(below, 'y')}<extra>${plotlyText(name)}</extra>`,
    xaxis: axisName('x', c),
    yaxis: axisName('y', r),
  };
}

/** An outline for each group over shared bins. */
function histogramTraces(
  column: PairPlotColumn,
  c: number,
  columns: readonly PairPlotColumn[],
  groups: readonly Group[],
): JsonObject[] {
  const { edges } = histogramBins(column.values, BINS);
  return groups.map(({ name, style, rows }) => {
    const counts = countInBins(
      rows.map((i) => column.values[i]!),
      edges,
    );
    return {
      type: 'scatter',
      mode: 'lines',
      name: plotlyText(name),
      legendgroup: name,
      showlegend: false,
      x: [edges[0]!, ...edges],
      y: [0, ...counts.map((k) => k / rows.length), 0],
      line: { color: style.color, dash: style.dash, width: 1.5, shape: 'hv' },
      fill: 'tozeroy',
      fillcolor: translucent(style.color, name === '' ? 0.3 : 0.12),
      hovertemplate: `from %{x}: %{y:.1%}<extra>${plotlyText(name)}</extra>`,
      xaxis: axisName('x', c),
      yaxis: axisName('y', columns.length + c),
    };
  });
}

/** The x axis of a column of pictures, the y axis of a row, and the hidden one of a histogram. */
function axesOf(column: PairPlotColumn, c: number, all: number): JsonObject {
  const size = (1 - (all - 1) * GAP) / all;
  const start = c * (size + GAP);
  const across = [start, start + size];
  const down = [1 - start - size, 1 - start];
  const axis = { ...axisLayout(column, undefined, undefined), nticks: 5 };
  const hidden = { showgrid: false, zeroline: false, showticklabels: false, ticks: '' };
  return {
    [layoutName('x', c)]: { ...axis, domain: across, anchor: 'free', position: 0 },
    // The first column is against no other one on its left, so its row has but a histogram.
    ...(c === 0
      ? {}
      : { [layoutName('y', c)]: { ...axis, domain: down, anchor: 'free', position: 0 } }),
    [layoutName('y', all + c)]: {
      ...hidden,
      domain: down,
      anchor: axisName('x', c),
      rangemode: 'tozero',
    },
  };
}

function axisName(letter: 'x' | 'y', index: number): string {
  return index === 0 ? letter : `${letter}${index + 1}`;
}

function layoutName(letter: 'x' | 'y', index: number): string {
  return `${letter}axis${index === 0 ? '' : index + 1}`;
}

function count(n: number): string {
  return n.toLocaleString('en');
}
