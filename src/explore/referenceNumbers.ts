import type { DateColumn, NumberColumn } from '../core/index.js';
import { momentsBetween, sortOwn } from '../math/index.js';
import { finiteOrNull, finiteValues } from './finiteValues.js';
import { countSorted } from './numberFacts.js';
import type { ReferenceNumbers } from './referenceTypes.js';

/** What a reference profile keeps of a column of numbers or dates. */
export function referenceNumbers(
  column: NumberColumn | DateColumn,
  sample: ReferenceNumbers['sample'],
  options: { readonly bins: number; readonly points: number },
): ReferenceNumbers {
  const { values } = column;
  const { finite, missing, infinite } = finiteValues(values);
  const n = finite.length;
  const sorted = sortOwn(finite);
  const edges = binEdges(sorted, options.bins);
  const head = {
    name: column.name,
    kind: column.kind,
    count: values.length - missing,
    missing,
    sample,
    infinite,
  };
  if (n === 0) {
    const none = { mean: null, deviation: null, distinct: 0 };
    return { ...head, ...none, edges, counts: [0], points: [], below: [], upTo: [] };
  }
  const { mean, deviation } = momentsBetween(sorted, sorted[0]!, sorted[n - 1]!);
  return {
    ...head,
    mean: mean + 0,
    deviation: finiteOrNull(deviation),
    distinct: countDistinct(sorted),
    edges,
    counts: countSorted(sorted, [-Infinity, ...edges, Infinity]),
    ...pointsOf(sorted, options.points),
  };
}

/** The values that begin each bin but the first: each once, so that no bin is empty. */
function binEdges(sorted: Float64Array, bins: number): number[] {
  const edges: number[] = [];
  const n = sorted.length;
  for (let k = 1; k < bins && n > 0; k++) {
    const edge = sorted[Math.min(n - 1, Math.round((k * n) / bins))]!;
    if (edge > (edges[edges.length - 1] ?? sorted[0]!)) edges.push(edge);
  }
  return edges;
}

function countDistinct(sorted: Float64Array): number {
  let distinct = 1;
  for (let i = 1; i < sorted.length; i++) if (sorted[i]! > sorted[i - 1]!) distinct++;
  return distinct;
}

/** Points of the distribution function: all values where they are few, else at even ranks. */
function pointsOf(
  sorted: Float64Array,
  most: number,
): Pick<ReferenceNumbers, 'points' | 'below' | 'upTo'> {
  const n = sorted.length;
  const all = countDistinct(sorted) <= most;
  const points: number[] = [];
  const below: number[] = [];
  const upTo: number[] = [];
  let start = 0; // of a run of equal values
  let wanted = 0; // which even rank comes next
  while (start < n) {
    const value = sorted[start]!;
    let end = start + 1;
    while (end < n && sorted[end] === value) end++;
    if (all || Math.round((wanted * (n - 1)) / (most - 1)) < end) {
      points.push(value);
      below.push(start);
      upTo.push(end);
      while (wanted < most && Math.round((wanted * (n - 1)) / (most - 1)) < end) wanted++;
    }
    start = end;
  }
  return { points, below, upTo };
}
