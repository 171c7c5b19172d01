import { assertSameLength } from '../core/index.js';
import { assertFewGroups, type GroupStyle, groupStyle, MISSING_STYLE } from './palette.js';

/** One label a row: species, cluster number, yes or no; null and NaN are missing. */
export type GroupLabels = ArrayLike<string | number | boolean | null>;

/** A group: its name, its look, and the rows that belong to it. */
export interface Group {
  readonly name: string;
  readonly style: GroupStyle;
  readonly rows: readonly number[];
}

/**
 * Rows by label, in alphabetical order (2 before 10), so that a group keeps its colour when rows
 * are shuffled or split. Rows without a label come last, grey, as "missing".
 */
export function groupRows(where: string, rows: number, labels: GroupLabels): readonly Group[] {
  assertSameLength(where, 'x', rows, 'group', labels.length);
  const byName = new Map<string, number[]>();
  const missing: number[] = [];
  for (let i = 0; i < rows; i++) {
    const label = labels[i];
    if (label === null || label === undefined || Number.isNaN(label)) {
      missing.push(i);
      continue;
    }
    const name = String(label);
    const found = byName.get(name);
    if (found === undefined) byName.set(name, [i]);
    else found.push(i);
  }
  assertFewGroups(where, byName.size);
  const { compare } = new Intl.Collator('en', { numeric: true });
  const names = [...byName.keys()].sort(compare);
  const groups = names.map((name, i) => ({ name, style: groupStyle(i), rows: byName.get(name)! }));
  return missing.length === 0
    ? groups
    : [...groups, { name: 'missing', style: MISSING_STYLE, rows: missing }];
}
