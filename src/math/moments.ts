import { assertFinite, assertNotEmpty } from '../core/index.js';

/** Where the values lie, how far they spread, which way they lean, how heavy their tails are. */
export interface Moments {
  readonly count: number;
  /** In the unit of the values. */
  readonly mean: number;
  /** Sample standard deviation (divisor n − 1), in the unit of the values; null for one value. */
  readonly deviation: number | null;
  /** G₁, dimensionless: 0 for symmetry, above it for a tail to the right. Null when undefined. */
  readonly skewness: number | null;
  /** Excess kurtosis G₂, dimensionless: 0 for the normal distribution. Null when undefined. */
  readonly kurtosis: number | null;
}

/**
 * Mean, deviation, skewness and excess kurtosis.
 *
 * With the central moments mₖ = Σ (x − x̄)ᵏ / n:
 * s = √(m₂ · n / (n − 1)), G₁ = m₃ / m₂^1.5 · √(n(n − 1)) / (n − 2), and
 * G₂ = (n − 1) / ((n − 2)(n − 3)) · ((n + 1) · m₄ / m₂² − 3(n − 1)): the estimators that are
 * corrected for the bias of small samples. G₁ needs three values, G₂ four, and both need values
 * that are not all equal; otherwise they are null.
 *
 * @param values (n,) finite numbers, n ≥ 1.
 * @throws MlError EMPTY | NOT_FINITE
 *
 * Cost: O(n), three passes; no loss of digits when the mean is large beside the deviation.
 * Source: Joanes & Gill (1998), The Statistician 47(1); Chan, Golub & LeVeque (1983), The American
 *   Statistician 37(3), for the corrected two-pass sums.
 * Agrees with: pandas' std, skew and kurt, and scipy.stats.skew and kurtosis with bias=False, whose
 *   NaN for equal values is null here (test/golden/moments.json).
 *
 * @example moments([2, 4, 4, 6]).mean; // 4
 */
export function moments(values: ArrayLike<number>): Moments {
  assertNotEmpty('moments', 'values', values.length);
  assertFinite('moments', 'values', values);
  const n = values.length;
  let low = values[0]!;
  let high = low;
  for (let i = 1; i < n; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return momentsBetween(values, low, high);
}

/** The same for values that are known to be finite, with their least and greatest. */
export function momentsBetween(values: ArrayLike<number>, low: number, high: number): Moments {
  const n = values.length;
  if (low === high) {
    return { count: n, mean: low, deviation: n > 1 ? 0 : null, skewness: null, kurtosis: null };
  }
  const scale = harmlessScale(Math.max(Math.abs(low), Math.abs(high)));
  const centre = powerSums(values, 0, scale)[0] / n;
  // The sum is exact to its last digit; the differences below are rounded, and would blur it.
  const mean = Math.min(high, Math.max(low, centre / scale));
  return { ...fromPowerSums(n, centre, powerSums(values, centre, scale), scale), mean };
}

/** Sums are taken in blocks, and the block sums with compensation, so that long columns stay exact. */
const BLOCK = 256;

type FourSums = readonly [number, number, number, number];

/** Σ (x · scale − centre)ᵏ for k = 1 to 4. */
function powerSums(values: ArrayLike<number>, centre: number, scale: number): FourSums {
  const totals: [number, number, number, number] = [0, 0, 0, 0];
  const lost: [number, number, number, number] = [0, 0, 0, 0];
  const block: [number, number, number, number] = [0, 0, 0, 0];
  for (let start = 0; start < values.length; start += BLOCK) {
    const end = Math.min(values.length, start + BLOCK);
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let s4 = 0;
    for (let i = start; i < end; i++) {
      const d = values[i]! * scale - centre;
      const d2 = d * d;
      s1 += d;
      s2 += d2;
      s3 += d * d2;
      s4 += d2 * d2;
    }
    block[0] = s1;
    block[1] = s2;
    block[2] = s3;
    block[3] = s4;
    for (let k = 0; k < 4; k++) {
      const total = totals[k]!;
      const part = block[k]!;
      const next = total + part;
      lost[k]! += Math.abs(total) >= Math.abs(part) ? total - next + part : part - next + total;
      totals[k] = next;
    }
  }
  return [totals[0] + lost[0], totals[1] + lost[1], totals[2] + lost[2], totals[3] + lost[3]];
}

/**
 * Moments from Σ (x − c)ᵏ for k = 1 to 4 about a centre c near the mean. The first sum is what
 * rounding took from the mean, and it corrects the others, too.
 */
export function fromPowerSums(n: number, centre: number, sums: FourSums, scale = 1): Moments {
  const shift = sums[0] / n;
  const a2 = sums[1] / n;
  const a3 = sums[2] / n;
  const a4 = sums[3] / n;
  const m2 = a2 - shift * shift;
  const m3 = a3 - 3 * shift * a2 + 2 * shift ** 3;
  const m4 = a4 - 4 * shift * a3 + 6 * shift * shift * a2 - 3 * shift ** 4;
  const spread = m2 > 0;
  const skewness = n > 2 && spread ? ((m3 / m2 ** 1.5) * Math.sqrt(n * (n - 1))) / (n - 2) : null;
  const kurtosis =
    n > 3 && spread
      ? ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (m4 / (m2 * m2)) - 3 * (n - 1))
      : null;
  return {
    count: n,
    mean: (centre + shift) / scale,
    deviation: n > 1 ? Math.sqrt(Math.max(0, m2) * (n / (n - 1))) / scale : null,
    skewness,
    kurtosis,
  };
}

/** 1, or a power of two that brings values near 1, when their fourth powers would leave the doubles. */
export function harmlessScale(largest: number): number {
  if (largest > 1e-60 && largest < 1e60) return 1;
  const exponent = Math.min(1022, Math.max(-1022, -Math.floor(Math.log2(largest))));
  return 2 ** exponent;
}
