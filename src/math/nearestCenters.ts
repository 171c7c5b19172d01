import { instantiate, type Kernel } from './wasm/instantiate.js';
import {
  CENTERS,
  ENTRY,
  type NearestKernel,
  nearestKernel,
  POINTS,
  UNCERTAIN,
} from './wasm/nearestKernel.js';

/** Rows that the kernel is given at a time: what it finds stays in the processor's nearest cache. */
const BLOCK = 2048;

let module: Uint8Array | undefined; // made when it is first asked for

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
  readonly #screen: Screen | undefined;
  readonly #rows = new Int32Array(BLOCK);
  readonly #from = new Int32Array(BLOCK);

  /**
   * @param x    (n, d) row-major, finite.
   * @param unit about how large its numbers are, so that single precision can hold their squares.
   * @param most centres at most that will be asked for.
   */
  constructor(x: Float64Array, n: number, d: number, unit: number, most: number) {
    this.#x = x;
    this.#d = d;
    this.#screen = d > 0 ? createScreen(x, n, d, unit, most) : undefined;
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
    for (let top = 0; top < n; top += BLOCK) {
      const bottom = Math.min(top + BLOCK, n);
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

/** Where in the kernel's memory things lie, and how much there is. */
interface Layout {
  readonly labels: number;
  readonly centers: number;
  readonly entries: number;
  readonly end: number;
  readonly bytes: number;
}

/** None where there is no WebAssembly, or not enough memory for it. */
function createScreen(
  x: Float64Array,
  n: number,
  d: number,
  unit: number,
  most: number,
): Screen | undefined {
  const places = Math.ceil(n / POINTS) * POINTS;
  const labels = 4 * places * (d + 1);
  const centers = labels + 4 * places;
  const entries = centers + 4 * Math.ceil(most / CENTERS) * CENTERS * (d + 1);
  const end = entries + (4 * ENTRY * BLOCK) / POINTS;
  const layout = { labels, centers, entries, end, bytes: end + 4 };
  module ??= nearestKernel();
  const kernel = instantiate<NearestKernel>(module, layout.bytes);
  return kernel && new Screen(kernel, layout, x, n, d, unit);
}

/** The rows in single precision, in the order in which the kernel reads them. */
class Screen {
  readonly labels: Int32Array;
  readonly #kernel: Kernel<NearestKernel>;
  readonly #memory: ArrayBuffer;
  readonly #layout: Layout;
  readonly #d: number;
  readonly #scale: number;
  #centersEnd = 0;
  #near = 0;
  #far = 0;

  constructor(
    kernel: Kernel<NearestKernel>,
    layout: Layout,
    x: Float64Array,
    n: number,
    d: number,
    unit: number,
  ) {
    this.#kernel = kernel;
    this.#memory = kernel.reserve(layout.bytes);
    this.#layout = layout;
    this.#d = d;
    this.#scale = unit > 0 ? 2 ** -Math.round(Math.log2(unit)) : 1;
    this.labels = new Int32Array(this.#memory, layout.labels, n);
    const points = new Float32Array(this.#memory, 0, layout.labels / 4);
    layOut(points, POINTS, x, n, d, this.#scale, true);
  }

  /** Gives the kernel the centres; what is missing to a full four lies infinitely far away. */
  layDown(centers: Float64Array): void {
    const d = this.#d;
    const k = centers.length / d;
    const places = Math.ceil(k / CENTERS) * CENTERS;
    const at = this.#layout.centers;
    this.#centersEnd = at + 4 * places * (d + 1);
    const laid = new Float32Array(this.#memory, at, places * (d + 1)).fill(0);
    for (let c = k; c < places; c++) laid[(places - CENTERS) * (d + 1) + (c % CENTERS)] = Infinity;
    const longest = layOut(laid, CENTERS, centers, k, d, this.#scale, false);
    // A sum is off by (d + 4) 2⁻²⁴ (‖x‖ ‖c‖ + ½‖c‖²) at most, and two of them are compared: this
    // twice, and more than the smallest numbers can hold.
    const unit = 4 * (d + 4) * 2 ** -24;
    this.#near = (unit * longest) / 2 + 1e-37;
    this.#far = unit * Math.sqrt(longest);
  }

  /** Entries on the rows from `top` up to `bottom` that have, or may have, another nearest centre than before. */
  look(top: number, bottom: number): Int32Array {
    const { labels, centers, entries, end } = this.#layout;
    const row = 4 * (this.#d + 1);
    const places = Math.ceil((bottom - top) / POINTS) * POINTS;
    this.#kernel.call.nearest(
      ...[top * row, (top + places) * row, POINTS * row, centers, this.#centersEnd],
      ...[labels + 4 * top, top, entries, end],
      ...[this.#near, this.#far, this.#d * 2 ** -50, Infinity],
    );
    const used = new Int32Array(this.#memory, end, 1)[0]! - entries;
    return new Int32Array(this.#memory, entries, used / 4);
  }
}

/** Writes rows in groups: lengths or half their squares, then column by column. Returns the greatest square. */
function layOut(
  to: Float32Array,
  group: number,
  rows: Float64Array,
  count: number,
  d: number,
  scale: number,
  lengths: boolean,
): number {
  const squares = new Float64Array(group);
  let longest = 0;
  for (let first = 0, at = 0; first < count; first += group, at += group) {
    const start = at;
    const inGroup = Math.min(group, count - first);
    squares.fill(0);
    for (let j = 0; j < d; j++) {
      at += group;
      for (let k = 0, from = first * d + j; k < inGroup; k++, from += d) {
        const value = rows[from]! * scale;
        squares[k]! += value * value;
        to[at + k] = value;
      }
    }
    for (let k = 0; k < inGroup; k++) {
      const square = squares[k]!;
      to[start + k] = lengths ? Math.sqrt(square) : square / 2;
      if (square > longest) longest = square;
    }
  }
  return longest;
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
