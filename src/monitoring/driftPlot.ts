import { assertInteger, assertKnownOptions } from '../core/index.js';
import { bar, type Figure, type JsonObject } from '../plot/index.js';
import type { ColumnDrift, DriftReport } from './driftTypes.js';
import { distinctNames, pictureName } from './pictureNames.js';

/** What `driftPlot` takes beside the report. */
export interface DriftPlotOptions {
  /** Default: the verdict in a few words. */
  readonly title?: string;
  /** Default: the report's summary. */
  readonly altText?: string;
  /** Bars at most, the largest changes first. Default 25. */
  readonly most?: number;
}

/**
 * A drift report as a picture: a bar per column, as long as its population stability index, in
 * another colour and pattern where the test says drift.
 *
 * Length is the size of the change, colour is the verdict: a long bar that is not coloured is a
 * small sample, a short one that is coloured a large sample.
 *
 * @throws MlError OUT_OF_RANGE | INVALID_ARGUMENT for options.
 *
 * @example driftPlot(driftReport(Table.from({ x: [1, 2, 3] }), Table.from({ x: [3, 2, 1] }))).title; // 'No drift in 1 column'
 */
export function driftPlot(report: DriftReport, options: DriftPlotOptions = {}): Figure {
  assertKnownOptions('driftPlot', options, ['title', 'altText', 'most']);
  const { most = 25 } = options;
  assertInteger('driftPlot', 'most', most, 1, 100);
  const all = report.prediction === null ? report.columns : [...report.columns, report.prediction];
  const shown = [...all].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, most);
  const lengths = (drifted: boolean) =>
    shown.map((column) => (column.drifted === drifted ? sizeOf(column) : 0));
  const count = report.driftedColumns.length;
  const columns = `${all.length} ${all.length === 1 ? 'column' : 'columns'}`;
  const title = count === 0 ? `No drift in ${columns}` : `Drift in ${count} of ${columns}`;
  const figure = bar({
    categories: distinctNames(shown.map((column) => labelOf(column, report))),
    series: [
      { name: 'no drift', values: lengths(false) },
      { name: 'drift', values: lengths(true) },
    ],
    horizontal: true,
    title: options.title ?? title,
    xTitle: { label: 'Population stability index', unit: null },
    yTitle: { label: 'Column', unit: null },
    altText: options.altText ?? report.summary.slice(0, 400),
  });
  // One bar a column: the other series has length 0 there.
  const layout: JsonObject = { ...figure.layout, barmode: 'overlay' };
  return { ...figure, layout };
}

function sizeOf({ stabilityIndex }: ColumnDrift): number {
  return Math.max(0, stabilityIndex ?? 0);
}

function labelOf(column: ColumnDrift, report: DriftReport): string {
  const role = report.prediction?.name === column.name ? ' (prediction)' : '';
  const change =
    column.change === 'absent' ? ' (gone)' : column.change === 'kind' ? ' (another kind)' : '';
  return `${pictureName(column.name)}${role}${change}`;
}
