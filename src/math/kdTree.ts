import type { Matrix } from '../core/index.js';

/** Points in a leaf at most: so few are looked at one by one. */
const LEAF = 16;

/** The nearest points that a search found, nearest first. */
export interface Neighbors {
  /** (k,) rows. */
  readonly rows: Int32Array;
  /** (k,) squared Euclidean distances. */
  readonly squares: Float64Array;
}

/**
 * A k-d tree: finds the points near a place without looking at all of them.
 *
 * Each node halves its points at the median of the column in which they are widest, and keeps
 * their bounding box, by which whole branches are left out. With many columns boxes say little,
 * and the search looks at all points, which it may.
 *
 * Cost: O(n log n · (log n + d)) to build; a search O(log n) where columns are few, O(n d) at worst.
 * Source: Bentley (1975), Communications of the ACM 18(9).
 */
export class KdTree {
  readonly #columns: number;
  /** Row numbers; each node has a run of them. */
  readonly #rows: Int32Array;
  /** The points in the order of `rows`, row-major. */
  readonly #points: Float64Array;
  /** Lower and upper bound per column of each node; children of node k are 2k + 1 and 2k + 2. */
  readonly #boxes: Float64Array;

  constructor(X: Matrix) {
    const { rows: n, columns: d, data } = X;
    this.#columns = d;
    this.#rows = Int32Array.from({ length: n }, (_, i) => i);
    let nodes = 1;
    for (let most = n; most > LEAF; most = Math.ceil(most / 2)) nodes = 2 * nodes + 1;
    this.#boxes = new Float64Array(nodes * 2 * d);
    if (n > 0) this.#build(data, 0, 0, n);
    this.#points = new Float64Array(n * d);
    for (let k = 0; k < n; k++) {
      const from = this.#rows[k]! * d;
      for (let j = 0; j < d; j++) this.#points[k * d + j] = data[from + j]!;
    }
  }

  /**
   * The `count` nearest points to `query[at … at + d]`; of equally near ones those of lower rows.
   */
  nearest(query: Float64Array, at: number, count: number): Neighbors {
    const rows = new Int32Array(count).fill(-1);
    const squares = new Float64Array(count).fill(Infinity);
    if (this.#rows.length > 0) this.#nearest(query, at, 0, 0, this.#rows.length, rows, squares);
    return { rows, squares };
  }

  /** Writes all rows within `square` (squared distance, included) to `found`; returns how many. */
  within(query: Float64Array, at: number, square: number, found: Int32Array): number {
    return this.#rows.length === 0
      ? 0
      : this.#within(query, at, square, 0, 0, this.#rows.length, found, 0);
  }

  #build(data: Float64Array, node: number, start: number, end: number): void {
    const d = this.#columns;
    const rows = this.#rows;
    const box = this.#boxes.subarray(node * 2 * d, (node + 1) * 2 * d);
    box.fill(Infinity, 0, d);
    box.fill(-Infinity, d);
    for (let k = start; k < end; k++) {
      const from = rows[k]! * d;
      for (let j = 0; j < d; j++) {
        const value = data[from + j]!;
        if (value < box[j]!) box[j] = value;
        if (value > box[d + j]!) box[d + j] = value;
      }
    }
    if (end - start <= LEAF) return;
    let widest = 0;
    for (let j = 1; j < d; j++) {
      if (box[d + j]! - box[j]! > box[d + widest]! - box[widest]!) widest = j;
    }
    const middle = start + ((end - start) >> 1);
    if (d > 0) select(rows, data, d, widest, start, end - 1, middle);
    this.#build(data, 2 * node + 1, start, middle);
    this.#build(data, 2 * node + 2, middle, end);
  }

