import { type Cell, type ColumnKind, describeKnown, MlError, Table } from '../../core/index.js';
import { cellParsers } from '../csv/cellParsers.js';

/** Rows as JSON gives them, and where each came from. */
export interface Records {
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  /** How messages call a row. */
  readonly place: (row: number) => string;
}

/**
 * A table from rows of JSON. Columns come in order of first appearance; a key that a row lacks is
 * missing there, as is null. Dates are texts in JSON, so a column of them is declared.
 *
 * @throws MlError WRONG_KIND (a column of several kinds, a value that does not fit what is declared) | UNKNOWN_COLUMN
 */
export function tableOfRecords(
  where: string,
  { rows, place }: Records,
  declared: Readonly<Record<string, ColumnKind>> = {},
): Table {
  const columns = new Map<string, (Cell | undefined)[]>();
  rows.forEach((row, i) => {
    for (const [name, value] of Object.entries(row)) {
      let values = columns.get(name);
      if (values === undefined) {
        values = new Array<Cell | undefined>(rows.length).fill(null);
        columns.set(name, values);
      }
      values[i] = value;
    }
  });
  for (const name of Object.keys(declared)) {
    if (columns.has(name) || rows.length === 0) continue;
    throw new MlError(
      'UNKNOWN_COLUMN',
      `${where}: no row has ${JSON.stringify(name)}, which option columns declares. ` +
        describeKnown('Column', name, [...columns.keys()]),
    );
  }
  if (rows.length === 0) {
    return Table.from(
      Object.entries(declared).map(([name, kind]) => [name, { kind, values: [] }] as const),
    );
  }
  return Table.from(
    [...columns].map(([name, values]) => {
      const wanted = Object.hasOwn(declared, name) ? declared[name] : undefined;
      const kind = wanted ?? kindOf(values);
      const cells = values.map((value, i) => cellOf(where, name, kind, value, () => place(i)));
      return [name, { kind, values: cells }] as const;
    }),
  );
}

function kindOf(values: readonly (Cell | undefined)[]): ColumnKind {
  const first = values.find((value) => value !== null && value !== undefined);
  return first === undefined ? 'number' : (typeof first as ColumnKind);
}

function cellOf(
  where: string,
  name: string,
  kind: ColumnKind,
  value: Cell | undefined,
  place: () => string,
): Cell {
  if (value === null || value === undefined) return null;
  if (kind === 'date' && typeof value === 'string') {
    const ms = parseDate(value);
    if (ms !== undefined) return new Date(ms);
  } else if (typeof value === kind) return value;
  throw new MlError(
    'WRONG_KIND',
    `${where}: ${place()} has ${JSON.stringify(value)} in ${JSON.stringify(name)}, a column of kind ` +
      `${kind}. A column has one kind; mend the value, or declare another kind in option columns.`,
  );
}

const parseDate = cellParsers({ decimal: '.', dates: 'iso' }).date;
