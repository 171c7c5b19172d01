import { blockRows, createRowBlock } from './rowBlock.js';

/**
 * sums += Xᵀ change(X v): to one number a row and back, as gradients of linear models do, a block
 * of rows at a time.
 *
 * @param data   X, row-major, v.length columns.
 * @param change turns x·v of the rows from `top` on into what each row is weighted with, in place.
 *
 * Cost: 2 n d multiplications.
 */
export function throughRows(
  data: Float64Array,
  rows: number,
  v: Float64Array,
  sums: Float64Array,
  change: (products: Float64Array, top: number) => void,
): void {
  const d = v.length;
  const height = blockRows(d);
  const block = createRowBlock(d);
  const products = new Float64Array(height);
  for (let top = 0; top < rows; top += height) {
    const bottom = Math.min(top + height, rows);
    const part = bottom - top === height ? products : products.subarray(0, bottom - top);
    block.load(data, top, bottom);
    block.times(v, part);
    change(part, top);
    block.addTransposed(part, sums);
  }
}
