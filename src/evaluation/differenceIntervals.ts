import type { Random, Vector } from '../core/index.js';
import { normalCdf, quantileOfSorted, sortNumbers, studentTail } from '../math/index.js';

/** More units than this are drawn in bundles: an interval of so many is as good. */
const MOST_UNITS = 5000;

/** Smaller tails, of very few units only, are not looked for: they would take too many resamples. */
const LEAST_TAIL = 4e-5;

/** A mean with its interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Intervals of several means over the same rows. */
export interface Intervals {
  readonly intervals: readonly Interval[];
  readonly repeats: number;
}

/**
 * Bootstrap intervals of the means of several columns of differences, row by row.
 *
 * Units (rows, or groups of rows) are drawn with replacement, for all columns alike. The interval
 * runs between percentiles, which for m units are moved outwards as Student's t is wider than the
 * normal distribution: plain percentiles are too narrow where units are few.
 *
 * Source: Hesterberg (2015), What Teachers Should Know About the Bootstrap, The American
 * Statistician 69(4): the expanded percentile interval.
 */
export function differenceIntervals(
  columns: readonly Vector[],
  units: readonly ArrayLike<number>[],
  tail: number,
  random: Random,
): Intervals {
  const bundles = units.length > MOST_UNITS ? bundled(units, random) : units;
  const m = bundles.length;
  const sums = columns.map((column) => Float64Array.from(bundles, (rows) => sumOf(column, rows)));
  const sizes = Float64Array.from(bundles, (rows) => rows.length);
  const cut = Math.max(LEAST_TAIL, expandedTail(tail, m));
  const repeats = Math.max(2000, Math.ceil(10 / cut));

  const drawn = columns.map(() => new Float64Array(repeats));
  const total = new Float64Array(columns.length);
  for (let b = 0; b < repeats; b++) {
    let size = 0;
    total.fill(0);
    for (let i = 0; i < m; i++) {
      const unit = random.integer(0, m);
      size += sizes[unit]!;
      for (let c = 0; c < sums.length; c++) total[c]! += sums[c]![unit]!;
    }
    for (let c = 0; c < sums.length; c++) drawn[c]![b] = total[c]! / size;
  }
  const intervals = columns.map((column, c): Interval => {
    const sorted = sortNumbers(drawn[c]!);
    return {
      mean: column.reduce((sum, value) => sum + value, 0) / column.length,
      low: quantileOfSorted(sorted, cut),
      high: quantileOfSorted(sorted, 1 - cut),
    };
  });
  return { intervals, repeats };
}

/** Φ(−√(m / (m − 1)) · t), where Student's t with m − 1 degrees leaves `tail` above it. */
export function expandedTail(tail: number, m: number): number {
  let [low, high] = [0, 1e4];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, m - 1) / 2 > tail) low = middle;
    else high = middle;
  }
  return normalCdf(-Math.sqrt(m / (m - 1)) * low);
}

/** The units in random order, dealt out into as many bundles as an interval needs. */
function bundled(units: readonly ArrayLike<number>[], random: Random): number[][] {
  const bundles: number[][] = Array.from({ length: MOST_UNITS }, () => []);
  random.permutation(units.length).forEach((unit, i) => {
    const rows = units[unit]!;
    for (let r = 0; r < rows.length; r++) bundles[i % MOST_UNITS]!.push(rows[r]!);
  });
  return bundles;
}

function sumOf(column: Vector, rows: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += column[rows[i]!]!;
  return sum;
}
