import {
  assertAbove,
  assertKnownOptions,
  assertOneOf,
  type Column,
  type Table,
} from '../../core/index.js';
import { quantileOfSorted, sortNumbers } from '../../math/index.js';
import { ChangeTally } from './changeTally.js';
import { nameTaken } from './nameTaken.js';
import { type Cleaned, cleaned } from './report.js';

/** What counts as far out. */
export interface FlagOutliersOptions {
  /** Fences from the quartiles (`iqr`), or from the median and its absolute deviation (`mad`). Default `'iqr'`. */
  readonly method?: 'iqr' | 'mad';
  /** How many interquartile ranges beyond the quartiles (default 1.5), or deviations from the median (3.5). */
  readonly factor?: number;
  /** The name of the column of flags. Default `<column>_outlier`. */
  readonly as?: string;
}

/** A normal distribution's deviation in units of its median absolute deviation: 1 / Φ⁻¹(¾). */
const DEVIATIONS_PER_MAD = 1.482602218505602;

/**
 * A column of truth values more, which says whose number lies far from the others. Flagged, not
 * removed: an outlier is a question to whoever knows the data, and often the best row of all.
 *
 * - `iqr`: outside Q₁ − f·IQR to Q₃ + f·IQR, with f = 1.5 (Tukey's fences).
 * - `mad`: |x − median| > f · 1.4826 · MAD, with f = 3.5; half of the values may be wild.
 *
 * Where more than half of the numbers (or the middle half) are equal, the spread is 0 and the rule
 * cannot tell far from near: nothing finite is flagged, and the report says so. Infinities are
 * always flagged and take no part in the fences; where a number is missing, so is its flag.
 *
 * @returns the table with the flags, and a report with the fences and the rows outside.
 * @throws MlError UNKNOWN_COLUMN | WRONG_KIND | INVALID_ARGUMENT | OUT_OF_RANGE; DUPLICATE_NAME when
 *   the flags' name is taken by a column that is not these very flags.
 *
 * Cost: O(n log n) at worst.
 * Source: Tukey (1977), Exploratory Data Analysis; Iglewicz & Hoaglin (1993), How to Detect and
 *   Handle Outliers.
 * Agrees with: numpy.quantile, scipy.stats.median_abs_deviation (test/golden/cleanStatistics.json).
 *
 * @example flagOutliers(Table.from({ x: [1, 2, 3, 4, 99] }), 'x').table.boolean('x_outlier'); // [ false, false, false, false, true ]
 */
export function flagOutliers(
  table: Table,
  column: string,
  options: FlagOutliersOptions = {},
): Cleaned {
  const where = 'flagOutliers';
  assertKnownOptions(where, options, ['method', 'factor', 'as']);
  const { method = 'iqr', as = `${column}_outlier` } = options;
  assertOneOf(where, 'method', method, ['iqr', 'mad']);
  const { factor = method === 'iqr' ? 1.5 : 3.5 } = options;
  assertAbove(where, 'factor', factor, 0);
  const values = table.number(column);
  const sorted = sortNumbers(values.filter(Number.isFinite));
  const { low, high, note } = fencesOf(sorted, method, factor);
  const flags = new Array<boolean | null>(values.length).fill(null);
  const tally = new ChangeTally();
  values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    const isOut = value < low || value > high || !Number.isFinite(value);
    flags[row] = isOut;
    if (isOut) tally.add(row, value, true);
  });
  const existing = table.has(as) ? table.column(as) : undefined;
  if (existing && !isEqual(existing, flags)) throw nameTaken(where, as);
  const flagged = existing ? table : table.with(as, { kind: 'boolean', values: flags });
  const what = `outside ${low} to ${high}, flagged in ${JSON.stringify(as)}`;
  return cleaned(where, table, flagged, tally.toChanges(column, what), note);
}

interface Fences {
  readonly low: number;
  readonly high: number;
  readonly note: readonly string[];
}

function fencesOf(sorted: Float64Array, method: 'iqr' | 'mad', factor: number): Fences {
  const open = { low: -Infinity, high: Infinity };
  if (sorted.length === 0) return { ...open, note: ['there is no finite number to judge'] };
  const [below, centre, above] = [0.25, 0.5, 0.75].map((p) => quantileOfSorted(sorted, p));
  const spread = method === 'iqr' ? above! - below! : medianDeviation(sorted, centre!);
  if (spread === 0) {
    const which = method === 'iqr' ? 'interquartile range' : 'median absolute deviation';
    return { ...open, note: [`the ${which} is 0, so nothing finite was flagged`] };
  }
  if (method === 'iqr') {
    return { low: below! - factor * spread, high: above! + factor * spread, note: [] };
  }
  const reach = factor * DEVIATIONS_PER_MAD * spread;
  return { low: centre! - reach, high: centre! + reach, note: [] };
}

function medianDeviation(values: Float64Array, centre: number): number {
  return quantileOfSorted(sortNumbers(values.map((value) => Math.abs(value - centre))), 0.5);
}

function isEqual(column: Column, flags: readonly (boolean | null)[]): boolean {
  if (column.kind !== 'boolean') return false;
  return column.values.every((value, row) => value === flags[row]);
}
