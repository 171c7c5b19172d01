import { type Column, isMissing, type Table } from '../core/index.js';

/** How the missing values of two columns meet. */
export interface MissingPair {
  readonly a: string;
  readonly b: string;
  /** Rows in which both are missing. */
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  /**
   * Correlation of "a is missing" with "b is missing" (φ), from −1 to 1; null when one of them is
   * missing in every row.
   */
  readonly correlation: number | null;
}

/** Rows in which exactly these columns are missing. */
export interface MissingPattern {
  readonly columns: readonly string[];
  readonly rows: number;
}

/** Where values are missing, and where they are missing together. */
export interface MissingTogether {
  readonly rowCount: number;
  /** Rows without a missing value. */
  readonly completeRows: number;
  /** The columns with missing values, in the order of the table. */
  readonly columns: readonly { readonly name: string; readonly missing: number }[];
  /** Every two of these columns. */
  readonly pairs: readonly MissingPair[];
  /** Which sets of columns are missing together, most frequent first. */
  readonly patterns: readonly MissingPattern[];
}

/**
 * Which values are missing in the same rows: holes with one cause, such as a sensor that was off
 * or a form that was left out.
 *
 * @param table any table.
 * @returns plain JSON; the complete rows are no pattern.
 *
 * Cost: O(rows · columns + c²) for c columns with missing values.
 *
 * @example missingTogether(Table.from({ x: [1, NaN], y: ['a', null] })).pairs[0].both; // 1
 */
export function missingTogether(table: Table): MissingTogether {
  const holed = table.columns
    .map((column) => ({ column, rows: missingRows(column) }))
    .filter(({ rows }) => rows.length > 0);
  const pairs: MissingPair[] = [];
  holed.forEach((first, i) => {
    for (const second of holed.slice(i + 1)) {
      pairs.push(pairOf(first.column.name, first.rows, second.column.name, second.rows, table));
    }
  });
  const byRow = new Map<number, number[]>();
  holed.forEach(({ rows }, k) => {
    for (const row of rows) {
      const list = byRow.get(row);
      if (list === undefined) byRow.set(row, [k]);
      else list.push(k);
    }
  });
  return {
    rowCount: table.rowCount,
    completeRows: table.rowCount - byRow.size,
    columns: holed.map(({ column, rows }) => ({ name: column.name, missing: rows.length })),
    pairs,
    patterns: patternsOf(
      byRow,
      holed.map(({ column }) => column.name),
    ),
  };
}

function missingRows(column: Column): number[] {
  const rows: number[] = [];
  for (let i = 0; i < column.values.length; i++) if (isMissing(column, i)) rows.push(i);
  return rows;
}

function pairOf(
  a: string,
  rowsA: readonly number[],
  b: string,
  rowsB: readonly number[],
  { rowCount: n }: Table,
): MissingPair {
  let both = 0;
  let k = 0;
  for (const row of rowsA) {
    while (k < rowsB.length && rowsB[k]! < row) k++;
    if (rowsB[k] === row) both++;
  }
  const [p, q] = [rowsA.length, rowsB.length];
  const spread = Math.sqrt(p * (n - p)) * Math.sqrt(q * (n - q));
  const correlation = spread === 0 ? null : (n * both - p * q) / spread;
  return { a, b, both, onlyA: p - both, onlyB: q - both, correlation };
}

function patternsOf(
  byRow: ReadonlyMap<number, readonly number[]>,
  names: readonly string[],
): MissingPattern[] {
  const counts = new Map<string, { readonly places: readonly number[]; rows: number }>();
  for (const places of byRow.values()) {
    const key = places.join(' ');
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { places, rows: 1 });
    else known.rows++;
  }
  return [...counts.values()]
    .sort((a, b) => b.rows - a.rows)
    .map(({ places, rows }) => ({ columns: places.map((place) => names[place]!), rows }));
}
