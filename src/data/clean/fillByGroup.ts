import type { Column } from '../../core/index.js';
import { plainValue, showPlain } from '../schema/plainValue.js';
import { ChangeTally } from './changeTally.js';
import { type ImputationStatistic, statisticOf } from './columnStatistic.js';
import type { CleaningChange } from './report.js';

/** A column's values with the gaps filled, and what was done. */
export interface Filled {
  readonly values: (number | string | boolean | null)[];
  readonly changes: CleaningChange[];
}

/** Fills the gaps with the statistic of the rows of the same group, else with that of all rows. */
export function fillByGroup(
  column: Column,
  groups: Column,
  gaps: readonly number[],
  statistic: ImputationStatistic,
): Filled {
  const values = [...column.values] as Filled['values'];
  const rowsOf = new Map<unknown, number[]>();
  const needed = new Set<unknown>(gaps.map((row) => groups.values[row]));
  for (let row = 0; row < values.length; row++) {
    const key = groups.values[row];
    if (!needed.has(key) || isGap(key) || isGap(column.values[row])) continue;
    const rows = rowsOf.get(key);
    if (rows) rows.push(row);
    else rowsOf.set(key, [row]);
  }
  const ownValues = new Map<unknown, number | string | boolean>();
  for (const [key, rows] of rowsOf) ownValues.set(key, statisticOf(column, statistic, rows));
  let overall: number | string | boolean | undefined;
  const byGroup = new ChangeTally();
  const byAll = new ChangeTally();
  const used = new Map<unknown, number>();
  for (const row of gaps) {
    const key = groups.values[row];
    const own = ownValues.get(key);
    if (own !== undefined) {
      values[row] = own;
      byGroup.addRow(row);
      used.set(key, (used.get(key) ?? 0) + 1);
    } else {
      overall ??= statisticOf(column, statistic);
      values[row] = overall;
      byAll.add(row, null, overall, column.kind, column.kind);
    }
  }
  const shown = [...used.keys()].slice(0, 5).map((key) => {
    const group = showPlain(plainValue(key, groups.kind));
    return `${group} ${showPlain(plainValue(ownValues.get(key), column.kind))}`;
  });
  const words = wordsOf(statistic);
  const by = JSON.stringify(groups.name);
  return {
    values,
    changes: [
      ...byGroup.toChanges(
        column.name,
        `filled with ${words} of the rows with the same ${by} (${shown.join(', ')}${used.size > 5 ? ', …' : ''})`,
      ),
      ...byAll.toChanges(column.name, `filled with ${words} of all rows, for want of one by ${by}`),
    ],
  };
}

/** Whether this value of a column is missing. */
export function isGap(value: unknown): boolean {
  return value === null || Number.isNaN(value);
}

/** The statistic in words. */
export function wordsOf(statistic: ImputationStatistic): string {
  return statistic === 'mostFrequent' ? 'the most frequent value' : `the ${statistic}`;
}
