import { type Kernel, sharedKernel } from './wasm/instantiate.js';
import { COLUMNS, GRAM, ROWS, type RowsKernel, rowsKernel } from './wasm/rowsKernel.js';

/** Numbers of a block: with a scaled copy they stay in the processor's nearest cache. */
const BLOCK_NUMBERS = 2560;
/** Numbers of a Gram matrix that are summed in the kernel's memory together. */
const STRIP_NUMBERS = 4096;

/** How many rows of d columns a block has: so many at least that bringing sums there and back pays. */
export function blockRows(d: number): number {
  return Math.max(64, Math.min(256, Math.floor(BLOCK_NUMBERS / Math.max(1, d) / ROWS) * ROWS));
}

/** Where cell (i, j) of XᵀX lies in a sum is i · `gramStride` + j. */
export function gramStride(d: number): number {
  return Math.ceil(d / GRAM) * GRAM;
}

/**
 * A block of rows, at most `blockRows(d)`, and its products: what Gram matrices, gradients and
 * predictions of linear models are summed from.
 */
export interface RowBlock {
  /** Looks at the rows from `top` up to `bottom` of row-major data from now on. */
  load(data: Float64Array, top: number, bottom: number): void;
  /** out = rows · v. */
  times(v: Float64Array, out: Float64Array): void;
  /** sums += rowsᵀ r. */
  addTransposed(r: Float64Array, sums: Float64Array): void;
  /** sum += rowsᵀ diag(weights) rows, upper triangle, `gramStride(d)` to a row. */
  addGram(sum: Float64Array, weights?: Float64Array): void;
}

/**
 * A block in WebAssembly's memory, two numbers to an instruction. Where there is no WebAssembly it
 * is read where it is, by loops that say the same in plain words, and give the same bits.
 *
 * All blocks share one memory: use one at a time.
 */
export function createRowBlock(d: number): RowBlock {
  const kernel = sharedKernel<RowsKernel>(rowsKernel);
  return kernel === undefined || d === 0 ? new PlainBlock(d) : new WasmBlock(kernel, d);
}

class PlainBlock implements RowBlock {
  #data: Float64Array = new Float64Array(0);
  #top = 0;
  #bottom = 0;

  constructor(readonly d: number) {}

  load(data: Float64Array, top: number, bottom: number): void {
    this.#data = data;
    this.#top = top;
    this.#bottom = bottom;
  }

