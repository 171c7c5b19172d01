import { assertSameLength } from '../core/index.js';
import { type Codes, tooFewError } from './pairs.js';

/** How often each category of a comes with each of b; categories that never come are left out. */
export interface Contingency {
  /** (rows · columns,) counts, row-major. */
  readonly counts: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly rowSums: Float64Array;
  readonly columnSums: Float64Array;
  readonly total: number;
}

/** Counts pairs of codes; a row with a missing code (−1) is left out. */
export function contingency(where: string, a: Codes, b: Codes): Contingency {
  assertSameLength(where, 'a', a.codes.length, 'b', b.codes.length);
  const rowSums = new Float64Array(a.count);
  const columnSums = new Float64Array(b.count);
  let total = 0;
  for (let i = 0; i < a.codes.length; i++) {
    const row = a.codes[i]!;
    const column = b.codes[i]!;
    if (row < 0 || column < 0) continue;
    rowSums[row]! += 1;
    columnSums[column]! += 1;
    total++;
  }
  if (total === 0) throw tooFewError(where, 0, 1);
  const rowAt = places(rowSums);
  const columnAt = places(columnSums);
  const rows = rowSums.filter((sum) => sum > 0);
  const columns = columnSums.filter((sum) => sum > 0);
  const counts = new Float64Array(rows.length * columns.length);
  for (let i = 0; i < a.codes.length; i++) {
    const row = a.codes[i]!;
    const column = b.codes[i]!;
    if (row < 0 || column < 0) continue;
    counts[rowAt[row]! * columns.length + columnAt[column]!]! += 1;
  }
  return {
    counts,
    rows: rows.length,
    columns: columns.length,
    rowSums: rows,
    columnSums: columns,
    total,
  };
}

/** χ² = Σ (observed − expected)² / expected, where expected is what independence would give. */
export function chiSquare(table: Contingency): number {
  let statistic = 0;
  for (let i = 0; i < table.rows; i++) {
    for (let j = 0; j < table.columns; j++) {
      const expected = (table.rowSums[i]! * table.columnSums[j]!) / table.total;
      statistic += (table.counts[i * table.columns + j]! - expected) ** 2 / expected;
    }
  }
  return statistic;
}

/** Where each category that comes at all lands when the others are left out. */
function places(sums: Float64Array): Int32Array {
  let place = 0;
  return Int32Array.from(sums, (sum) => (sum > 0 ? place++ : -1));
}
