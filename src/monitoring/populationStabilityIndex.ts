import { assertBetween, assertInteger, assertKnownOptions, assertNotEmpty } from '../core/index.js';
import { chiSquareTail, countBetween, sortOwn } from '../math/index.js';
import { assertCounts } from './counts.js';
import { present } from './kolmogorovSmirnov.js';

/** Bins that are stored with a reference: one count more than edges. */
export interface ReferenceBins {
  /** Rising; bin k is [edges[k − 1], edges[k]), the first and the last one open to infinity. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** What `populationStabilityIndex` takes beside the samples. */
export interface StabilityOptions {
  /** Bins of about equal counts of the reference, where it is given as values. Default 10. */
  readonly bins?: number;
}

/**
 * Population stability index (PSI): how much the shares of bins have moved, Σ (q − p) ln(q / p)
 * with p the shares of the reference and q those of the current values.
 *
 * The usual reading "below 0.1 stable, above 0.25 changed" holds for large samples only: without
 * any drift it is on average (bins − 1) (1/n + 1/m), which is 0.3 for a month of 30 days and ten
 * bins. `stabilityLimit` gives a threshold with a stated rate of false alarms.
 *
 * @param reference values, of which bins of equal counts are made, or stored bins with counts.
 * @param current   (m,) numbers; NaN is missing and left out.
 * @returns dimensionless, at least 0. An empty bin counts as half a row. Where the reference has one value only, all
 *   others are a second bin; stored bins without edges give 0.
 * @throws MlError EMPTY | OUT_OF_RANGE (edges that do not rise, bins) | SHAPE_MISMATCH (counts).
 *
 * Cost: O(m), one look-up for most values; O(n) by radix sort where bins are made.
 * Source: Lewis (1994), An Introduction to Credit Scoring.
 * Agrees with: the formula in NumPy (test/golden/drift.json).
 *
 * @example populationStabilityIndex({ edges: [0], counts: [50, 50] }, [-1, 1, 1, 1]).toFixed(4); // '0.2747'
 */
export function populationStabilityIndex(
  reference: ArrayLike<number> | ReferenceBins,
  current: ArrayLike<number>,
  options: StabilityOptions = {},
): number {
  const where = 'populationStabilityIndex';
  assertKnownOptions(where, options, ['bins']);
  const { bins = 10 } = options;
  assertInteger(where, 'bins', bins, 2, 1000);
  const { edges, counts } = 'edges' in reference ? reference : binsOf(where, reference, bins);
  if (edges.length === 0) return stabilityOfOne(where, reference, counts[0]!, present(current));
  return stabilityOfCounts(counts, countBetween(current, edges), where);
}

/** One value only: what is elsewhere is a bin of its own. Stored bins do not say which value it was. */
function stabilityOfOne(
  where: string,
  reference: ArrayLike<number> | ReferenceBins,
  count: number,
  current: Float64Array,
): number {
  assertNotEmpty(where, 'current', current.length);
  if ('edges' in reference) return 0;
  const [only] = present(reference);
  const same = current.reduce((sum, value) => sum + (value === only ? 1 : 0), 0);
  return stabilityOfCounts([count, 0], [same, current.length - same], where);
}

/**
 * The population stability index of counts that are there already: of categories, say.
 *
 * @param reference (k,) counts. @param current (k,) counts of the same bins; bins that are empty in
 *   both are left out, and a bin that is empty in one counts as half a row there.
 * @throws MlError SHAPE_MISMATCH | OUT_OF_RANGE | EMPTY
 *
 * @example stabilityOfCounts([50, 50], [25, 75]).toFixed(4); // '0.2747'
 */
export function stabilityOfCounts(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  where = 'stabilityOfCounts',
): number {
  const [n, m] = assertCounts(where, reference, current);
  let sum = 0;
  for (let k = 0; k < reference.length; k++) {
    if (reference[k] === 0 && current[k] === 0) continue;
    const p = (reference[k]! || 0.5) / n;
    const q = (current[k]! || 0.5) / m;
    sum += (q - p) * Math.log(q / p);
  }
  return sum;
}

/**
 * The population stability index that samples without any drift exceed with chance `alpha`.
 *
 * For small differences PSI · n m / (n + m) is distributed as χ² with bins − 1 degrees of freedom;
 * expect at least five rows a bin.
 *
 * @param reference, current how many values each sample has, at least 1.
 * @param bins how many bins. @param alpha the accepted rate of false alarms, in (0, 1).
 * @throws MlError OUT_OF_RANGE
 *
 * Source: Yurdakul & Naranjo (2020), Journal of Risk Model Validation 14(4).
 * False alarms without drift at α = 0.05: src/monitoring/FALSE-ALARMS.md.
 *
 * @example stabilityLimit(1000, 30, 10, 0.05).toFixed(2); // '0.58'
 */
export function stabilityLimit(
  reference: number,
  current: number,
  bins: number,
  alpha: number,
): number {
  assertInteger('stabilityLimit', 'reference', reference, 1);
  assertInteger('stabilityLimit', 'current', current, 1);
  assertInteger('stabilityLimit', 'bins', bins, 2);
  assertBetween('stabilityLimit', 'alpha', alpha, 1e-12, 1 - 1e-12);
  // The tail falls in its argument: halve the interval until doubles cannot tell.
  let low = 0;
  let high = 1;
  while (chiSquareTail(high, bins - 1) > alpha) high *= 2;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (chiSquareTail(middle, bins - 1) > alpha) low = middle;
    else high = middle;
  }
  return high * (1 / reference + 1 / current);
}

/** Bins that begin at the values of even ranks, as in a reference profile. */
function binsOf(where: string, values: ArrayLike<number>, bins: number): ReferenceBins {
  const sorted = sortOwn(present(values));
  const n = sorted.length;
  assertNotEmpty(where, 'reference without missing values', n);
  const edges: number[] = [];
  for (let k = 1; k < bins; k++) {
    const edge = sorted[Math.min(n - 1, Math.round((k * n) / bins))]!;
    if (edge > (edges[edges.length - 1] ?? sorted[0]!) && edge < Infinity) edges.push(edge);
  }
  if (edges.length === 0) return { edges, counts: [n] };
  return { edges, counts: [...countBetween(sorted, edges)] };
}
