import { assertKnownOptions, assertNotEmpty, assertOneOf, MlError } from '../core/index.js';
import { kolmogorovTail, twoSampleTail } from '../math/index.js';
import { largestDistance } from './largestDistance.js';

/** How the p-value is found. */
export type KolmogorovSmirnovMethod = 'auto' | 'exact' | 'asymptotic';

/** What `kolmogorovSmirnov` takes beside the samples. */
export interface KolmogorovSmirnovOptions {
  /** `'auto'` (default): exact where both samples have at most 10,000 values. */
  readonly method?: KolmogorovSmirnovMethod;
}

/** What a two-sample Kolmogorov–Smirnov test found. */
export interface KolmogorovSmirnov {
  /** The largest distance of the two empirical distribution functions, from 0 to 1. */
  readonly statistic: number;
  readonly pValue: number;
  /** Where it is: the value up to which the two samples' shares differ most. */
  readonly location: number;
  /** Sample sizes without missing values. */
  readonly reference: number;
  readonly current: number;
  readonly method: 'exact' | 'asymptotic';
}

const LARGEST_EXACT = 10_000;

/**
 * Two-sample Kolmogorov–Smirnov test: could two columns of numbers come from one distribution?
 *
 * D = max |F(x) − G(x)| over all x. It sees a change of place, of spread and of shape, least in the
 * tails. With ties (discrete values) its p-value is too large, never too small: count the values
 * and use `chiSquared` there.
 *
 * @param reference (n,) numbers; NaN is missing and left out, infinities are values.
 * @param current   (m,) numbers, likewise.
 * @throws MlError EMPTY when nothing is left of a sample; INVALID_ARGUMENT for the method.
 *
 * Cost: O(n + m): large samples are counted in cells, of which few are sorted; the exact p-value O(n · m · D).
 * Source: Smirnov (1939), Bulletin Mathématique de l'Université de Moscou 2.
 * Agrees with: scipy.stats.ks_2samp (test/golden/drift.json).
 * False alarms without drift at α = 0.05: src/monitoring/FALSE-ALARMS.md.
 *
 * @example kolmogorovSmirnov([1, 2, 3], [4, 5, 6]).pValue; // 0.1
 */
export function kolmogorovSmirnov(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  options: KolmogorovSmirnovOptions = {},
): KolmogorovSmirnov {
  const where = 'kolmogorovSmirnov';
  assertKnownOptions(where, options, ['method']);
  const { method = 'auto' } = options;
  assertOneOf(where, 'method', method, ['auto', 'exact', 'asymptotic']);
  const a = withoutMissing(reference);
  const b = withoutMissing(current);
  assertNotEmpty(where, 'reference without missing values', a.length);
  assertNotEmpty(where, 'current without missing values', b.length);
  const { statistic, location } = largestDistance(a, b);
  const small = Math.max(a.length, b.length) <= LARGEST_EXACT;
  const chosen = method === 'auto' ? (small ? 'exact' : 'asymptotic') : method;
  return {
    statistic,
    pValue: ksTail(statistic, a.length, b.length, chosen),
    location,
    reference: a.length,
    current: b.length,
    method: chosen,
  };
}

/** The p-value; the asymptotic one takes Kolmogorov's distribution at n · m / (n + m), rounded. */
export function ksTail(
  statistic: number,
  n: number,
  m: number,
  method: 'exact' | 'asymptotic',
): number {
  if (method === 'exact') return twoSampleTail(statistic, n, m);
  const size = n < m ? n / (1 + n / m) : m / (1 + m / n);
  return kolmogorovTail(statistic, Math.max(1, Math.round(size)));
}

/** The values without NaN: for reading only, since without any NaN they are the caller's own. */
function withoutMissing(values: ArrayLike<number>): Float64Array {
  if (!(values instanceof Float64Array)) return present(values);
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return present(values);
  return values;
}

/** A copy without NaN. */
export function present(values: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (typeof value !== 'number') {
      throw new MlError(
        'WRONG_KIND',
        `monitoring: row ${i} holds ${typeof value}, and numbers are needed. Count categories with countCategories.`,
      );
    }
    if (!Number.isNaN(value)) kept[n++] = value;
  }
  return kept.subarray(0, n);
}
