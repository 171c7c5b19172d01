import type { DataFrame } from 'danfojs-node';
import { type Cell, type ColumnKind, MlError, Table, type TypedValues } from '../../core/index.js';
import { kindsOfFrame } from './kindsOfFrame.js';

/**
 * A danfojs-node `DataFrame` as a `Table`.
 *
 * The kind of a column is the one in `kinds`; else, for a frame that `toDataFrame` made, the one
 * that it had; else what danfojs says: strings, booleans, numbers. A frame derived in danfojs does
 * not know its dates any more: name them, `{ day: 'date' }`. A date is an ISO text or a `Date`;
 * null, undefined and NaN are missing. The frame's index is left behind.
 *
 * @param kinds kinds of columns that should not be taken from the frame.
 * @throws MlError UNKNOWN_COLUMN (in `kinds`); WRONG_KIND, naming column and row, when a value is
 *   of another kind.
 *
 * @example fromDataFrame(await toDataFrame(Table.from({ x: [1, 2] }))).number('x'); // Float64Array(2) [ 1, 2 ]
 */
export function fromDataFrame(
  frame: DataFrame,
  kinds: Readonly<Record<string, ColumnKind>> = {},
): Table {
  const names = frame.columns as string[];
  const given = new Map(Object.entries(kinds));
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    throw new MlError(
      'UNKNOWN_COLUMN',
      `fromDataFrame: the frame has no column ${JSON.stringify(name)}. ` +
        `Columns: ${names.map((each) => JSON.stringify(each)).join(', ')}.`,
    );
  }
  const known = kindsOfFrame(frame);
  const rows = (frame.shape[0] === 0 ? [] : frame.values) as unknown[][];
  const columns = names.map((name, j): [string, TypedValues] => {
    const cells = rows.map((row) => row[j]);
    const kind = given.get(name) ?? known.get(name) ?? kindOfDtype(frame.dtypes[j]);
    return [name, { kind, values: cells.map((cell, i) => toCell(cell, kind, name, i)) }];
  });
  return Table.from(columns);
}

function kindOfDtype(dtype: string | undefined): ColumnKind {
  if (dtype === 'string' || dtype === 'boolean') return dtype;
  return dtype === 'datetime' ? 'date' : 'number';
}

function toCell(cell: unknown, kind: ColumnKind, name: string, row: number): Cell {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return null;
  if (kind === 'date') {
    const date = new Date(cell as string | number | Date);
    if (!Number.isNaN(date.getTime())) return date;
  } else if (typeof cell === kind) return cell as Cell;
  throw new MlError(
    'WRONG_KIND',
    `fromDataFrame: column ${JSON.stringify(name)} is to be of kind ${kind}, but row ${row} holds ` +
      `${JSON.stringify(cell)}. Convert it in the frame, or name another kind in the second argument.`,
  );
}
