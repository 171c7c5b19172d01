import { assertAbove, assertFinite, assertNotEmpty, MlError, shortNumber } from '../core/index.js';
import { moments, quantileOfSorted, sortNumbers } from '../math/index.js';

/** A smooth estimate of how densely values lie. */
export interface KernelDensity {
  /** (points,) equal steps from the smallest value to the largest, in units of the values. */
  readonly at: readonly number[];
  /** (points,) share of the values per unit. */
  readonly density: readonly number[];
  /** Standard deviation of the kernel, in units of the values. */
  readonly bandwidth: number;
}

/** More cells than this would not be seen, and fewer values than this are not joined at all. */
const CELLS = 4096;

/**
 * Where values lie densely: a normal kernel of the same width around each of them, summed.
 *
 * density(x) = 1 / (n · h) · Σ φ((x − vᵢ) / h) with Silverman's bandwidth
 * h = 0.9 · min(s, IQR / 1.34) · n^(−1/5), where s is the standard deviation (divided by n − 1);
 * s alone where the quartiles coincide; and at least one step of the curve, so that no value falls
 * between two points of it. Values that share one of 4,096 cells stand together at their mean, so
 * the cost does not grow with the rows. The curve ends at the smallest and the largest value: it
 * claims nothing beyond them.
 *
 * @param where  whom errors name.
 * @param values (n,) finite numbers, two different ones at least.
 * @param points how many points the curve has, 2 at least.
 * @param bandwidth h, above 0; without it Silverman's.
 * @throws MlError EMPTY | NOT_FINITE | OUT_OF_RANGE (a bandwidth of 0 or less) |
 *   INVALID_ARGUMENT (all values are equal: no finite density describes them).
 *
 * Cost: O(n + 4,096 · points). Inputs are not changed.
 * Source: Silverman (1986), Density Estimation, §3.4, eq. 3.31.
 * Agrees with: scipy.stats.gaussian_kde at the same bandwidth (test/golden/kernelDensity.json).
 *
 * @example kernelDensity('violin', [0, 2], 3, 1).density[1]; // 0.24197072451914337
 */
export function kernelDensity(
  where: string,
  values: ArrayLike<number>,
  points: number,
  bandwidth?: number,
): KernelDensity {
  assertNotEmpty(where, 'values', values.length);
  assertFinite(where, 'values', values);
  const sorted = sortNumbers(values);
  const low = sorted[0]!;
  const range = sorted[sorted.length - 1]! - low;
  const step = range / (points - 1);
  if (!(Number.isFinite(range) && low + step / CELLS > low)) throw noWidth(where, low, range);
  if (bandwidth !== undefined) assertAbove(where, 'bandwidth', bandwidth, 0);
  const h = bandwidth ?? Math.max(silverman(sorted), step);

  const { places, counts } = joinNear(sorted, range);
  const at = Array.from({ length: points }, (_, k) => low + k * step);
  const scale = 1 / (sorted.length * h * Math.sqrt(2 * Math.PI));
  const density = at.map((x) => {
    let sum = 0;
    for (let i = 0; i < places.length; i++) {
      sum += counts[i]! * Math.exp(-0.5 * ((x - places[i]!) / h) ** 2);
    }
    return sum * scale;
  });
  return { at, density, bandwidth: h };
}

/** "bandwidth 0.3 to 0.41 mm (Silverman)". */
export function describeBandwidth(
  widths: readonly number[],
  asked: number | undefined,
  unit: string | null,
): string {
  const ends = [
    ...new Set([Math.min(...widths), Math.max(...widths)].map((width) => shortNumber(width))),
  ];
  const rule = asked === undefined ? 'Silverman' : 'asked for';
  return `bandwidth ${ends.join(' to ')}${unit === null ? '' : ` ${unit}`} (${rule})`;
}

function silverman(sorted: Float64Array): number {
  const deviation = moments(sorted).deviation ?? 0;
  const quartiles = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
  const spread = quartiles > 0 ? Math.min(deviation, quartiles / 1.34) : deviation;
  return 0.9 * spread * sorted.length ** -0.2;
}

/** Runs of sorted values in one cell: their mean and their number. */
function joinNear(sorted: Float64Array, range: number) {
  const places: number[] = [];
  const counts: number[] = [];
  const low = sorted[0]!;
  let cell = -1;
  for (const value of sorted) {
    const own = Math.floor(((value - low) / range) * CELLS);
    const last = places.length - 1;
    if (own === cell) {
      counts[last]! += 1;
      places[last]! += (value - places[last]!) / counts[last]!;
    } else {
      places.push(value);
      counts.push(1);
      cell = own;
    }
  }
  return { places, counts };
}

function noWidth(where: string, low: number, range: number): MlError {
  const what = range === 0 ? `all values are ${low}` : `the values span ${range}`;
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${what}, and no finite density describes them. Leave that group out and say so, ` +
      'or draw a box() or a histogram().',
  );
}
