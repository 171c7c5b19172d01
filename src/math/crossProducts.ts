import type { Matrix } from '../core/index.js';
import { GramSum } from './gramSum.js';
import { blockRows, createRowBlock } from './rowBlock.js';

/** All sums of products that the normal equations need. */
export interface CrossProducts {
  /** XᵀX, (d, d) row-major, upper triangle. */
  readonly gram: Float64Array;
  /** Xᵀy, (d,) */
  readonly products: Float64Array;
  /** Column sums of X, (d,) */
  readonly sums: Float64Array;
  /** Sum of y. */
  readonly ySum: number;
}

/**
 * XᵀX, Xᵀy and the sums of X and y, in one pass over the rows.
 *
 * @param X (n, d)
 * @param y (n,)
 *
 * Cost: n d² / 2 multiplications.
 */
export function crossProducts(X: Matrix, y: Float64Array): CrossProducts {
  const { data, rows, columns: d } = X;
  const height = blockRows(d);
  const block = createRowBlock(d);
  const gram = new GramSum(d);
  const products = new Float64Array(d);
  const sums = new Float64Array(d);
  const ones = new Float64Array(height).fill(1);
  let ySum = 0;
  for (let top = 0; top < rows; top += height) {
    const bottom = Math.min(top + height, rows);
    gram.add(data, top, bottom);
    block.load(data, top, bottom);
    block.addTransposed(y.subarray(top, bottom), products);
    block.addTransposed(ones, sums);
    let sum = 0;
    for (let i = top; i < bottom; i++) sum += y[i]!;
    ySum += sum;
  }
  return { gram: gram.upper(), products, sums, ySum };
}
