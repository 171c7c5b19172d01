import { showPlain } from '../schema/plainValue.js';
import type { CleaningChange, CleaningReport } from './report.js';

/**
 * What a cleaning did, as text: a line per step, and below it one per change.
 *
 * @param reports one report, or the list that `clean` returned.
 *
 * @example describeReport(dropDuplicates(Table.from({ a: [1, 1] })).report).split('\n')[0]; // 'dropDuplicates: 2 rows, then 1'
 */
export function describeReport(reports: CleaningReport | readonly CleaningReport[]): string {
  const list: readonly CleaningReport[] = 'step' in reports ? [reports] : reports;
  if (list.length === 0) return 'Nothing was done.';
  return list.map(describeStep).join('\n');
}

function describeStep({ step, rowsBefore, rowsAfter, changes, notes }: CleaningReport): string {
  const rows = `${rowsBefore} ${rowsBefore === 1 ? 'row' : 'rows'}`;
  const head = `${step}: ${rows}${rowsAfter === rowsBefore ? '' : `, then ${rowsAfter}`}`;
  const lines = changes.length === 0 ? ['nothing to change'] : changes.map(describeChange);
  return [head, ...[...lines, ...notes].map((line) => `  - ${line}`)].join('\n');
}

function describeChange({ column, what, count, rows, values }: CleaningChange): string {
  const where = column === '' ? '' : `${JSON.stringify(column)}: `;
  const noun = column === '' ? 'row' : 'value';
  const parts = [`${where}${count} ${count === 1 ? noun : `${noun}s`} ${what}`];
  if (values.length > 0) {
    const shown = values.map(({ from, to }) => `${showPlain(from)} → ${showPlain(to)}`);
    parts.push(shown.join(', '));
  }
  if (rows.length > 0) {
    const more = count > rows.length ? ` and ${count - rows.length} more` : '';
    parts.push(`${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}${more}`);
  }
  return parts.join('; ');
}
