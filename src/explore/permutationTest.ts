import {
  assertFinite,
  assertInteger,
  assertNotEmpty,
  MlError,
  type Random,
  type Vector,
} from '../core/index.js';

export interface PermutationTestOptions {
  /** How many random exchanges to try, at least 1. Default 9,999. */
  readonly repeats?: number;
  /** Where the exchanges come from: `createRandom(seed)`. */
  readonly random: Random;
}

/** What a permutation test found. */
export interface PermutationTest {
  /** The statistic of the two samples as they are. */
  readonly observed: number;
  /** (hits + 1) / (repeats + 1). */
  readonly pValue: number;
  /** How many exchanges gave a statistic at least as far from 0. */
  readonly hits: number;
  readonly repeats: number;
}

/**
 * Two-sample permutation test: if the group had no meaning, how often would chance give a
 * difference as large as this one?
 *
 * The values of both samples are mixed and dealt out again, `repeats` times; p is the share of
 * deals with |statistic| ≥ |observed|, the deal that was observed counted in, so that p is never 0
 * and the test never too eager. No distribution is assumed, only that under "no difference" every
 * deal is equally likely: rows must be independent of each other.
 *
 * @param a         (n,) finite numbers. @param b (m,) finite numbers.
 * @param statistic a difference that is 0 when there is none, such as mean(a) − mean(b); it must
 *   not change or keep what it is given.
 * @returns the two-sided p-value and what it was made of.
 * @throws MlError EMPTY | NOT_FINITE (also when the statistic is not finite) | OUT_OF_RANGE
 *
 * Cost: O(repeats · (n + m)) and as many calls of `statistic`. The input is not changed.
 * Source: Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1).
 * Agrees with: scipy.stats.permutation_test over all deals, within what chance allows
 *   (test/golden/permutationTest.json).
 *
 * @example permutationTest([1, 2, 3], [7, 8, 9], (a, b) => a[0] - b[0], { repeats: 9, random: createRandom(1) }).observed; // -6
 */
export function permutationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  statistic: (a: Vector, b: Vector) => number,
  options: PermutationTestOptions,
): PermutationTest {
  const where = 'permutationTest';
  const { repeats = 9999, random } = options;
  assertNotEmpty(where, 'a', a.length);
  assertNotEmpty(where, 'b', b.length);
  assertFinite(where, 'a', a);
  assertFinite(where, 'b', b);
  assertInteger(where, 'repeats', repeats, 1);

  const pooled = new Float64Array(a.length + b.length);
  pooled.set(a);
  pooled.set(b, a.length);
  const first = pooled.subarray(0, a.length);
  const second = pooled.subarray(a.length);
  const observed = finite(statistic(first, second), 'the samples as they are');
  // Deals with the same values in another order may differ in the last digits of their sums.
  const bound = Math.abs(observed) * (1 - 1e-12);
  const dealt = Math.min(a.length, b.length);
  let hits = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    deal(pooled, dealt, a.length > b.length, random);
    if (Math.abs(finite(statistic(first, second), `exchange ${repeat}`)) >= bound) hits++;
  }
  return { observed, pValue: (hits + 1) / (repeats + 1), hits, repeats };
}

/** Draws the smaller sample afresh, at the end or at the start: Fisher and Yates' first steps. */
function deal(pooled: Float64Array, count: number, atEnd: boolean, random: Random): void {
  const n = pooled.length;
  for (let k = 0; k < count; k++) {
    const to = atEnd ? n - 1 - k : k;
    const from = atEnd ? random.integer(0, n - k) : random.integer(k, n);
    const value = pooled[to]!;
    pooled[to] = pooled[from]!;
    pooled[from] = value;
  }
}

function finite(value: number, when: string): number {
  if (Number.isFinite(value)) return value;
  throw new MlError(
    'NOT_FINITE',
    `permutationTest: the statistic of ${when} is ${value}, and a finite number is needed. ` +
      'Check that it is defined for every way to deal the values, also for equal ones.',
  );
}