  #nearest(
    query: Float64Array,
    at: number,
    node: number,
    start: number,
    end: number,
    rows: Int32Array,
    squares: Float64Array,
  ): void {
    const last = squares.length - 1;
    if (end - start <= LEAF) {
      for (let k = start; k < end; k++) {
        const square = this.#square(query, at, k, squares[last]!);
        const row = this.#rows[k]!;
        if (
          square > squares[last]! ||
          (square === squares[last] && row > rows[last]! && rows[last]! >= 0)
        )
          continue;
        let place = last;
        while (
          place > 0 &&
          (squares[place - 1]! > square ||
            (squares[place - 1] === square && (rows[place - 1]! > row || rows[place - 1]! < 0)))
        ) {
          squares[place] = squares[place - 1]!;
          rows[place] = rows[place - 1]!;
          place--;
        }
        squares[place] = square;
        rows[place] = row;
      }
      return;
    }
    const middle = start + ((end - start) >> 1);
    const left = this.#toBox(query, at, 2 * node + 1);
    const right = this.#toBox(query, at, 2 * node + 2);
    const leftFirst = left <= right;
    for (const goLeft of [leftFirst, !leftFirst]) {
      if ((goLeft ? left : right) > squares[last]!) continue;
      if (goLeft) this.#nearest(query, at, 2 * node + 1, start, middle, rows, squares);
      else this.#nearest(query, at, 2 * node + 2, middle, end, rows, squares);
    }
  }

  #within(
    query: Float64Array,
    at: number,
    limit: number,
    node: number,
    start: number,
    end: number,
    found: Int32Array,
    count: number,
  ): number {
    let so = count;
    if (this.#toBox(query, at, node) > limit) return so;
    if (end - start <= LEAF) {
      for (let k = start; k < end; k++) {
        if (this.#square(query, at, k, limit) <= limit) found[so++] = this.#rows[k]!;
      }
      return so;
    }
    const middle = start + ((end - start) >> 1);
    so = this.#within(query, at, limit, 2 * node + 1, start, middle, found, so);
    return this.#within(query, at, limit, 2 * node + 2, middle, end, found, so);
  }

  /** Squared distance to point k; may stop early once it is above the limit. */
  #square(query: Float64Array, at: number, k: number, limit: number): number {
    const d = this.#columns;
    const from = k * d;
    let sum = 0;
    let j = 0;
    for (; j + 3 < d; j += 4) {
      const a = query[at + j]! - this.#points[from + j]!;
      const b = query[at + j + 1]! - this.#points[from + j + 1]!;
      const c = query[at + j + 2]! - this.#points[from + j + 2]!;
      const e = query[at + j + 3]! - this.#points[from + j + 3]!;
      sum += a * a + b * b + c * c + e * e;
      if (sum > limit) return sum;
    }
    for (; j < d; j++) {
      const a = query[at + j]! - this.#points[from + j]!;
      sum += a * a;
    }
    return sum;
  }

  /** Squared distance from the query to a node's box; 0 inside. */
  #toBox(query: Float64Array, at: number, node: number): number {
    const d = this.#columns;
    const box = node * 2 * d;
    let sum = 0;
    for (let j = 0; j < d; j++) {
      const value = query[at + j]!;
      const low = this.#boxes[box + j]! - value;
      const high = value - this.#boxes[box + d + j]!;
      const out = low > 0 ? low : high > 0 ? high : 0;
      sum += out * out;
    }
    // A hair less, so that rounding never leaves out a point on the border.
    return sum * (1 - 1e-15 * (d + 2));
  }
}

/** Puts the `place`-th smallest row (by a column) where it belongs, smaller ones before it. */
function select(
  rows: Int32Array,
  data: Float64Array,
  d: number,
  column: number,
  from: number,
  to: number,
  place: number,
): void {
  let low = from;
  let high = to;
  while (low < high) {
    const pivot = data[rows[(low + high) >> 1]! * d + column]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (data[rows[i]! * d + column]! < pivot) i++;
      while (data[rows[j]! * d + column]! > pivot) j--;
      if (i > j) break;
      const row = rows[i]!;
      rows[i++] = rows[j]!;
      rows[j--] = row;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else return;
  }
}
