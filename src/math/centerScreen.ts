import { instantiate, type Kernel } from './wasm/instantiate.js';
import { CENTERS, ENTRY, type NearestKernel, nearestKernel, POINTS } from './wasm/nearestKernel.js';

/** Rows that the kernel is given at a time: what it finds stays in the processor's nearest cache. */
export const SCREEN_ROWS = 2048;

/** Where in the kernel's memory things lie, and how much there is. */
interface Layout {
  readonly labels: number;
  readonly centers: number;
  readonly entries: number;
  readonly end: number;
  readonly bytes: number;
}

/**
 * Rows as the kernel of `NearestCenters` reads them; none where there is no WebAssembly, or not enough
 * memory for it.
 */
export function createCenterScreen(
  x: Float64Array,
  n: number,
  d: number,
  unit: number,
  most: number,
): CenterScreen | undefined {
  const places = Math.ceil(n / POINTS) * POINTS;
  const labels = 4 * places * (d + 1);
  const centers = labels + 4 * places;
  const entries = centers + 4 * Math.ceil(most / CENTERS) * CENTERS * (d + 1);
  const end = entries + (4 * ENTRY * SCREEN_ROWS) / POINTS;
  const layout = { labels, centers, entries, end, bytes: end + 4 };
  const kernel = instantiate<NearestKernel>(nearestKernel, layout.bytes);
  return kernel && new CenterScreen(kernel, layout, x, n, d, unit);
}

/** The rows in single precision, in the order in which the kernel reads them. */
export class CenterScreen {
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
