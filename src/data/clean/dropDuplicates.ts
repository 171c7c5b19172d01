import { assertKnownOptions, assertNotEmpty, assertOneOf, type Table } from '../../core/index.js';
import { ChangeTally } from './changeTally.js';
import { type Cleaned, cleaned } from './report.js';

/** What counts as a duplicate, and which one stays. */
export interface DropDuplicatesOptions {
  /** The columns that must agree. Default: all. */
  readonly by?: readonly string[];
  /** The row that stays of those that agree: the first, the last, or none of them. Default `'first'`. */
  readonly keep?: 'first' | 'last' | 'none';
}

/**
 * The rows without those that say again what another row has said.
 *
 * Missing agrees with missing, −0 with 0, and texts only with the same text: normalise them first.
 * The rows that stay keep their order.
 *
 * @returns the table, and a report with the rows that were dropped.
 * @throws MlError UNKNOWN_COLUMN; EMPTY for an empty list of columns; INVALID_ARGUMENT.
 *
 * Cost: O(rows · columns) time, O(rows) memory.
 * Agrees with: pandas.DataFrame.drop_duplicates.
 *
 * @example dropDuplicates(Table.from({ id: [7, 8, 7], x: [1, 2, 3] }), { by: ['id'], keep: 'last' }).table.number('x'); // Float64Array(2) [ 2, 3 ]
 */
export function dropDuplicates(table: Table, options: DropDuplicatesOptions = {}): Cleaned {
  assertKnownOptions('dropDuplicates', options, ['by', 'keep']);
  const { by = table.columnNames, keep = 'first' } = options;
  assertOneOf('dropDuplicates', 'keep', keep, ['first', 'last', 'none']);
  if (options.by) assertNotEmpty('dropDuplicates', 'by', by.length);
  const { groups, count } = groupRows(table, by);
  const sizes = new Int32Array(count);
  for (const group of groups) sizes[group]!++;
  const seen = new Int32Array(count);
  const kept: number[] = [];
  const tally = new ChangeTally();
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row]!;
    const place = ++seen[group]!; // from 1
    const stays = keep === 'first' ? place === 1 : place === (keep === 'last' ? sizes[group] : 1);
    if (stays && (keep !== 'none' || sizes[group] === 1)) kept.push(row);
    else tally.addRow(row);
  }
  const all = by.length === table.columns.length;
  const what = `dropped, the same as another in ${all ? 'every column' : by.map((name) => JSON.stringify(name)).join(', ')}`;
  const left = tally.count === 0 ? table : table.take(kept);
  return cleaned('dropDuplicates', table, left, tally.toChanges('', what));
}

/** A number for each row, the same for rows that agree in these columns. */
function groupRows(table: Table, by: readonly string[]): { groups: Int32Array; count: number } {
  const groups = new Int32Array(table.rowCount);
  let count = Math.min(1, table.rowCount);
  // A table without columns has rows that nothing tells apart: nothing is known to agree.
  if (by.length === 0) return { groups: groups.map((_, row) => row), count: table.rowCount };
  for (const name of by) {
    const { values } = table.column(name);
    if (count === table.rowCount) continue; // all apart already; the name was still looked up
    const codes = new Map<unknown, number>();
    const pairs = new Map<number, number>();
    for (let row = 0; row < groups.length; row++) {
      const code = numberOf(codes, values[row]);
      // Below 2⁵³ for any table that fits into memory.
      groups[row] = numberOf(pairs, groups[row]! * table.rowCount + code);
    }
    count = pairs.size;
  }
  return { groups, count };
}

/** The number of a key: that of its first appearance among the keys. */
function numberOf<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}