  times(v: Float64Array, out: Float64Array): void {
    for (let i = this.#top; i < this.#bottom; i++) {
      const row = i * this.d;
      const sums = [0, 0] as [number, number]; // of even and of odd columns
      for (let j = 0; j < this.d; j++) sums[j & 1]! += this.#data[row + j]! * v[j]!;
      out[i - this.#top] = sums[0] + sums[1];
    }
  }

  addTransposed(r: Float64Array, sums: Float64Array): void {
    for (let i = this.#top; i < this.#bottom; i++) {
      const row = i * this.d;
      for (let j = 0; j < this.d; j++) sums[j]! += this.#data[row + j]! * r[i - this.#top]!;
    }
  }

  addGram(sum: Float64Array, weights?: Float64Array): void {
    const x = this.#data;
    const stride = gramStride(this.d);
    for (let a = 0; a < this.d; a++) {
      for (let b = a; b < this.d; b++) {
        let cell = 0;
        for (let i = this.#top; i < this.#bottom; i++) {
          const weight = weights === undefined ? 1 : weights[i - this.#top]!;
          cell += x[i * this.d + a]! * weight * x[i * this.d + b]!;
        }
        sum[a * stride + b]! += cell;
      }
    }
  }
}

/** The parts of the kernel's memory that a block uses. */
interface Parts {
  /** The rows; as many more as `times` may read in vain, and what a column too many reads. */
  readonly rows: Float64Array;
  /** The rows times their weights. */
  readonly scaled: Float64Array;
  /** A number per column. */
  readonly wide: Float64Array;
  /** A number per row. */
  readonly high: Float64Array;
  /** A strip of XᵀX. */
  readonly gram: Float64Array;
}

class WasmBlock implements RowBlock {
  readonly #kernel: Kernel<RowsKernel>;
  #parts: Parts;
  #height = 0;

  constructor(
    kernel: Kernel<RowsKernel>,
    readonly d: number,
  ) {
    this.#kernel = kernel;
    this.#parts = layOut(kernel, d);
  }

  load(data: Float64Array, top: number, bottom: number): void {
    if (this.#parts.rows.length === 0) this.#parts = layOut(this.#kernel, this.d); // it grew
    const { rows } = this.#parts;
    const end = (bottom - top) * this.d;
    rows.set(data.subarray(top * this.d, bottom * this.d));
    rows.fill(0, end, end + COLUMNS); // read behind the last row, and must not be NaN
    this.#height = bottom - top;
  }

  times(v: Float64Array, out: Float64Array): void {
    const { rows, wide, high } = this.#parts;
    wide.set(v);
    wide[this.d] = 0;
    const row = 8 * this.d;
    const [x, from] = [rows.byteOffset, wide.byteOffset];
    const end = x + this.#height * row;
    this.#kernel.call.times(x, end, row, from, from + row, high.byteOffset);
    out.set(high.subarray(0, this.#height));
  }

  addTransposed(r: Float64Array, sums: Float64Array): void {
    const { rows, wide, high } = this.#parts;
    high.set(r.subarray(0, this.#height));
    wide.set(sums);
    const row = 8 * this.d;
    for (let j = 0; j < this.d; j += COLUMNS) {
      const x = rows.byteOffset + 8 * j;
      const end = x + this.#height * row;
      this.#kernel.call.addTransposed(x, end, row, high.byteOffset, wide.byteOffset + 8 * j);
    }
    sums.set(wide.subarray(0, this.d));
  }

  addGram(sum: Float64Array, weights?: Float64Array): void {
    const { rows, scaled, high, gram } = this.#parts;
    const row = 8 * this.d;
    const bytes = this.#height * row;
    const x = rows.byteOffset;
    const left = weights === undefined ? x : scaled.byteOffset;
    if (weights !== undefined) {
      high.set(weights.subarray(0, this.#height));
      this.#kernel.call.scale(x, x + bytes, row, high.byteOffset, left);
    }
    const stride = gramStride(this.d);
    const strip = stripRows(this.d);
    for (let first = 0; first < this.d; first += strip) {
      const end = Math.min(first + strip, stride);
      const part = sum.subarray(first * stride, end * stride);
      gram.set(part);
      for (let i = first; i < end; i += GRAM) {
        for (let j = i; j < this.d; j += GRAM) {
          const cells = gram.byteOffset + 8 * ((i - first) * stride + j);
          const from = left + 8 * i;
          this.#kernel.call.gram(from, from + bytes, x + 8 * j, row, cells, 8 * stride);
        }
      }
      part.set(gram.subarray(0, part.length));
    }
  }
}

/** Rows of a strip of a Gram matrix. */
function stripRows(d: number): number {
  const stride = gramStride(d);
  return Math.max(GRAM, Math.min(stride, Math.floor(STRIP_NUMBERS / stride / GRAM) * GRAM));
}

function layOut(kernel: Kernel<RowsKernel>, d: number): Parts {
  const most = blockRows(d);
  const lengths = {
    rows: (most + ROWS) * d + COLUMNS,
    scaled: most * d + COLUMNS,
    wide: d + COLUMNS,
    high: most + ROWS,
    gram: stripRows(d) * gramStride(d),
  };
  const all = Object.values(lengths).reduce((sum, length) => sum + length);
  const memory = kernel.reserve(8 * all);
  let at = 0;
  const views = Object.entries(lengths).map(([name, length]) => {
    const view = new Float64Array(memory, at, length);
    at += 8 * length;
    return [name, view] as const;
  });
  return Object.fromEntries(views) as unknown as Parts;
}
