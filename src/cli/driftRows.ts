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
    values === null ? '-' : short(values.statistic),
    values === null ? '-' : limitOf(values),
    stabilityIndex === null ? '-' : short(stabilityIndex),
    missing === null
      ? '-'
      : `${percent(missing.referenceShare)} -> ${percent(missing.currentShare)}`,
  ];
}

function limitOf({ adjustedPValue, threshold }: DriftTest): string {
  return adjustedPValue === null ? `from ${short(threshold)}` : `p ${short(adjustedPValue)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
