import { MlError } from '../core/index.js';
import { bar, type Figure } from '../plot/index.js';
import type { ColumnDrift } from './driftTypes.js';
import { distinctNames, pictureName } from './pictureNames.js';

const WIDTH = 480;
const AROUND = 150;
const ROW = 30;

/**
 * One column of a drift report as a small picture: how its values were spread in the reference, and
 * how they are spread now, as shares of the values that are there.
 *
 * Numbers lie in bins that hold about equal parts of the reference, so its bars are about equally
 * long, and what stands out has moved. The alt text names the bin or category that moved most.
 *
 * @param column of `driftReport(…).columns`, or its `prediction`.
 * @throws MlError EMPTY for a column without `counts`: its `note` says why.
 *
 * @example columnDriftPlot(driftReport(Table.from({ x: ['a', 'b'] }), Table.from({ x: ['b', 'b'] })).columns[0]).title; // 'x: no drift'
 */
export function columnDriftPlot(column: ColumnDrift): Figure {
  const { name, counts, note } = column;
  if (counts === null) {
    throw new MlError(
      'EMPTY',
      `columnDriftPlot: column ${JSON.stringify(name)} has no counts to draw. ${note}`,
    );
  }
  const before = shares(counts.reference);
  const now = shares(counts.current);
  const figure = bar({
    categories: distinctNames(counts.labels.map(pictureName)),
    series: [
      { name: 'reference', values: before },
      { name: 'current', values: now },
    ],
    horizontal: true,
    title: `${pictureName(name)}: ${column.drifted ? 'drift' : 'no drift'}`,
    xTitle: { label: 'Share of values', unit: '%' },
    yTitle: { label: 'Value', unit: null },
    altText: finding(column, counts.labels, before, now),
  });
  const height = AROUND + ROW * counts.labels.length;
  return { ...figure, layout: { ...figure.layout, width: WIDTH, height } };
}

function finding(
  { name, drifted, values, missing }: ColumnDrift,
  labels: readonly string[],
  before: readonly number[],
  now: readonly number[],
): string {
  const moved = now.map((share, k) => Math.abs(share - before[k]!));
  const most = moved.indexOf(Math.max(...moved));
  const percent = (share: number) => `${share.toFixed(1)}%`;
  const gap =
    moved[most] === 0
      ? 'The shares are the same.'
      : `"${pictureName(labels[most]!)}" held ${percent(before[most]!)} of the values and holds ${percent(now[most]!)}.`;
  const only =
    drifted && values?.drifted !== true && missing?.drifted
      ? ` What has drifted is how much is missing: ${percent(100 * missing.referenceShare)} before, ${percent(100 * missing.currentShare)} now.`
      : '';
  return `Column ${JSON.stringify(pictureName(name))} has ${drifted ? '' : 'not '}drifted. ${gap}${only}`;
}

/** In percent of all. */
function shares(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (100 * count) / all);
}
