import type { DataFrame } from 'danfojs-node';
import { type Column, type ColumnKind, MlError, type Table } from '../../core/index.js';
import { rememberKinds } from './kindsOfFrame.js';
import { loadDanfo } from './loadDanfo.js';

/** danfojs's word for each kind; it has no dates that may be missing, so they travel as texts. */
const DTYPES: Record<ColumnKind, string> = {
  number: 'float32',
  string: 'string',
  boolean: 'boolean',
  date: 'string',
};

/**
 * A `Table` as a danfojs-node `DataFrame`, for looking, selecting and grouping.
 *
 * Numbers stay 64-bit (danfojs calls them float32, but keeps them as they are) and NaN where
 * missing; missing strings and booleans are null; a date is its ISO text, null where missing.
 * `fromDataFrame` brings the very table back. Values are copied.
 *
 * @throws MlError INVALID_ARGUMENT for a column name that danfojs uses for itself, such as `shape`.
 *
 * Cost: O(cells); the first call loads danfojs, about two seconds.
 *
 * @example (await toDataFrame(Table.from({ x: [1, 2] }))).shape; // [ 2, 1 ]
 */
export async function toDataFrame(table: Table): Promise<DataFrame> {
  const { DataFrame } = await loadDanfo();
  const { columns, rowCount } = table;
  const taken = new DataFrame([]);
  for (const { name } of columns) {
    if (!(name in taken)) continue;
    throw new MlError(
      'INVALID_ARGUMENT',
      `toDataFrame: a column is called ${JSON.stringify(name)}, which danfojs uses for itself. ` +
        'Call table.rename first.',
    );
  }
  const cells = columns.map(frameValues);
  const rows = Array.from({ length: rowCount }, (_, i) => cells.map((values) => values[i]));
  const frame = new DataFrame(columns.length === 0 ? [] : rows, {
    columns: columns.map((column) => column.name),
    dtypes: columns.map((column) => DTYPES[column.kind]),
  });
  rememberKinds(
    frame,
    columns.map((column) => [column.name, column.kind]),
  );
  return frame;
}

function frameValues(column: Column): ArrayLike<unknown> {
  if (column.kind !== 'date') return column.values;
  return Array.from(column.values, (ms) => (Number.isNaN(ms) ? null : new Date(ms).toISOString()));
}
