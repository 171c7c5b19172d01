import {
  firstAbove,
  firstAtLeast,
  fromPowerSums,
  harmlessScale,
  type Moments,
  quantileOfSorted,
} from '../math/index.js';
import type { NumberFacts } from './numberFacts.js';
import type { ValueCount } from './profileTypes.js';

/** The facts of values that come grouped, and how many of them each bin holds. */
export interface GroupedFacts extends NumberFacts {
  countIn(edges: readonly number[]): number[];
}

/**
 * The facts of a column from its different values, ascending and finite, one at least, and how often
 * each comes: what `factsOf` finds in all its values.
 */
export function groupedFacts(
  values: Float64Array,
  times: Float64Array,
  mostFrequent: number,
): GroupedFacts {
  const distinct = values.length;
  // (d + 1,) how many values come before each different one.
  const before = new Float64Array(distinct + 1);
  for (let i = 0; i < distinct; i++) before[i + 1] = before[i]! + times[i]!;
  const n = before[distinct]!;
  const atRank = (rank: number) => values[firstAbove(before, rank) - 1]!;
  return {
    n,
    distinct,
    min: values[0]!,
    max: values[distinct - 1]!,
    whole: values.every(Number.isSafeInteger),
    moments: momentsOf(values, times, n),
    mostFrequent: longest(values, times, mostFrequent),
    ...steps(values),
    quantile: (probability) => {
      const at = (n - 1) * probability;
      const rank = Math.floor(at);
      return quantileOfSorted([atRank(rank), atRank(Math.min(rank + 1, n - 1))], at - rank);
    },
    countIn: (edges) => {
      const last = edges.length - 1;
      const places = edges.map((edge, k) => (k < last ? firstAtLeast : firstAbove)(values, edge));
      return places.slice(1).map((place, k) => before[place]! - before[places[k]!]!);
    },
  };
}

function momentsOf(values: Float64Array, times: Float64Array, n: number): Moments {
  const [min, max] = [values[0]!, values[values.length - 1]!];
  if (min === max) {
    return { count: n, mean: min, deviation: n > 1 ? 0 : null, skewness: null, kurtosis: null };
  }
  const scale = harmlessScale(Math.max(Math.abs(min), Math.abs(max)));
  const centre = sumOf(values, (x, i) => x * scale * times[i]!) / n;
  const power = (k: number) => sumOf(values, (x, i) => (x * scale - centre) ** k * times[i]!);
  const found = fromPowerSums(n, centre, [power(1), power(2), power(3), power(4)], scale);
  return { ...found, mean: Math.min(max, Math.max(min, centre / scale)) };
}

/** With what rounding takes from the sum added at the end (Neumaier). */
function sumOf(values: Float64Array, term: (value: number, i: number) => number): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const part = term(values[i]!, i);
    const next = total + part;
    lost += Math.abs(total) >= Math.abs(part) ? total - next + part : part - next + total;
    total = next;
  }
  return total + lost;
}

/** The least and the greatest step between neighbours; 0 where there is one value. */
function steps(values: Float64Array): Pick<NumberFacts, 'smallestStep' | 'largestStep'> {
  let smallestStep = values.length > 1 ? Infinity : 0;
  let largestStep = 0;
  for (let i = 1; i < values.length; i++) {
    const step = values[i]! - values[i - 1]!;
    if (step < smallestStep) smallestStep = step;
    if (step > largestStep) largestStep = step;
  }
  return { smallestStep, largestStep };
}

/** Those that come most often; of equally frequent ones the least first. */
function longest(values: Float64Array, times: Float64Array, most: number): ValueCount<number>[] {
  const top: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (top.length === most && times[i]! <= times[top[most - 1]!]!) continue;
    let place = top.length;
    while (place > 0 && times[top[place - 1]!]! < times[i]!) place--;
    top.splice(place, 0, i);
    if (top.length > most) top.pop();
  }
  return top.map((i) => ({ value: values[i]!, count: times[i]! }));
}
