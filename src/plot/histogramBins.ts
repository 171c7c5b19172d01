import { assertFinite, assertInteger, assertNotEmpty, MlError } from '../core/index.js';

/** How to choose bins: a rule, a number of equal ones, or the edges themselves. */
export type BinRule = 'freedman-diaconis' | number | readonly number[];

/** Bins [edges[k], edges[k+1]), the last one closed on both sides. */
export interface HistogramBins {
  /** (k + 1,) ascending edges, in units of the values. */
  readonly edges: readonly number[];
  /** The rule in words, for the reader. */
  readonly rule: string;
}

const MOST_BINS = 200;
/** Beyond it the places half-way between whole numbers are lost to rounding. */
const LARGEST_WHOLE = 2 ** 50;

/**
 * Edges of the bins of a histogram.
 *
 * Freedman–Diaconis: width h = 2 · IQR / n^(1/3), the range cut into ⌈range / h⌉ equal bins. It
 * follows the middle half of the values, so outliers do not widen the bins. Where the quartiles
 * coincide, Sturges' ⌈log₂ n⌉ + 1 bins; where all values coincide, one bin of width 1 around them.
 * When every value is a whole number, the width is whole, too, and the edges lie between the
 * numbers: otherwise some bins hold more whole numbers than others, and the picture shows a comb
 * that is not in the data. At most 200 bins.
 *
 * @param values (n,) finite numbers.
 * @param bins   'freedman-diaconis' (default), a number of equal bins, or ascending edges that
 *   enclose all values.
 * @returns The edges, and the rule in words.
 * @throws MlError EMPTY | NOT_FINITE | OUT_OF_RANGE (values outside the edges, a number of bins
 *   below 1 or above 200) | INVALID_ARGUMENT (edges that do not ascend).
 *
 * Cost: O(n log n) time, O(n) memory. Inputs are not changed.
 * Source: Freedman & Diaconis (1981), Zeitschrift für Wahrscheinlichkeitstheorie 57.
 * Agrees with: numpy.histogram_bin_edges(bins='fd') where values are not all whole and not all in
 * one place (test/golden/histogramBins.json).
 *
 * @example histogramBins([1, 2, 3, 4, 5, 6, 7, 8], 4).edges; // [ 0.5, 2.5, 4.5, 6.5, 8.5 ]
 */
export function histogramBins(
  values: ArrayLike<number>,
  bins: BinRule = 'freedman-diaconis',
): HistogramBins {
  assertNotEmpty('histogram', 'values', values.length);
  assertFinite('histogram', 'values', values);
  if (typeof bins === 'object') return givenEdges(values, bins);

  const sorted = Float64Array.from(values).sort();
  const low = sorted[0]!;
  const high = sorted[sorted.length - 1]!;
  if (tooClose(low, high)) {
    const margin = Math.max(0.5, 1e-9 * Math.abs(low));
    return { edges: [low - margin, high + margin], rule: 'all values are equal' };
  }
  const whole = sorted.every(
    (value) => Number.isInteger(value) && Math.abs(value) <= LARGEST_WHOLE,
  );
  const { width, rule } =
    typeof bins === 'number'
      ? askedWidth(low, high, bins, whole)
      : ruleWidth(sorted, low, high, whole);
  return { edges: whole ? wholeEdges(low, high, width) : equalEdges(low, high, width), rule };
}

/**
 * How many values fall into each bin.
 *
 * @param values (n,) numbers within the edges.
 * @param edges  (k + 1,) ascending.
 * @returns (k,) counts, which sum to n.
 *
 * Cost: O(n log k).
 *
 * @example countInBins([1, 2, 2, 3], [0.5, 1.5, 2.5, 3.5]); // [ 1, 2, 1 ]
 */
export function countInBins(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (let i = 0; i < values.length; i++) {
    let low = 0;
    let high = counts.length - 1; // the last bin takes its upper edge, too
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (values[i]! >= edges[middle]!) low = middle;
      else high = middle - 1;
    }
    counts[low]! += 1;
  }
  return counts;
}

function ruleWidth(sorted: Float64Array, low: number, high: number, whole: boolean) {
  const n = sorted.length;
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  if (spread === 0) {
    const bins = Math.ceil(Math.log2(n)) + 1;
    return { width: (high - low) / bins, rule: 'Sturges’ rule, since the quartiles coincide' };
  }
  const width = (2 * spread) / Math.cbrt(n);
  const least = (whole ? high - low + 1 : high - low) / MOST_BINS;
  if (width < least)
    return { width: least, rule: `Freedman–Diaconis rule, cut at ${MOST_BINS} bins` };
  // The nearest whole width; rounding down may not lead to more bins than allowed.
  const nearest = whole ? Math.max(Math.round(width), Math.ceil(least)) : width;
  return { width: nearest, rule: 'Freedman–Diaconis rule' };
}

function askedWidth(low: number, high: number, bins: number, whole: boolean) {
  assertInteger('histogram', 'bins', bins, 1, MOST_BINS);
  if (!whole) return { width: (high - low) / bins, rule: 'number of bins as asked' };
  return { width: (high - low + 1) / bins, rule: `${bins} asked for, widths made whole` };
}

function equalEdges(low: number, high: number, width: number): number[] {
  const bins = Math.max(1, Math.ceil((high - low) / width - 1e-9));
  const edges = Array.from({ length: bins }, (_, k) => low + (k * (high - low)) / bins);
  return [...edges, high];
}

/** Whether the range is so small that its parts would fall onto the same floating-point number. */
function tooClose(low: number, high: number): boolean {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return high - low <= Math.max(1e-12 * size, 1e-300);
}

/** Whole widths, edges half-way between whole numbers: each bin may hold equally many of them. */
function wholeEdges(low: number, high: number, width: number): number[] {
  const step = Math.max(1, Math.ceil(width - 1e-9));
  const bins = Math.ceil((high - low + 1) / step);
  return Array.from({ length: bins + 1 }, (_, k) => low - 0.5 + k * step);
}

function givenEdges(values: ArrayLike<number>, edges: readonly number[]): HistogramBins {
  assertFinite('histogram', 'bins', edges);
  if (edges.length < 2 || edges.length > MOST_BINS + 1) {
    throw new MlError(
      'OUT_OF_RANGE',
      `histogram: bins has ${edges.length} edges, and 2 to ${MOST_BINS + 1} are needed.`,
    );
  }
  for (let k = 1; k < edges.length; k++) {
    if (edges[k]! > edges[k - 1]!) continue;
    throw new MlError(
      'INVALID_ARGUMENT',
      `histogram: bins must ascend, but ${edges[k - 1]} is followed by ${edges[k]}.`,
    );
  }
  const low = edges[0]!;
  const high = edges[edges.length - 1]!;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! >= low && values[i]! <= high) continue;
    throw new MlError(
      'OUT_OF_RANGE',
      `histogram: values[${i}] is ${values[i]}, outside the bins from ${low} to ${high}. ` +
        'A histogram that leaves rows out misleads: widen the bins, or filter the rows and say so.',
    );
  }
  return { edges: [...edges], rule: 'edges as given' };
}

/** The quantile of sorted values by linear interpolation (Hyndman & Fan's type 7). */
function quantile(sorted: Float64Array, probability: number): number {
  const at = (sorted.length - 1) * probability;
  const below = Math.floor(at);
  const lower = sorted[below]!;
  return lower + (at - below) * ((sorted[below + 1] ?? lower) - lower);
}
