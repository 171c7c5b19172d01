import { type CenterScreen, createCenterScreen, SCREEN_ROWS } from './centerScreen.js';
import { ENTRY, POINTS, UNCERTAIN } from './wasm/nearestKernel.js';

/**
 * Is told, part by part, which rows have another nearest centre than before, and which one they
 * had, −1 at first. Both lists are overwritten afterwards.
 */
export type MovedRows = (rows: Int32Array, from: Int32Array) => void;

/**
 * Which centre is nearest to each of many rows, asked again and again as centres move.
 *
 * Eight rows and four centres at a time, in single precision by WebAssembly: for almost all rows
 * the lead of the best centre is far above what rounding could do, and that is the answer. The few
 * others, or all where there is no WebAssembly, are measured in double precision. So either way
 * gives the same answers, which are those of the double distances.
 *
 * Memory: 4 n (d + 2) bytes beside the rows. The rows are kept, and must not change.
 */
export class NearestCenters {
  /** (n,) number of the nearest centre at the last call; −1 before. */
  readonly labels: Int32Array;
  readonly #x: Float64Array;
  readonly #d: number;
  readonly #screen: CenterScreen | undefined;
  readonly #rows = new Int32Array(SCREEN_ROWS);
  readonly #from = new Int32Array(SCREEN_ROWS);

  /**
   * @param x    (n, d) row-major, finite.
   * @param unit about how large its numbers are, so that single precision can hold their squares.
   * @param most centres at most that will be asked for.
   */
  constructor(x: Float64Array, n: number, d: number, unit: number, most: number) {
    this.#x = x;
    this.#d = d;
    this.#screen = d > 0 ? createCenterScreen(x, n, d, unit, most) : undefined;
    this.labels = this.#screen?.labels ?? new Int32Array(n);
    this.forget();
  }

  /** As if it had not been asked before. */
  forget(): void {
    this.labels.fill(-1);
  }

  /**
   * Finds the nearest centre of each row and tells of those where it is another than before. Of
   * equally near centres a row keeps its own, or takes the first.
   *
   * @param centers (k, d) row-major.
   */
  assign(centers: Float64Array, moved: MovedRows): void {
    const n = this.labels.length;
    this.#screen?.layDown(centers);
    for (let top = 0; top < n; top += SCREEN_ROWS) {
      const bottom = Math.min(top + SCREEN_ROWS, n);
      const entries = this.#screen?.look(top, bottom) ?? uncertain(top, bottom);
      const [rows, from] = [this.#rows, this.#from];
      const count = settle(entries, this.#x, this.#d, centers, this.labels, rows, from);
      if (count > 0) moved(rows.subarray(0, count), from.subarray(0, count));
    }
  }
}

/* Loops over rows are functions of typed arrays: when a garbage collection takes the objects of a
 * fit, V8 drops what it compiled for their methods and closures, and the next one begins slowly. */

/** Entries as the kernel writes them, of rows that it was not asked for. */
function uncertain(top: number, bottom: number): Int32Array {
  const entries = new Int32Array(Math.ceil((bottom - top) / POINTS) * ENTRY).fill(UNCERTAIN);
  for (let at = 0, row = top; at < entries.length; at += ENTRY, row += POINTS) entries[at] = row;
  return entries;
}

/** Gives rows the labels that were found, or finds them; writes down those that move, and returns how many do. */
function settle(
  entries: Int32Array,
  x: Float64Array,
  d: number,
  centers: Float64Array,
  labels: Int32Array,
  rows: Int32Array,
  from: Int32Array,
): number {
  let count = 0;
  for (let at = 0; at < entries.length; at += ENTRY) {
    const first = entries[at]!;
    const end = Math.min(first + POINTS, labels.length);
    for (let row = first; row < end; row++) {
      const found = entries[at + 1 + row - first]!;
      const old = labels[row]!;
      const label = found === UNCERTAIN ? nearest(x, row * d, d, centers, old) : found;
      if (label === old) continue;
      labels[row] = label;
      rows[count] = row;
      from[count] = old;
      count++;
    }
  }
  return count;
}

/** The nearest centre by double distances; of equal ones `own`, or the first. */
function nearest(
  x: Float64Array,
  at: number,
  d: number,
  centers: Float64Array,
  own: number,
): number {
  let label = Math.max(own, 0);
  let best = own < 0 ? Infinity : squareBetween(x, at, centers, own * d, d);
  for (let c = 0, from = 0; from < centers.length; c++, from += d) {
    const square = squareBetween(x, at, centers, from, d);
    if (square >= best) continue;
    best = square;
    label = c;
  }
  return label;
}

/** Squared Euclidean distance of two rows. */
export function squareBetween(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  d: number,
): number {
  let even = 0;
  let odd = 0;
  let j = 0;
  for (; j + 1 < d; j += 2) {
    const first = a[atA + j]! - b[atB + j]!;
    const second = a[atA + j + 1]! - b[atB + j + 1]!;
    even += first * first;
    odd += second * second;
  }
  if (j < d) {
    const last = a[atA + j]! - b[atB + j]!;
    even += last * last;
  }
  return even + odd;
}
