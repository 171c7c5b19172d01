import { assertKnownOptions } from '../core/index.js';
import { type Contingency, chiSquare, contingency } from './contingency.js';
import { codesOf, constantError, type Label } from './pairs.js';

export interface CramersVOptions {
  /** Whether to take off what chance alone gives (Bergsma). Default false. */
  readonly biasCorrected?: boolean;
}

/**
 * Cramér's V: how much one category tells about another.
 *
 * V = √(χ² / (n · (min(rows, columns) − 1))) of the table of counts. Without correction V of
 * unrelated columns lies above 0, by a lot when categories are many and rows are few; with
 * `biasCorrected` it is Bergsma's estimator, which is about 0 then.
 *
 * @param a (n,) categories; null and NaN are missing.
 * @param b (n,) categories; rows in which a or b is missing are left out.
 * @returns dimensionless, from 0 (unrelated) to 1 (each category of the one goes with one of the
 *   other); without a sign, since categories have no order.
 * @throws MlError SHAPE_MISMATCH; EMPTY without a complete row; UNDEFINED_METRIC when a or b has
 *   one category only; INVALID_ARGUMENT
 *
 * Cost: O(n + rows · columns).
 * Source: Cramér, Mathematical Methods of Statistics (1946), §21.9; Bergsma (2013), Journal of the
 *   Korean Statistical Society 42(3).
 * Agrees with: scipy.stats.contingency.association(method='cramer') when not corrected
 *   (test/golden/associations.json).
 *
 * @example cramersV(['a', 'a', 'b', 'b'], ['x', 'x', 'y', 'y']); // 1
 */
export function cramersV(
  a: ArrayLike<Label>,
  b: ArrayLike<Label>,
  options: CramersVOptions = {},
): number {
  assertKnownOptions('cramersV', options, ['biasCorrected']);
  const table = contingency('cramersV', codesOf(a), codesOf(b));
  if (table.rows < 2) throw constantError('cramersV', 'a', table.total);
  if (table.columns < 2) throw constantError('cramersV', 'b', table.total);
  return cramersVOf(table, options.biasCorrected ?? false);
}

/** V of a table with two rows and two columns at least. */
export function cramersVOf(table: Contingency, biasCorrected: boolean): number {
  const { rows, columns, total: n } = table;
  const phi2 = chiSquare(table) / n;
  if (!biasCorrected) return Math.min(1, Math.sqrt(phi2 / (Math.min(rows, columns) - 1)));
  if (n < 2) return 0;
  const excess = Math.max(0, phi2 - ((rows - 1) * (columns - 1)) / (n - 1));
  const r = rows - (rows - 1) ** 2 / (n - 1);
  const c = columns - (columns - 1) ** 2 / (n - 1);
  const room = Math.min(r, c) - 1;
  return room > 0 ? Math.min(1, Math.sqrt(excess / room)) : 0;
}
