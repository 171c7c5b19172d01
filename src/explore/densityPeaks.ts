import type { NumberFacts } from './numberFacts.js';

/** Where to count values in order to look for peaks, and how far to smooth the counts. */
export interface DensityGrid {
  /** Equal cells over the middle 99% of the values and a margin. */
  readonly edges: readonly number[];
  /** Standard deviation of the smoothing kernel, in cells. */
  readonly bandwidth: number;
}

const CELLS = 512;
/** A valley must lie below the lower of its two peaks by this share at least… */
const VALLEY_AT_MOST = 0.8;
/** … and by this many standard errors of the smoothed counts. */
const STANDARD_ERRORS = 2.5;
/** Each peak, from valley to valley, must hold this share of all values. */
const LEAST_SHARE = 0.05;
/** ∫ K² of the normal kernel: the variance of a smoothed count of c is c · this / bandwidth. */
const KERNEL_ROUGHNESS = 0.5 / Math.sqrt(Math.PI);

/**
 * The grid on which `countPeaks` needs the counts; null where the middle 99% is a single value.
 *
 * The bandwidth is 0.8 · min(s, IQR / 1.349) · n^(−1/5), a little below Silverman's rule, which
 * smooths two peaks into one; at least one and a half steps between different values (the smallest
 * step or the mean one, whichever is wider), since the comb of rounded values is no row of peaks.
 *
 * Source: Silverman (1986), Density Estimation, §3.4.
 */
export function densityGrid(
  facts: Pick<NumberFacts, 'n' | 'distinct' | 'smallestStep' | 'moments' | 'quantile'>,
): DensityGrid | null {
  const low = facts.quantile(0.005);
  const high = facts.quantile(0.995);
  const range = high - low;
  if (!(range > 0 && Number.isFinite(range))) return null;
  const quartiles = facts.quantile(0.75) - facts.quantile(0.25);
  // The deviation without what far outliers add to it.
  const deviation = Math.min(facts.moments.deviation ?? range, range / 3);
  const spread = quartiles > 0 ? Math.min(deviation, quartiles / 1.349) : deviation;
  const gap = Math.max(facts.smallestStep, range / Math.max(1, facts.distinct - 1));
  let width = Math.max(0.8 * spread * facts.n ** -0.2, 1.5 * gap);
  width = Math.max(width, (0.75 * range) / CELLS); // narrower than a cell it would not smooth
  const start = low - 3 * width;
  const cell = (range + 6 * width) / CELLS;
  if (!(cell > 0) || start + cell === start) return null;
  const edges = Array.from({ length: CELLS + 1 }, (_, k) => start + k * cell);
  return { edges, bandwidth: width / cell };
}

/**
 * How many peaks the density has, as far as the number of values can tell.
 *
 * The counts are smoothed with a normal kernel. Of the hills that remain, the least certain one is
 * joined to its neighbour again and again, until every valley is deep (20% below the lower peak),
 * more than chance (2.5 standard errors) and has at least 5% of the values on either side.
 * It would rather miss two peaks among few values than see two in noise.
 *
 * @param counts (512,) values per cell of the grid.
 * @param n      how many values there are in all.
 */
export function countPeaks(grid: DensityGrid, counts: readonly number[], n: number): number {
  const density = smooth(counts, grid.bandwidth);
  const peaks: number[] = [];
  for (let k = 1; k < density.length - 1; k++) {
    if (density[k]! > density[k - 1]! && density[k]! >= density[k + 1]!) peaks.push(k);
  }
  while (peaks.length > 1) {
    const valleys = peaks.slice(1).map((peak, j) => lowest(density, peaks[j]!, peak));
    const shares = sharesBetween(counts, valleys, n);
    let weakest = -1;
    let weakestErrors = Infinity;
    valleys.forEach((valley, j) => {
      const lower = Math.min(density[peaks[j]!]!, density[peaks[j + 1]!]!);
      const bottom = density[valley]!;
      const variance = ((lower + bottom) * KERNEL_ROUGHNESS) / grid.bandwidth;
      const errors = variance > 0 ? (lower - bottom) / Math.sqrt(variance) : 0;
      const real =
        errors >= STANDARD_ERRORS &&
        bottom <= VALLEY_AT_MOST * lower &&
        Math.min(shares[j]!, shares[j + 1]!) >= LEAST_SHARE;
      if (real || errors >= weakestErrors) return;
      weakest = j;
      weakestErrors = errors;
    });
    if (weakest < 0) break;
    const first = density[peaks[weakest]!]!;
    const second = density[peaks[weakest + 1]!]!;
    peaks.splice(first < second ? weakest : weakest + 1, 1);
  }
  return Math.max(1, peaks.length);
}

/** Moving weighted sum of the counts with a normal kernel. */
function smooth(counts: readonly number[], bandwidth: number): Float64Array {
  const reach = Math.ceil(4 * bandwidth);
  const weights = new Float64Array(2 * reach + 1);
  let total = 0;
  for (let k = -reach; k <= reach; k++) {
    const weight = Math.exp(-0.5 * (k / bandwidth) ** 2);
    weights[k + reach] = weight;
    total += weight;
  }
  const smoothed = new Float64Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]! / total;
    if (count === 0) continue;
    const from = Math.max(0, i - reach);
    const to = Math.min(counts.length - 1, i + reach);
    for (let j = from; j <= to; j++) smoothed[j]! += count * weights[j - i + reach]!;
  }
  return smoothed;
}

function lowest(density: Float64Array, from: number, to: number): number {
  let place = from;
  for (let k = from + 1; k <= to; k++) if (density[k]! < density[place]!) place = k;
  return place;
}

/** The share of all values in each stretch between two valleys, (valleys + 1,). */
function sharesBetween(counts: readonly number[], valleys: readonly number[], n: number): number[] {
  const bounds = [0, ...valleys, counts.length];
  return bounds.slice(1).map((end, j) => {
    let sum = 0;
    for (let k = bounds[j]!; k < end; k++) sum += counts[k]!;
    return sum / n;
  });
}
