import { type Cell, isMissing, MlError, type Table, type TableRow } from '../../core/index.js';
import { ChangeTally } from './changeTally.js';
import { type Cleaned, cleaned } from './report.js';

/**
 * Single values put right by a rule that only a person can know: a misspelt name, a code that
 * stands for "unknown", a speed of 0 in the air.
 *
 * The rule sees one row at a time, so it learns nothing from the others and may run before a split.
 *
 * @param column  the column to correct; it keeps its kind.
 * @param correct the value as it should be, from the value and its row; null or NaN is missing.
 * @param why     the reason in words, for the report: `'no aircraft flies at 0 kn'`.
 * @returns the table, and a report with the values before and after.
 * @throws MlError UNKNOWN_COLUMN; WRONG_KIND when the rule returns a value of another kind;
 *   INVALID_ARGUMENT without a reason.
 *
 * Cost: O(cells). The input stays.
 *
 * @example correctValues(Table.from({ town: ['Ulm', 'Urm'] }), 'town', (town) => (town === 'Urm' ? 'Ulm' : town), 'misspelt').table.string('town'); // [ 'Ulm', 'Ulm' ]
 */
export function correctValues(
  table: Table,
  column: string,
  correct: (value: Cell, row: TableRow) => Cell,
  why: string,
): Cleaned {
  const where = 'correctValues';
  if (typeof why !== 'string' || why.trim() === '') {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: why is empty, and a report without the reason cannot be judged.`,
    );
  }
  const before = table.column(column);
  const { kind } = before;
  const values: Cell[] = [];
  for (let i = 0; i < table.rowCount; i++) {
    const row = table.row(i);
    values.push(correct(row[column]!, row));
  }
  const corrected = table.with(column, { kind, values });
  const after = corrected.column(column);
  const tally = new ChangeTally();
  for (let i = 0; i < table.rowCount; i++) {
    if (Object.is(before.values[i], after.values[i])) continue;
    const [from, to] = [before, after].map((one) => (isMissing(one, i) ? null : one.values[i]!));
    tally.add(i, from!, to!, kind, kind);
  }
  const changes = tally.toChanges(column, `corrected: ${why}`);
  return cleaned(where, table, changes.length === 0 ? table : corrected, changes);
}
