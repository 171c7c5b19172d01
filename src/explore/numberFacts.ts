import {
  firstAbove,
  firstAtLeast,
  type Moments,
  momentsBetween,
  quantileOfSorted,
  sortOwn,
} from '../math/index.js';
import type { ValueCount } from './profileTypes.js';

/**
 * What must be known of a column of numbers to describe it: from memory here, from a database for
 * large files. Bins and shape are worked out of nothing else, so both ways agree.
 */
export interface NumberFacts {
  /** How many finite values there are, at least one. */
  readonly n: number;
  readonly distinct: number;
  readonly min: number;
  readonly max: number;
  /** Whether every value is a whole number below 2⁵³. */
  readonly whole: boolean;
  readonly moments: Moments;
  readonly mostFrequent: readonly ValueCount<number>[];
  /** The least and the greatest step from one different value to the next; 0 where there is one. */
  readonly smallestStep: number;
  readonly largestStep: number;
  quantile(probability: number): number;
}

/** The facts of values in memory, and the values themselves in ascending order. */
export interface SortedFacts extends NumberFacts {
  readonly sorted: Float64Array;
}

/**
 * Sorts once; everything else is one more pass. `values`, finite and one at least, are used up, and so
 * is `spare`, memory for as many: the facts are true until either is written again.
 */
export function factsOf(
  values: Float64Array,
  mostFrequent: number,
  spare?: Float64Array,
): SortedFacts {
  const sorted = sortOwn(values, spare);
  const n = sorted.length;
  const min = sorted[0]!;
  const max = sorted[n - 1]!;
  return {
    n,
    min,
    max,
    sorted,
    ...runsOf(sorted, mostFrequent),
    whole: allWhole(sorted),
    moments: momentsBetween(sorted, min, max),
    quantile: (probability) => quantileOfSorted(sorted, probability),
  };
}

/** One pass over runs of equal values: how many there are, the longest, and the steps between. */
function runsOf(
  sorted: Float64Array,
  most: number,
): Pick<NumberFacts, 'distinct' | 'mostFrequent' | 'smallestStep' | 'largestStep'> {
  const n = sorted.length;
  const top: { value: number; count: number }[] = [];
  let least = 0; // a run must be longer than this to enter the list
  let distinct = 0;
  let smallestStep = Infinity;
  let largestStep = 0;
  let start = 0;
  while (start < n) {
    const value = sorted[start]!;
    let end = start + 1;
    while (end < n && sorted[end] === value) end++;
    distinct++;
    const count = end - start;
    if (count > least) {
      insert(top, { value, count }, most);
      if (top.length === most) least = top[most - 1]!.count;
    }
    if (end < n) {
      const step = sorted[end]! - value;
      if (step < smallestStep) smallestStep = step;
      if (step > largestStep) largestStep = step;
    }
    start = end;
  }
  if (distinct === 1) smallestStep = 0;
  return { distinct, mostFrequent: top, smallestStep, largestStep };
}

/** Keeps the list in falling order of counts; an equal count stays behind the earlier value. */
function insert(
  top: { value: number; count: number }[],
  entry: { value: number; count: number },
  most: number,
): void {
  let place = top.length;
  while (place > 0 && top[place - 1]!.count < entry.count) place--;
  top.splice(place, 0, entry);
  if (top.length > most) top.pop();
}

function allWhole(sorted: Float64Array): boolean {
  for (let i = 0; i < sorted.length; i++) if (!Number.isSafeInteger(sorted[i])) return false;
  return true;
}

/** How many sorted values lie in each bin [edges[k], edges[k + 1]), the last one closed. */
export function countSorted(sorted: Float64Array, edges: ArrayLike<number>): number[] {
  const bins = edges.length - 1;
  const counts = new Array<number>(bins);
  let from = firstAtLeast(sorted, edges[0]!);
  for (let k = 0; k < bins; k++) {
    const upper = edges[k + 1]!;
    const to = k === bins - 1 ? firstAbove(sorted, upper, from) : firstAtLeast(sorted, upper, from);
    counts[k] = to - from;
    from = to;
  }
  return counts;
}
