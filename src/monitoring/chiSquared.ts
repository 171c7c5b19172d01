import { assertAtLeast, assertKnownOptions } from '../core/index.js';
import { chiSquareTail } from '../math/index.js';
import { assertCounts } from './counts.js';

/** What `chiSquared` takes beside the counts. */
export interface ChiSquaredOptions {
  /**
   * Categories whose expected count is below this in either sample are joined into one, the rarest
   * first. Default 0: none. With 5 the p-value can be trusted for small samples, too.
   */
  readonly minimumExpected?: number;
}

/** What a two-sample χ² test found. */
export interface ChiSquared {
  readonly statistic: number;
  /** Categories that were compared, less one; 0 when nothing could differ. */
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** The smallest count that equal distributions would lead to: below 5 the p-value is rough. */
  readonly smallestExpected: number;
  /** How many categories were joined. */
  readonly joined: number;
}

/**
 * χ² test of homogeneity: could two samples of categories come from one distribution?
 *
 * Σ (observed − expected)² / expected over both samples, where expected is what the joined shares
 * would give each. Which categories are joined is decided by both samples together, so the stated
 * rate of false alarms holds.
 *
 * @param reference (k,) counts. @param current (k,) counts of the same categories; a category may
 *   have 0 in one sample, and is left out with 0 in both.
 * @throws MlError SHAPE_MISMATCH | OUT_OF_RANGE (a count below 0) | EMPTY (a sample without any).
 *
 * Cost: O(k log k).
 * Source: Pearson (1911), Biometrika 8.
 * Agrees with: scipy.stats.chi2_contingency(correction=False) (test/golden/drift.json).
 * False alarms without drift at α = 0.05: src/monitoring/FALSE-ALARMS.md.
 *
 * @example chiSquared([10, 20], [20, 10]).statistic.toFixed(4); // '6.6667'
 */
export function chiSquared(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  options: ChiSquaredOptions = {},
): ChiSquared {
  assertKnownOptions('chiSquared', options, ['minimumExpected']);
  const { minimumExpected = 0 } = options;
  assertAtLeast('chiSquared', 'minimumExpected', minimumExpected, 0);
  const [n, m] = assertCounts('chiSquared', reference, current);
  const { a, b, joined } = joinRare(
    reference,
    current,
    (minimumExpected * (n + m)) / Math.min(n, m),
  );
  let statistic = 0;
  let smallestExpected = Infinity;
  a.forEach((observed, k) => {
    const both = observed + b[k]!;
    const expected = (both * n) / (n + m);
    const other = (both * m) / (n + m);
    statistic += (observed - expected) ** 2 / expected + (b[k]! - other) ** 2 / other;
    smallestExpected = Math.min(smallestExpected, expected, other);
  });
  const degreesOfFreedom = a.length - 1;
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquareTail(statistic, degreesOfFreedom);
  return { statistic, degreesOfFreedom, pValue, smallestExpected, joined };
}

/** Joins categories that have fewer than `least` rows in both samples together, rarest first. */
function joinRare(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  least: number,
): { readonly a: number[]; readonly b: number[]; readonly joined: number } {
  const found = Array.from({ length: reference.length }, (_, k) => k)
    .filter((k) => reference[k]! + current[k]! > 0)
    .map((k) => ({ a: reference[k]!, b: current[k]!, both: reference[k]! + current[k]! }));
  if (found.every(({ both }) => both >= least)) {
    return { a: found.map(({ a }) => a), b: found.map(({ b }) => b), joined: 0 };
  }
  found.sort((left, right) => left.both - right.both);
  const rest = { a: 0, b: 0, both: 0 };
  let joined = 0;
  // What is joined must itself suffice: take the next one in while it does not.
  while (joined < found.length && (found[joined]!.both < least || rest.both < least)) {
    rest.a += found[joined]!.a;
    rest.b += found[joined]!.b;
    rest.both += found[joined]!.both;
    joined++;
  }
  const kept = [rest, ...found.slice(joined)];
  return { a: kept.map(({ a }) => a), b: kept.map(({ b }) => b), joined };
}
