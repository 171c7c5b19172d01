import { type Cell, MlError } from '../../core/index.js';

/** Rows that came more than once, and how many never came. */
export interface Completeness {
  /** Row numbers of all but the first coming of each key; empty without `key`. */
  readonly doubledRows: readonly number[];
  /** How many are missing: expected less different ones; null where nothing is expected. */
  readonly lostRows: number | null;
}

/** @throws MlError MISSING_VALUE when a row lacks its key */
export function completeness(
  where: string,
  rows: readonly Readonly<Record<string, Cell>>[],
  key: readonly string[],
  expected: number | null,
): Completeness {
  const doubledRows: number[] = [];
  if (key.length > 0) {
    const seen = new Set<string>();
    rows.forEach((row, i) => {
      const values = key.map((name) => (Object.hasOwn(row, name) ? row[name] : null));
      if (values.includes(null)) {
        throw new MlError(
          'MISSING_VALUE',
          `${where}: row ${i} has no ${key[values.indexOf(null)]}, by which rows are to be told apart.`,
        );
      }
      const text = JSON.stringify(values);
      if (seen.has(text)) doubledRows.push(i);
      seen.add(text);
    });
  }
  const different = rows.length - doubledRows.length;
  return { doubledRows, lostRows: expected === null ? null : expected - different };
}
