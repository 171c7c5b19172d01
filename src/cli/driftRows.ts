import { shortNumber } from '../core/index.js';
import type { ColumnDrift, DriftReport, DriftTest } from '../monitoring/index.js';

/** A drift report as rows of cells, the head first. */
export function driftRows({ columns, prediction }: DriftReport): string[][] {
  return [
    ['COLUMN', 'VERDICT', 'TEST', 'STATISTIC', 'P OR LIMIT', 'PSI', 'MISSING'],
    ...columns.map((column) => rowOf(column, '')),
    ...(prediction === null ? [] : [rowOf(prediction, ' (prediction)')]),
  ];
}

/** The verdict on a column in a word or two. */
export function verdictOf({ change, values, missing, drifted }: ColumnDrift): string {
  if (change === 'absent') return 'GONE';
  if (change === 'kind') return 'OTHER KIND';
  if (values === null && missing === null) return 'not compared';
  return drifted ? 'DRIFT' : 'ok';
}

function rowOf(column: ColumnDrift, role: string): string[] {
  const { name, values, missing, stabilityIndex } = column;
  return [
    name + role,
    verdictOf(column),
    values?.test ?? '-',
    values === null ? '-' : shortNumber(values.statistic, 3),
    values === null ? '-' : limitOf(values),
    stabilityIndex === null ? '-' : shortNumber(stabilityIndex, 3),
    missing === null
      ? '-'
      : `${percent(missing.referenceShare)} -> ${percent(missing.currentShare)}`,
  ];
}

function limitOf({ adjustedPValue, threshold }: DriftTest): string {
  return adjustedPValue === null
    ? `from ${shortNumber(threshold, 3)}`
    : `p ${shortNumber(adjustedPValue, 3)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
