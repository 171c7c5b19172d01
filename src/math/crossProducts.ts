import type { Matrix } from '../core/index.js';
import { GramSum } from './gramSum.js';

/** Rows that are looked at together: 256 rows of 20 numbers stay in the processor's cache. */
const BLOCK = 256;

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
  const gram = new GramSum(d);
  const products = new Float64Array(d);
  const sums = new Float64Array(d);
  let ySum = 0;
  for (let top = 0; top < rows; top += BLOCK) {
    const bottom = Math.min(top + BLOCK, rows);
    gram.add(data, top, bottom);
    ySum += addSums(products, sums, data, y, d, top, bottom);
  }
  return { gram: gram.upper(), products, sums, ySum };
}

/** Adds to Xᵀy and to the column sums, and returns the block's sum of y. */
function addSums(
  products: Float64Array,
  sums: Float64Array,
  x: Float64Array,
  y: Float64Array,
  d: number,
  top: number,
  bottom: number,
): number {
  let ySum = 0;
  let row = top;
  for (; row + 3 < bottom; row += 4) {
    const p0 = row * d;
    const p1 = p0 + d;
    const p2 = p1 + d;
    const p3 = p2 + d;
    const y0 = y[row]!;
    const y1 = y[row + 1]!;
    const y2 = y[row + 2]!;
    const y3 = y[row + 3]!;
    ySum += y0 + y1 + (y2 + y3);
    for (let j = 0; j < d; j++) {
      const a = x[p0 + j]!;
      const b = x[p1 + j]!;
      const c = x[p2 + j]!;
      const e = x[p3 + j]!;
      sums[j]! += a + b + (c + e);
      products[j]! += a * y0 + b * y1 + (c * y2 + e * y3);
    }
  }
  for (; row < bottom; row++) {
    ySum += y[row]!;
    for (let j = 0; j < d; j++) {
      const a = x[row * d + j]!;
      sums[j]! += a;
      products[j]! += a * y[row]!;
    }
  }
  return ySum;
}
