import type { SplitIndices } from '../data/index.js';
import { mean } from '../math/index.js';

/**
 * The smoothed mean of the targets of each category; see `TargetEncoder` for the formulas.
 *
 * @param codes  (n,) the category of each row, from 0 to `count` − 1; n ≥ 1.
 * @param y      (n,) finite targets.
 * @param smooth rows' worth of the mean of all, or 'auto'.
 * @returns `encodings` (count,) in the unit of y; a category without rows gets `mean`, that of all.
 */
export function targetMeans(
  codes: Int32Array,
  count: number,
  y: ArrayLike<number>,
  smooth: number | 'auto',
): { readonly encodings: Float64Array; readonly mean: number } {
  const overall = mean(y);
  const rows = new Float64Array(count);
  const sums = new Float64Array(count); // of y − overall: no digits lost where y is far from 0
  codes.forEach((code, i) => {
    rows[code]!++;
    sums[code]! += y[i]! - overall;
  });
  if (smooth === 'auto') return { encodings: shrunk(codes, y, overall, rows, sums), mean: overall };
  const encodings = sums.map((sum, code) => {
    const weight = rows[code]! + smooth;
    return weight === 0 ? overall : overall + sum / weight;
  });
  return { encodings, mean: overall };
}

/**
 * The same out of fold: each row of a fold gets what the rows outside that fold say of its category.
 *
 * @param splits each row is in the test part of exactly one.
 * @returns (n,) in the unit of y.
 */
export function outOfFoldMeans(
  codes: Int32Array,
  count: number,
  y: ArrayLike<number>,
  splits: readonly SplitIndices[],
  smooth: number | 'auto',
): Float64Array {
  const result = new Float64Array(codes.length);
  for (const { train, test } of splits) {
    const known = Int32Array.from(train, (row) => codes[row]!);
    const targets = Float64Array.from(train, (row) => y[row]!);
    const { encodings } = targetMeans(known, count, targets, smooth);
    for (const row of test) result[row] = encodings[codes[row]!]!;
  }
  return result;
}

/** Empirical Bayes: the noisier a category within, and the fewer its rows, the nearer to the mean. */
function shrunk(
  codes: Int32Array,
  y: ArrayLike<number>,
  overall: number,
  rows: Float64Array,
  sums: Float64Array,
): Float64Array {
  let unit = 0; // the largest distance from the mean: in this unit no square can overflow
  for (let i = 0; i < codes.length; i++) unit = Math.max(unit, Math.abs(y[i]! - overall));
  const squares = new Float64Array(rows.length); // Σ (y − mean of its category)²
  let total = 0; // Σ (y − overall)²
  codes.forEach((code, i) => {
    const off = y[i]! - overall;
    total += (off / unit) ** 2;
    squares[code]! += ((off - sums[code]! / rows[code]!) / unit) ** 2;
  });
  const variance = total / codes.length;
  return sums.map((sum, code) => {
    const signal = variance * rows[code]!;
    const lambda = signal / (signal + squares[code]! / rows[code]!);
    // No rows of this category, or all targets alike.
    return Number.isNaN(lambda) ? overall : overall + lambda * (sum / rows[code]!);
  });
}
