import { categoryBucket, type ReferenceColumn, type ReferenceProfile } from '../explore/index.js';
import { stabilityLimit, stabilityOfCounts } from '../monitoring/index.js';

/** How far one feature has moved from the training data, over the last rows. */
export interface FeatureDrift {
  readonly feature: string;
  /** Population stability index. */
  readonly score: number;
  /** What it exceeds once in a thousand windows without any drift. */
  readonly limit: number;
  readonly rows: number;
}

/** Chance that a score exceeds its limit without drift. */
const ALPHA = 0.001;
/** Below so many rows a score says nothing. */
const FEWEST_ROWS = 30;

/** One feature: what its values are counted by. */
interface Column {
  readonly name: string;
  readonly binOf: (value: unknown) => number;
  /** Of the training data. */
  readonly reference: readonly number[];
  /** Of the window. */
  readonly counts: Float64Array;
}

/**
 * Counts the last rows by the bins of the reference profile, so that drift is known at any moment
 * without keeping a value: each row costs a search among ten edges a feature.
 *
 * Missing values have a bin of their own, and so have texts that training never saw.
 */
export class DriftTally {
  readonly #columns: readonly Column[];
  /** (window, columns): the bin of each value, so that it can be taken out again. */
  readonly #bins: Uint16Array;
  readonly #window: number;
  #rows = 0;

  constructor(reference: ReferenceProfile, features: readonly string[], window: number) {
    this.#window = window;
    this.#columns = features.flatMap((name) => {
      const column = reference.columns.find((one) => one.name === name);
      return column === undefined ? [] : [columnOf(column)];
    });
    this.#bins = new Uint16Array(window * this.#columns.length);
  }

  /** One row more; the oldest leaves when the window is full. */
  add(record: Readonly<Record<string, unknown>>): void {
    const columns = this.#columns;
    const start = (this.#rows % this.#window) * columns.length;
    const full = this.#rows >= this.#window;
    for (let j = 0; j < columns.length; j++) {
      const { name, binOf, counts } = columns[j]!;
      if (full) counts[this.#bins[start + j]!]! -= 1;
      const bin = binOf(record[name]);
      counts[bin]! += 1;
      this.#bins[start + j] = bin;
    }
    this.#rows++;
  }

  /** The drift of every feature; none while there are too few rows. */
  scores(): FeatureDrift[] {
    const rows = Math.min(this.#rows, this.#window);
    if (rows < FEWEST_ROWS) return [];
    return this.#columns.flatMap(({ name, reference, counts }) => {
      const known = reference.reduce((sum, count) => sum + count, 0);
      const bins = reference.filter((count, k) => count > 0 || counts[k]! > 0).length;
      if (known === 0 || bins === 0) return [];
      const limit = bins < 2 ? 0 : stabilityLimit(known, rows, bins, ALPHA);
      return [{ feature: name, score: stabilityOfCounts(reference, counts), limit, rows }];
    });
  }
}

function columnOf(column: ReferenceColumn): Column {
  const { binOf, counts } = binsOf(column);
  const missing = counts.length;
  const reference = [...counts, column.missing];
  return {
    name: column.name,
    reference,
    counts: new Float64Array(reference.length),
    binOf: (value) => (value === null || value === undefined ? missing : binOf(value)),
  };
}

function binsOf(column: ReferenceColumn): {
  readonly binOf: (value: unknown) => number;
  readonly counts: readonly number[];
} {
  if (column.kind === 'boolean') {
    const { count, trueCount } = column;
    return { binOf: (value) => (value === true ? 1 : 0), counts: [count - trueCount, trueCount] };
  }
  if (column.kind === 'string') {
    if (column.buckets !== null) {
      return { binOf: (value) => categoryBucket(String(value)), counts: column.buckets };
    }
    const places = new Map<unknown, number>(column.categories.map(({ value }, k) => [value, k]));
    const strange = places.size;
    const counts = [...column.categories.map(({ count }) => count), 0];
    return { binOf: (value) => places.get(value) ?? strange, counts };
  }
  const edges = Float64Array.from(column.edges);
  const isDate = column.kind === 'date';
  const binOf = (value: unknown) =>
    below(edges, isDate ? Date.parse(String(value)) : (value as number));
  return { binOf, counts: column.counts };
}

/** How many edges are at most the value: the number of its bin. */
function below(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
