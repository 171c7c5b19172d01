import { assertSameLength, MlError } from '../core/index.js';
import { mean } from '../math/index.js';
import { codesOf, constantError, type Label, tooFewError } from './pairs.js';

/**
 * Correlation ratio η: how much of the spread of a number its category explains.
 *
 * η² = Σ n_g (x̄_g − x̄)² / Σ (xᵢ − x̄)²: the R² of predicting each value by the mean of its group.
 * Like every fit on its own rows it flatters when groups are many and small.
 *
 * @param categories (n,) null and NaN are missing.
 * @param values     (n,) numbers; rows in which either is missing are left out.
 * @returns dimensionless, from 0 (all groups have one mean) to 1 (no spread within groups).
 * @throws MlError SHAPE_MISMATCH | NOT_FINITE; EMPTY for fewer than two complete rows;
 *   UNDEFINED_METRIC when the values or the categories are constant there.
 *
 * Cost: O(n).
 * Source: Pearson (1905), On the general theory of skew correlation.
 * Agrees with: the R² of a one-way analysis of variance, √(F·k / (F·k + m)) of
 *   scipy.stats.f_oneway (test/golden/associations.json).
 *
 * @example correlationRatio(['a', 'a', 'b', 'b'], [1, 1, 5, 5]); // 1
 */
export function correlationRatio(categories: ArrayLike<Label>, values: ArrayLike<number>): number {
  const where = 'correlationRatio';
  assertSameLength(where, 'categories', categories.length, 'values', values.length);
  const { codes, count } = codesOf(categories);
  const kept: number[] = [];
  const groups: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    const value = values[i]!;
    if (codes[i]! < 0 || Number.isNaN(value)) continue;
    if (!Number.isFinite(value)) {
      throw new MlError(
        'NOT_FINITE',
        `${where}: values[${i}] is ${value}, and a value must be finite, or NaN where it is missing.`,
      );
    }
    kept.push(value);
    groups.push(codes[i]!);
  }
  if (kept.length < 2) throw tooFewError(where, kept.length, 2);
  if (kept.every((value) => value === kept[0])) throw constantError(where, 'values', kept.length);
  if (groups.every((group) => group === groups[0])) {
    throw constantError(where, 'categories', kept.length);
  }

  const scale = kept.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const centre = mean(kept.map((value) => value / scale));
  const sums = new Float64Array(count); // of distances from the mean
  const sizes = new Float64Array(count);
  let total = 0;
  kept.forEach((value, k) => {
    const distance = value / scale - centre;
    sums[groups[k]!]! += distance;
    sizes[groups[k]!]! += 1;
    total += distance * distance;
  });
  let between = 0;
  for (let g = 0; g < count; g++) if (sizes[g]! > 0) between += sums[g]! ** 2 / sizes[g]!;
  return Math.min(1, Math.sqrt(between / total));
}
