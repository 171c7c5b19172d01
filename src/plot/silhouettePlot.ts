import { assertFinite, assertNotEmpty, assertSameLength } from '../core/index.js';
import { type FigureWords, withTraces } from './adjust.js';
import type { Figure, JsonObject } from './figure.js';
import { type GroupLabels, groupRows } from './groups.js';
import { line } from './line.js';
import { translucent } from './palette.js';
import { thinRows } from './thinCurve.js';

/** What `silhouettePlot` draws. */
export interface SilhouettePlotOptions extends FigureWords {
  /** (n,) as `silhouetteSamples` gives them. */
  readonly silhouettes: ArrayLike<number>;
  /** (n,) the cluster of each point, at most seven different ones. */
  readonly labels: GroupLabels;
}

/** So many points draw the outline of a cluster. */
const MOST = 500;

/**
 * Silhouettes: how well each point sits in its cluster, cluster by cluster, the best point first.
 * What reaches below zero sits nearer to another cluster. The dashed line is the mean of all.
 *
 * A cluster is as tall as it has points. Of more than 500 points, 500 draw its outline: evenly
 * spaced in the order of their silhouettes.
 *
 * @param options the silhouettes, the clusters, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | INVALID_ARGUMENT (more than seven clusters).
 *
 * Cost: O(n log n). Inputs are not changed. The same input gives the same bytes.
 *
 * @example silhouettePlot({ silhouettes: [0.8, 0.7, -0.1], labels: [0, 0, 1], title: 'Points', altText: 'The second cluster holds a point of the first.' }).data.length; // 2
 */
export function silhouettePlot(options: SilhouettePlotOptions): Figure {
  const { silhouettes, labels, title, altText } = options;
  const n = silhouettes.length;
  assertSameLength('silhouettePlot', 'silhouettes', n, 'labels', labels.length);
  assertNotEmpty('silhouettePlot', 'silhouettes', n);
  assertFinite('silhouettePlot', 'silhouettes', silhouettes);
  const gap = Math.max(1, Math.round(n / 50));
  let above = 0;
  const series = groupRows('silhouettePlot', n, labels).map(({ name, rows }) => {
    const sorted = rows.map((i) => silhouettes[i]!).sort((a, b) => b - a);
    const kept = thinRows(sorted.length, MOST);
    const top = above;
    above += rows.length + gap;
    return { name, x: kept.map((k) => sorted[k]!), y: kept.map((k) => top + k) };
  });
  const mean = Array.from(silhouettes).reduce((sum, value) => sum + value, 0) / n;
  const figure = line({
    title,
    altText,
    series,
    xTitle: { label: 'Silhouette', unit: null },
    yTitle: { label: 'Points, cluster by cluster', unit: null },
    yRange: [above, -gap], // the first cluster on top
    referenceLines: [
      { axis: 'x', at: 0 },
      { axis: 'x', at: mean, label: `mean ${mean.toFixed(2)}` },
    ],
  });
  const filled = withTraces(figure, (trace) => {
    const { color } = trace.line as { readonly color: string };
    return {
      ...trace,
      mode: 'lines',
      showlegend: true,
      fill: 'tozerox',
      fillcolor: translucent(color, 0.5),
    };
  });
  const axis = filled.layout.yaxis as JsonObject;
  return {
    ...filled,
    layout: { ...filled.layout, showlegend: true, yaxis: { ...axis, showgrid: false } },
  };
}
