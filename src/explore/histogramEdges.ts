import type { NumberFacts } from './numberFacts.js';

/** The edges of a histogram's bins, and the rule that chose them in words. */
export interface HistogramEdges {
  readonly edges: readonly number[];
  readonly rule: string;
}

const MOST_BINS = 200;

/**
 * Edges for a histogram of these values.
 *
 * Freedman–Diaconis: width 2 · IQR / n^(1/3). Where the quartiles coincide, Sturges' ⌈log₂ n⌉ + 1
 * bins; where all values coincide, one bin of width 1. At most 200 bins. For whole numbers the
 * width is whole and the edges lie half-way between them, so that no bin can hold more of them
 * than its neighbour. The same edges as plot's `histogramBins` draws.
 *
 * Cost: O(1), given the facts.
 * Source: Freedman & Diaconis (1981), Zeitschrift für Wahrscheinlichkeitstheorie 57.
 */
export function histogramEdges(
  facts: Pick<NumberFacts, 'n' | 'min' | 'max' | 'whole' | 'quantile'>,
): HistogramEdges {
  const { min, max, whole } = facts;
  if (min === max) return { edges: oneBin(min), rule: 'all values are equal' };
  const { width, rule } = widthByRule(facts);
  // A range beyond the doubles: two bins about zero say what can be said.
  if (!Number.isFinite(max - min)) return { edges: [min, 0, max], rule: 'range too wide for bins' };
  return { edges: whole ? wholeEdges(min, max, width) : equalEdges(min, max, width), rule };
}

function oneBin(value: number): number[] {
  const edges = [value - 0.5, value + 0.5];
  return edges[0]! < edges[1]! ? edges : [value, value];
}

function widthByRule({
  n,
  min,
  max,
  whole,
  quantile,
}: Pick<NumberFacts, 'n' | 'min' | 'max' | 'whole' | 'quantile'>): {
  readonly width: number;
  readonly rule: string;
} {
  const spread = quantile(0.75) - quantile(0.25);
  if (spread === 0) {
    const bins = Math.ceil(Math.log2(n)) + 1;
    return { width: (max - min) / bins, rule: 'Sturges’ rule, since the quartiles coincide' };
  }
  const width = (2 * spread) / Math.cbrt(n);
  const least = (whole ? max - min + 1 : max - min) / MOST_BINS;
  if (width < least) {
    return { width: least, rule: `Freedman–Diaconis rule, cut at ${MOST_BINS} bins` };
  }
  // The nearest whole width; rounding down may not lead to more bins than allowed.
  const nearest = whole ? Math.max(Math.round(width), Math.ceil(least)) : width;
  return { width: nearest, rule: 'Freedman–Diaconis rule' };
}

function equalEdges(min: number, max: number, width: number): number[] {
  const bins = Math.min(MOST_BINS, Math.max(1, Math.ceil((max - min) / width - 1e-9)));
  const edges = [min];
  for (let k = 1; k < bins; k++) {
    const edge = min + (k * (max - min)) / bins;
    // Values only a few doubles apart have no room for every edge.
    if (edge > edges[edges.length - 1]! && edge < max) edges.push(edge);
  }
  edges.push(max);
  return edges;
}

function wholeEdges(min: number, max: number, width: number): number[] {
  const step = Math.max(1, Math.ceil(width - 1e-9));
  const bins = Math.ceil((max - min + 1) / step);
  return Array.from({ length: bins + 1 }, (_, k) => min - 0.5 + k * step);
}
