import type { JsonObject } from './figure.js';
import { type Group, type GroupLabels, groupRows } from './groups.js';
import { groupStyle } from './palette.js';
import { plotlyText, wrap } from './text.js';

const LABEL_WIDTH = 16; // characters

/** The groups of `values`, or all of them as one group without a name. */
export function groupsOrAll(
  where: string,
  rows: number,
  labels: GroupLabels | undefined,
): readonly Group[] {
  if (labels !== undefined) return groupRows(where, rows, labels);
  const all = Array.from({ length: rows }, (_, i) => i);
  return [{ name: '', style: groupStyle(0), rows: all }];
}

/** An x axis with a place for each group: 0, 1, 2 …, its name below, and how many rows it has. */
export function groupAxis(groups: readonly Group[]): JsonObject {
  return {
    tickmode: 'array',
    tickvals: groups.map((_, i) => i),
    ticktext: groups.map(({ name, rows }) =>
      [...(name === '' ? [] : wrap(name, LABEL_WIDTH)), `n = ${rows.length.toLocaleString('en')}`]
        .map(plotlyText)
        .join('<br>'),
    ),
    tickangle: 0,
    ticks: '',
    showgrid: false,
    range: [-0.6, groups.length - 0.4],
  };
}
