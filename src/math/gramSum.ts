import { blockRows, createRowBlock, gramStride, type RowBlock } from './rowBlock.js';

/**
 * The running sum of weighted products of columns, Xᵀ diag(w) X, of rows that arrive in parts.
 *
 * Cost: d² / 2 multiplications a row, two at a time where there is WebAssembly (`createRowBlock`).
 */
export class GramSum {
  readonly #d: number;
  readonly #block: RowBlock;
  readonly #sum: Float64Array;

  constructor(d: number) {
    this.#d = d;
    this.#block = createRowBlock(d);
    this.#sum = new Float64Array(gramStride(d) ** 2);
  }

  /**
   * Adds the rows from `top` up to `bottom` of row-major data with d columns.
   *
   * @param weights one for each row of `data`. Default 1.
   */
  add(data: Float64Array, top: number, bottom: number, weights?: Float64Array): void {
    const height = blockRows(this.#d);
    for (let from = top; from < bottom; from += height) {
      const to = Math.min(from + height, bottom);
      this.#block.load(data, from, to);
      this.#block.addGram(this.#sum, weights?.subarray(from, to));
    }
  }

  /** The sum so far, (d, d) row-major; only its upper triangle is filled. */
  upper(): Float64Array {
    const d = this.#d;
    const stride = gramStride(d);
    const gram = new Float64Array(d * d);
    for (let i = 0; i < d; i++) {
      for (let j = i; j < d; j++) gram[i * d + j] = this.#sum[i * stride + j]!;
    }
    return gram;
  }
}
