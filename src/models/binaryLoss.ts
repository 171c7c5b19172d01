import { Matrix } from '../core/index.js';
import { type ConvexProblem, GramSum } from '../math/index.js';

/** Rows whose products are summed together. */
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
    for (let i = 0; i < n; i++) {
      const row = i * d;
      let even = 0;
      let odd = 0;
      let j = 0;
      for (; j + 1 < d; j += 2) {
        even += z[row + j]! * v[j]!;
        odd += z[row + j + 1]! * v[j + 1]!;
      }
      if (j < d) even += z[row + j]! * v[j]!;
      const eta = even + odd;
      const e = Math.exp(-Math.abs(eta));
      const p = eta >= 0 ? 1 / (1 + e) : e / (1 + e);
      const margin = codes[i] === 1 ? eta : -eta;
      if (margin < least) least = margin;
      value += Math.log1p(e) + (margin < 0 ? -margin : 0);
      probability[i] = p;
      const residual = p - codes[i]!;
      for (let k = 0; k < d; k++) gradient[k]! += z[row + k]! * residual;
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
