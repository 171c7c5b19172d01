import { chiSquareTail } from '../math/index.js';
import { chiSquare, contingency } from './contingency.js';
import { codesOf, constantError, type Label } from './pairs.js';

/** What a χ² test found. */
export interface ChiSquareTest {
  readonly statistic: number;
  /** (rows − 1) · (columns − 1) of the table of counts. */
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Below 5 the p-value is rough: join rare categories, or use `permutationTest`. */
  readonly smallestExpected: number;
}

/**
 * Pearson's χ² test: would unrelated categories give counts that are so uneven?
 *
 * @param a (n,) categories; null and NaN are missing. @param b (n,) categories; incomplete rows
 *   are left out.
 * @throws MlError SHAPE_MISMATCH; EMPTY without a complete row; UNDEFINED_METRIC when a or b has
 *   one category only.
 *
 * Cost: O(n + rows · columns).
 * Source: Pearson (1900), Philosophical Magazine 50.
 * Agrees with: scipy.stats.chi2_contingency(correction=False) (test/golden/associations.json).
 *
 * @example chiSquareTest(['a', 'a', 'b', 'b'], ['x', 'y', 'x', 'y']).pValue; // 1
 */
export function chiSquareTest(a: ArrayLike<Label>, b: ArrayLike<Label>): ChiSquareTest {
  const table = contingency('chiSquareTest', codesOf(a), codesOf(b));
  if (table.rows < 2) throw constantError('chiSquareTest', 'a', table.total);
  if (table.columns < 2) throw constantError('chiSquareTest', 'b', table.total);
  const statistic = chiSquare(table);
  const degreesOfFreedom = (table.rows - 1) * (table.columns - 1);
  const least = (sums: Float64Array) => sums.reduce((a, b) => Math.min(a, b));
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareTail(statistic, degreesOfFreedom),
    smallestExpected: (least(table.rowSums) * least(table.columnSums)) / table.total,
  };
}
