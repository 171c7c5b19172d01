import { assertMostRows } from './recordReader.js';
import { bodyFault } from './requestFault.js';
import type { ServedModel } from './servedModel.js';

/**
 * Columns `{ wind: [3, 4] }` as records. Values are not looked at here: that is the schema's.
 *
 * @throws RequestFault 422 where a column is no list, or longer than another; 413 for too many rows.
 */
export function recordsOfColumns(
  given: unknown,
  { bundle }: ServedModel,
  mostRows: number,
): Readonly<Record<string, unknown>>[] {
  const loc = ['body', 'inputs'];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw bodyFault('dict_type', 'inputs must be an object with a list per column.', { loc });
  }
  const columns = Object.entries(given as Record<string, unknown>);
  if (columns.length > bundle.input.columns.length) {
    throw bodyFault('too_long', `There are ${columns.length} columns, which is too many.`, { loc });
  }
  const rows = Array.isArray(columns[0]?.[1]) ? columns[0][1].length : 0;
  assertMostRows(rows, mostRows, loc);
  for (const [name, values] of columns) {
    if (Array.isArray(values) && values.length === rows) continue;
    throw bodyFault('list_type', 'Each column must be a list, all of one length.', {
      loc: [...loc, name.slice(0, 80)],
    });
  }
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(columns.map(([name, values]) => [name, (values as unknown[])[row]])),
  );
}
