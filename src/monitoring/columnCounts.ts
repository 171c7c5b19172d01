import type { ColumnCounts } from './driftTypes.js';

/** Categories that keep a name of their own. */
const MOST_NAMED = 12;

/**
 * The counts of number bins, each named by its ends.
 *
 * @param edges (k,) rising: the bins are (−∞, e₀), [e₀, e₁) … [eₖ₋₁, ∞). @param reference, current (k + 1,)
 */
export function binCounts(
  edges: readonly number[],
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): ColumnCounts {
  const ends = shortest(edges);
  const labels = Array.from({ length: edges.length + 1 }, (_, k) => {
    if (edges.length === 0) return 'all values';
    if (k === 0) return `below ${ends[0]}`;
    return k === edges.length ? `from ${ends[k - 1]}` : `${ends[k - 1]} to ${ends[k]}`;
  });
  return { labels, reference: Array.from(reference), current: Array.from(current) };
}

/**
 * The counts of categories; of many, the twelve that hold the largest share on either side keep
 * their names and their order, and the others are counted together. Numbers are put in order.
 */
export function categoryCounts(
  names: readonly (string | number)[],
  reference: readonly number[],
  current: readonly number[],
): ColumnCounts {
  const [n, m] = [total(reference), total(current)];
  const weight = (k: number) => Math.max(reference[k]! / n, current[k]! / m);
  const places = names.map((_, k) => k);
  const named = [...places].sort((a, b) => weight(b) - weight(a) || a - b).slice(0, MOST_NAMED);
  named.sort((a, b) => rank(names[a]!) - rank(names[b]!) || a - b);
  const kept = new Set(named);
  const others = places.filter((k) => !kept.has(k));
  const counted = (counts: readonly number[]) => [
    ...named.map((k) => counts[k]!),
    ...(others.length === 0 ? [] : [total(others.map((k) => counts[k]!))]),
  ];
  return {
    labels: [
      ...named.map((k) => String(names[k])),
      ...(others.length === 0 ? [] : [`${others.length} others`]),
    ],
    reference: counted(reference),
    current: counted(current),
  };
}

/** Numbers by size, texts all alike: they keep their order. */
function rank(name: string | number): number {
  return typeof name === 'number' ? name : 0;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Edges with as few digits as tell them apart, three at least. */
function shortest(edges: readonly number[]): string[] {
  for (let digits = 3; digits < 17; digits++) {
    const texts = edges.map((edge) => String(Number(edge.toPrecision(digits))));
    if (new Set(texts).size === edges.length) return texts;
  }
  return edges.map(String);
}
