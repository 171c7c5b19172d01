import { Table } from '../core/index.js';
import type { ColumnProfile, Profile } from './profileTypes.js';

/**
 * A profile as a table to look at: one row per column of the profiled table.
 *
 * Columns: column, kind, count, missing, distinct, shape, mean, deviation, min, median, max,
 * skewness (of numbers; missing for other kinds), and `common`: the most frequent values with
 * their counts; for dates the range.
 *
 * @example profileTable(profile(Table.from({ x: ['a', 'b', 'a'] }))).row(0).common; // 'a (2), b (1)'
 */
export function profileTable(profile: Profile): Table {
  const { columns } = profile;
  const numbers = (pick: 'mean' | 'deviation' | 'min' | 'median' | 'max' | 'skewness') => ({
    kind: 'number' as const,
    values: columns.map((column) => (column.kind === 'number' ? column[pick] : null)),
  });
  const texts = (pick: (column: ColumnProfile) => string) => ({
    kind: 'string' as const,
    values: columns.map(pick),
  });
  const counts = (pick: 'count' | 'missing' | 'distinct') => ({
    kind: 'number' as const,
    values: columns.map((column) => column[pick]),
  });
  return Table.from({
    column: texts((column) => column.name),
    kind: texts((column) => column.kind),
    count: counts('count'),
    missing: counts('missing'),
    distinct: counts('distinct'),
    shape: texts((column) => column.shape),
    mean: numbers('mean'),
    deviation: numbers('deviation'),
    min: numbers('min'),
    median: numbers('median'),
    max: numbers('max'),
    skewness: numbers('skewness'),
    common: texts(commonOf),
  });
}

function commonOf(column: ColumnProfile): string {
  if (column.kind === 'date') {
    if (column.min === null || column.max === null) return '';
    return `${dateText(column.min)} to ${dateText(column.max)}`;
  }
  return column.mostFrequent
    .slice(0, 3)
    .map(({ value, count }) => `${String(value)} (${count})`)
    .join(', ');
}

/** The day, and the time only where there is one. */
function dateText(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return String(ms);
  return date.toISOString().replace(/T00:00:00\.000Z$/, '');
}
