import { instantiate, type Kernel } from './wasm/instantiate.js';
import { CENTERS, nearestKernel, POINTS } from './wasm/nearestKernel.js';

/** Rows that the kernel is given at a time. */
const BLOCK = 1024;

let shared: Kernel<'nearest'> | undefined | null = null; // null: not asked for yet

/**
 * Which centre is nearest to each of many rows, asked again and again as centres move.
 *
 * Four rows and four centres at a time, in single precision by WebAssembly: for almost all rows
 * the lead of the best centre is far above what rounding could do, and that is the answer. The few
 * others, or all where there is no WebAssembly, are measured in double precision. So either way
 * gives the same answers, which are those of the double distances.
 *
 * Memory: 4 n (d + 1) bytes beside the rows. The rows are kept, and must not change.
 */
export class NearestCenters {
  /** (n,) number of the nearest centre at the last call; −1 before. */
  readonly labels: Int32Array;
  readonly #x: Float64Array;
  readonly #d: number;
  readonly #screen: Screen | undefined;

  /**
   * @param x    (n, d) row-major, finite.
   * @param unit about how large its numbers are, so that single precision can hold their squares.
   */
  constructor(x: Float64Array, n: number, d: number, unit: number) {
    this.#x = x;
    this.#d = d;
    this.labels = new Int32Array(n).fill(-1);
    if (shared === null) shared = instantiate<'nearest'>(nearestKernel());
    if (shared !== undefined && d > 0) this.#screen = new Screen(shared, x, n, d, unit);
  }

  /** As if it had not been asked before. */
  forget(): void {
    this.labels.fill(-1);
  }

  /**
   * Finds the nearest centre of each row and calls `moved` for those where it is another than
   * before. Of equally near centres a row keeps its own, or takes the first.
   *
   * @param centers (k, d) row-major.
   */
  assign(centers: Float64Array, moved: (row: number, from: number, to: number) => void): void {
    const { labels } = this;
    const n = labels.length;
    this.#screen?.layDown(centers);
    for (let top = 0; top < n; top += BLOCK) {
      const bottom = Math.min(top + BLOCK, n);
      const found = this.#screen?.look(top, bottom);
      for (let i = top; i < bottom; i++) {
        const old = labels[i]!;
        let label = found === undefined ? -1 : found[i - top]!;
        if (label < 0) label = nearest(this.#x, i * this.#d, this.#d, centers, old);
        if (label === old) continue;
        labels[i] = label;
        moved(i, old, label);
      }
    }
  }
}

/** The rows in single precision, in the order in which the kernel reads them. */
class Screen {
  readonly #kernel: Kernel<'nearest'>;
  readonly #d: number;
  readonly #scale: number;
  readonly #points: Float32Array;
  /** Where in the kernel's memory things lie: first the rows of a block, then these. */
  readonly #labelsAt: number;
  readonly #centersAt: number;
  #centersEnd = 0;
  #near = 0;
  #far = 0;

  constructor(kernel: Kernel<'nearest'>, x: Float64Array, n: number, d: number, unit: number) {
    this.#kernel = kernel;
    this.#d = d;
    this.#scale = unit > 0 ? 2 ** -Math.round(Math.log2(unit)) : 1;
    this.#labelsAt = 4 * BLOCK * (d + 1);
    this.#centersAt = this.#labelsAt + 4 * BLOCK;
    this.#points = new Float32Array(Math.ceil(n / POINTS) * POINTS * (d + 1));
    this.#layOut(this.#points, POINTS, x, n, true);
  }

  /** Gives the kernel the centres; what is missing to a full four lies infinitely far away. */
  layDown(centers: Float64Array): void {
    const d = this.#d;
    const k = centers.length / d;
    const places = Math.ceil(k / CENTERS) * CENTERS;
    this.#centersEnd = this.#centersAt + 4 * places * (d + 1);
    const memory = this.#kernel.reserve(this.#centersEnd);
    const laid = new Float32Array(memory, this.#centersAt, places * (d + 1)).fill(0);
    for (let c = k; c < places; c++) laid[(places - CENTERS) * (d + 1) + (c % CENTERS)] = Infinity;
    const longest = this.#layOut(laid, CENTERS, centers, k, false);
    // A sum is off by (d + 4) 2⁻²⁴ (‖x‖ ‖c‖ + ½‖c‖²) at most, and two of them are compared: this
    // twice, and more than the smallest numbers can hold.
    const unit = 4 * (d + 4) * 2 ** -24;
    this.#near = (unit * longest) / 2 + 1e-37;
    this.#far = unit * Math.sqrt(longest);
  }

  /** The nearest centres of the rows from `top` up to `bottom`, −1 where it is not certain. */
  look(top: number, bottom: number): Int32Array {
    const row = this.#d + 1;
    const count = Math.ceil((bottom - top) / POINTS) * POINTS;
    const memory = this.#kernel.reserve(this.#centersEnd);
    new Float32Array(memory).set(this.#points.subarray(top * row, (top + count) * row));
    this.#kernel.call.nearest(
      ...[0, 4 * count * row, 4 * POINTS * row],
      ...[this.#centersAt, this.#centersEnd, this.#labelsAt],
      ...[this.#near, this.#far, this.#d * 2 ** -50, Infinity],
    );
    return new Int32Array(memory, this.#labelsAt, bottom - top);
  }

  /** Writes rows in groups: lengths or half their squares, then column by column. Returns the greatest square. */
  #layOut(
    to: Float32Array,
    group: number,
    rows: Float64Array,
    count: number,
    lengths: boolean,
  ): number {
    const d = this.#d;
    let longest = 0;
    for (let i = 0, at = 0; i < count; i++) {
      const inGroup = i & (group - 1); // groups are powers of two
      const start = (i - inGroup) * (d + 1) + inGroup;
      let square = 0;
      for (let j = 1; j <= d; j++) {
        const value = rows[at++]! * this.#scale;
        square += value * value;
        to[start + j * group] = value;
      }
      to[start] = lengths ? Math.sqrt(square) : square / 2;
      if (square > longest) longest = square;
    }
    return longest;
  }
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
