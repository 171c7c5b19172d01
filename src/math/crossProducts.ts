import type { Matrix } from '../core/index.js';

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
 * Squares of 3 × 3 cells are summed together, which reads each number from memory once for three
 * products. The last square overlaps its neighbour, so that no cell is a special case.
 *
 * @param X (n, d)
 * @param y (n,)
 *
 * Cost: n d² / 2 multiplications.
 */
export function crossProducts(X: Matrix, y: Float64Array): CrossProducts {
  const { data, rows, columns: d } = X;
  const starts = squareStarts(d);
  const squares = (starts.length * (starts.length + 1)) / 2;
  const cells = new Float64Array(squares * 9);
  const gram = new Float64Array(d * d);
  const products = new Float64Array(d);
  const sums = new Float64Array(d);
  let ySum = 0;
  for (let top = 0; top < rows; top += BLOCK) {
    const bottom = Math.min(top + BLOCK, rows);
    if (d < 3) addPlain(gram, data, d, top, bottom);
    let place = 0;
    for (let s = 0; s < starts.length; s++) {
      for (let t = s; t < starts.length; t++, place += 9) {
        addSquare(cells, place, data, d, top * d, bottom * d, starts[s]!, starts[t]!);
      }
    }
    ySum += addSums(products, sums, data, y, d, top, bottom);
  }
  let place = 0;
  for (let s = 0; s < starts.length; s++) {
    for (let t = s; t < starts.length; t++, place += 9) {
      for (let c = 0; c < 9; c++) {
        const i = starts[s]! + Math.floor(c / 3);
        gram[i * d + starts[t]! + (c % 3)] = cells[place + c]!;
      }
    }
  }
  return { gram, products, sums, ySum };
}

/** First columns of the squares: 0, 3, 6 … and d − 3. */
function squareStarts(d: number): Int32Array {
  if (d < 3) return new Int32Array(0);
  const starts = new Int32Array(Math.ceil(d / 3));
  for (let s = 0; s < starts.length; s++) starts[s] = Math.min(3 * s, d - 3);
  return starts;
}

/** Adds nine sums of products: columns i, i+1, i+2 times columns j, j+1, j+2. */
function addSquare(
  cells: Float64Array,
  place: number,
  x: Float64Array,
  d: number,
  from: number,
  to: number,
  i: number,
  j: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  for (let row = from; row < to; row += d) {
    const p = row + i;
    const q = row + j;
    const a0 = x[p]!;
    const a1 = x[p + 1]!;
    const a2 = x[p + 2]!;
    const b0 = x[q]!;
    const b1 = x[q + 1]!;
    const b2 = x[q + 2]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
  }
  cells[place]! += s00;
  cells[place + 1]! += s01;
  cells[place + 2]! += s02;
  cells[place + 3]! += s10;
  cells[place + 4]! += s11;
  cells[place + 5]! += s12;
  cells[place + 6]! += s20;
  cells[place + 7]! += s21;
  cells[place + 8]! += s22;
}

/** The same for one or two columns, too few for a square. */
function addPlain(
  gram: Float64Array,
  x: Float64Array,
  d: number,
  top: number,
  bottom: number,
): void {
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      let sum = 0;
      for (let row = top; row < bottom; row++) sum += x[row * d + i]! * x[row * d + j]!;
      gram[i * d + j]! += sum;
    }
  }
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
