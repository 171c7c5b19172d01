import { Matrix } from '../core/index.js';
import { type ConvexProblem, GramSum } from '../math/index.js';

/** Rows that are looked at together: they stay in the processor's cache. */
const BLOCK = 256;

/**
 * The log loss of two classes as a function of the weights, with an L2 penalty of its own for each:
 * Σ log(1 + exp(−s η)) + ½ Σ penaltyⱼ vⱼ² with η = z v and s = ±1.
 */
export class BinaryLoss implements ConvexProblem {
  readonly size: number;
  /** The least s η of the point evaluated last: above 0 when every row is on its side. */
  leastMargin = 0;
  readonly #z: Float64Array;
  readonly #codes: Int32Array;
  readonly #penalties: Float64Array;
  /** (n,) p of the point evaluated last. */
  readonly #probability: Float64Array;
  readonly #scores = new Float64Array(BLOCK);

  /** @param z (n, penalties.length) row-major. @param codes (n,) 0 or 1. */
  constructor(z: Float64Array, codes: Int32Array, penalties: Float64Array) {
    this.size = penalties.length;
    this.#z = z;
    this.#codes = codes;
    this.#penalties = penalties;
    this.#probability = new Float64Array(codes.length);
  }

  evaluate(v: Float64Array, gradient: Float64Array): number {
    const z = this.#z;
    const codes = this.#codes;
    const probability = this.#probability;
    const d = this.size;
    const n = codes.length;
    gradient.fill(0);
    let value = 0;
    let least = Infinity;
    let product = 1; // of 1 + e, as one logarithm serves many rows
    const scores = this.#scores;
    for (let top = 0; top < n; top += BLOCK) {
      const bottom = Math.min(top + BLOCK, n);
      multiplyRows(z, d, v, top, bottom, scores);
      for (let i = top; i < bottom; i++) {
        const eta = scores[i - top]!;
        const e = Math.exp(-Math.abs(eta));
        const inverse = 1 / (1 + e);
        const p = eta >= 0 ? inverse : e * inverse;
        const margin = codes[i] === 1 ? eta : -eta;
        if (margin < least) least = margin;
        if (margin < 0) value -= margin;
        product *= 1 + e; // below 2 ** BLOCK
        probability[i] = p;
        scores[i - top] = p - codes[i]!;
      }
      value += Math.log(product);
      product = 1;
      addRows(z, d, scores, top, bottom, gradient);
    }
    for (let j = 0; j < d; j++) {
      value += 0.5 * this.#penalties[j]! * v[j]! * v[j]!;
      gradient[j]! += this.#penalties[j]! * v[j]!;
    }
    this.leastMargin = least;
    return value;
  }

  hessian(): Matrix {
    const z = this.#z;
    const d = this.size;
    const n = this.#codes.length;
    const sum = new GramSum(d);
    const block = new Float64Array(BLOCK * d);
    for (let top = 0; top < n; top += BLOCK) {
      const height = Math.min(BLOCK, n - top);
      for (let i = 0; i < height; i++) {
        const p = this.#probability[top + i]!;
        const root = Math.sqrt(p * (1 - p));
        const from = (top + i) * d;
        for (let j = 0; j < d; j++) block[i * d + j] = z[from + j]! * root;
      }
      sum.add(block, 0, height);
    }
    const upper = sum.upper();
    const H = Matrix.zeros(d, d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) H.data[i * d + j] = upper[j * d + i]!;
      H.data[i * d + i]! += this.#penalties[i]!;
    }
    return H;
  }

  multiply(direction: Float64Array): Float64Array {
    const z = this.#z;
    const d = this.size;
    const product = direction.map((value, j) => value * this.#penalties[j]!);
    for (let i = 0; i < this.#codes.length; i++) {
      const row = i * d;
      let along = 0;
      for (let j = 0; j < d; j++) along += z[row + j]! * direction[j]!;
      const p = this.#probability[i]!;
      const share = p * (1 - p) * along;
      for (let j = 0; j < d; j++) product[j]! += z[row + j]! * share;
    }
    return product;
  }
}

/** z v for the rows from `top` up to `bottom`, four at a time. */
function multiplyRows(
  z: Float64Array,
  d: number,
  v: Float64Array,
  top: number,
  bottom: number,
  result: Float64Array,
): void {
  let i = top;
  for (; i + 3 < bottom; i += 4) {
    const a = i * d;
    const b = a + d;
    const c = b + d;
    const e = c + d;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < d; j++) {
      const w = v[j]!;
      s0 += z[a + j]! * w;
      s1 += z[b + j]! * w;
      s2 += z[c + j]! * w;
      s3 += z[e + j]! * w;
    }
    result[i - top] = s0;
    result[i - top + 1] = s1;
    result[i - top + 2] = s2;
    result[i - top + 3] = s3;
  }
  for (; i < bottom; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += z[i * d + j]! * v[j]!;
    result[i - top] = sum;
  }
}

/** Adds zᵀ r for the rows from `top` up to `bottom`, four at a time. */
function addRows(
  z: Float64Array,
  d: number,
  r: Float64Array,
  top: number,
  bottom: number,
  sums: Float64Array,
): void {
  let i = top;
  for (; i + 3 < bottom; i += 4) {
    const a = i * d;
    const b = a + d;
    const c = b + d;
    const e = c + d;
    const r0 = r[i - top]!;
    const r1 = r[i - top + 1]!;
    const r2 = r[i - top + 2]!;
    const r3 = r[i - top + 3]!;
    for (let j = 0; j < d; j++) {
      sums[j]! += z[a + j]! * r0 + z[b + j]! * r1 + (z[c + j]! * r2 + z[e + j]! * r3);
    }
  }
  for (; i < bottom; i++) {
    const residual = r[i - top]!;
    for (let j = 0; j < d; j++) sums[j]! += z[i * d + j]! * residual;
  }
}
