import { Matrix } from '../core/index.js';
import { categoryBucket, type ReferenceColumn, type ReferenceProfile } from '../explore/index.js';
import type { Features } from '../features/index.js';
import { firstAbove } from '../math/index.js';
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
  /** Its place among the features. */
  readonly feature: number;
  /** A value as a number, which is kept; NaN where it is missing. */
  readonly codeOf: (value: unknown) => number;
  /** The bin of such a number. */
  readonly binOf: (code: number) => number;
  /** Of the training data; the last count is that of missing values. */
  readonly reference: readonly number[];
}

/**
 * Counts the last rows by the bins of the reference profile when somebody asks for drift. Until then a
 * row costs no more than to be written down, as a number a feature: most rows leave the window unasked.
 *
 * Missing values have a bin of their own, and so have texts that training never saw.
 */
export class DriftTally {
  readonly #columns: readonly Column[];
  /** (window, columns) */
  readonly #codes: Float64Array;
  readonly #window: number;
  #rows = 0;

  constructor(reference: ReferenceProfile, features: readonly string[], window: number) {
    this.#window = window;
    this.#columns = features.flatMap((name, feature) => {
      const column = reference.columns.find((one) => one.name === name);
      return column === undefined ? [] : [columnOf(column, feature)];
    });
    this.#codes = new Float64Array(window * this.#columns.length);
  }

  /** One row more; the oldest leaves when the window is full. */
  add(record: Readonly<Record<string, unknown>>): void {
    const columns = this.#columns;
    let place = (this.#rows % this.#window) * columns.length;
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j]!;
      // A column called `constructor` that is left out would be read from every object's prototype.
      const value = Object.hasOwn(record, column.name) ? record[column.name] : null;
      this.#codes[place++] = typeof value === 'number' ? value : column.codeOf(value);
    }
    this.#rows++;
  }

  /** Rows more: a table, or a matrix of all features in their order. */
  addRows(X: Features): void {
    const columns = this.#columns;
    const width = columns.length;
    if (X instanceof Matrix) {
      for (let i = 0; i < X.rows; i++, this.#rows++) {
        const place = (this.#rows % this.#window) * width;
        for (let j = 0; j < width; j++)
          this.#codes[place + j] = X.data[i * X.columns + columns[j]!.feature]!;
      }
      return;
    }
    const values = columns.map(({ name }) => X.column(name).values);
    for (let i = 0; i < X.rowCount; i++, this.#rows++) {
      const place = (this.#rows % this.#window) * width;
      for (let j = 0; j < width; j++) {
        const value = values[j]![i];
        this.#codes[place + j] = typeof value === 'number' ? value : columns[j]!.codeOf(value);
      }
    }
  }

  /** The drift of every feature; none while there are too few rows. */
  scores(): FeatureDrift[] {
    const rows = Math.min(this.#rows, this.#window);
    if (rows < FEWEST_ROWS) return [];
    return this.#columns.flatMap(({ name, reference, binOf }, j) => {
      const counts = this.#count(j, rows, reference.length, binOf);
      const known = reference.reduce((sum, count) => sum + count, 0);
      const bins = reference.filter((count, k) => count > 0 || counts[k]! > 0).length;
      if (known === 0 || bins === 0) return [];
      const limit = bins < 2 ? 0 : stabilityLimit(known, rows, bins, ALPHA);
      return [{ feature: name, score: stabilityOfCounts(reference, counts), limit, rows }];
    });
  }

  #count(
    column: number,
    rows: number,
    bins: number,
    binOf: (code: number) => number,
  ): Float64Array {
    const counts = new Float64Array(bins);
    const width = this.#columns.length;
    for (let i = 0; i < rows; i++) {
      const code = this.#codes[i * width + column]!;
      counts[Number.isNaN(code) ? bins - 1 : binOf(code)]! += 1;
    }
    return counts;
  }
}

function columnOf(column: ReferenceColumn, feature: number): Column {
  const { codeOf, binOf, counts } = binsOf(column);
  return {
    name: column.name,
    feature,
    reference: [...counts, column.missing],
    codeOf: (value) => (value === null || value === undefined ? Number.NaN : codeOf(value)),
    binOf,
  };
}

const itself = (code: number): number => code;

function binsOf(
  column: ReferenceColumn,
): Pick<Column, 'codeOf' | 'binOf'> & { readonly counts: readonly number[] } {
  if (column.kind === 'boolean') {
    const { count, trueCount } = column;
    const counts = [count - trueCount, trueCount];
    return { codeOf: (value) => (value === true ? 1 : 0), binOf: itself, counts };
  }
  if (column.kind === 'string') {
    if (column.buckets !== null) {
      const codeOf = (value: unknown): number => categoryBucket(String(value));
      return { codeOf, binOf: itself, counts: column.buckets };
    }
    const places = new Map<unknown, number>(column.categories.map(({ value }, k) => [value, k]));
    const strange = places.size;
    const counts = [...column.categories.map(({ count }) => count), 0];
    return { codeOf: (value) => places.get(value) ?? strange, binOf: itself, counts };
  }
  const edges = Float64Array.from(column.edges);
  const isDate = column.kind === 'date';
  const codeOf = (value: unknown) => (isDate ? Date.parse(String(value)) : (value as number));
  return { codeOf, binOf: (code) => firstAbove(edges, code), counts: column.counts };
}
