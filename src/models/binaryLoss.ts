import { Matrix } from '../core/index.js';
import { type ConvexProblem, GramSum, throughRows } from '../math/index.js';

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
    gradient.fill(0);
    const totals = Float64Array.of(0, Infinity);
    throughRows(this.#z, this.#codes.length, v, gradient, (scores, top) => {
      toResiduals(scores, top, this.#codes, this.#probability, totals);
    });
    let value = totals[0]!;
    for (let j = 0; j < this.size; j++) {
      value += 0.5 * this.#penalties[j]! * v[j]! * v[j]!;
      gradient[j]! += this.#penalties[j]! * v[j]!;
    }
    this.leastMargin = totals[1]!;
    return value;
  }

  hessian(): Matrix {
    const d = this.size;
    const sum = new GramSum(d);
    sum.add(this.#z, 0, this.#codes.length, variances(this.#probability));
    const upper = sum.upper();
    const H = Matrix.zeros(d, d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) H.data[i * d + j] = upper[j * d + i]!;
      H.data[i * d + i]! += this.#penalties[i]!;
    }
    return H;
  }

  multiply(direction: Float64Array): Float64Array {
    const probability = this.#probability;
    const product = direction.map((value, j) => value * this.#penalties[j]!);
    throughRows(this.#z, this.#codes.length, direction, product, (along, top) => {
      for (let i = 0; i < along.length; i++) {
        const p = probability[top + i]!;
        along[i]! *= p * (1 - p);
      }
    });
    return product;
  }
}

/**
 * Turns scores η into p − code, in place; adds their loss to the first total and brings the least
 * margin s η into the second. A function of typed arrays, as engines like them.
 */
function toResiduals(
  scores: Float64Array,
  top: number,
  codes: Int32Array,
  probability: Float64Array,
  totals: Float64Array,
): void {
  let loss = 0;
  let least = totals[1]!;
  let product = 1; // of 1 + e, below 2 ** 256: one logarithm serves many rows
  for (let i = 0; i < scores.length; i++) {
    const eta = scores[i]!;
    const code = codes[top + i]!;
    const e = Math.exp(-Math.abs(eta));
    const inverse = 1 / (1 + e);
    const p = eta >= 0 ? inverse : e * inverse;
    const margin = code === 1 ? eta : -eta;
    if (margin < least) least = margin;
    if (margin < 0) loss -= margin;
    product *= 1 + e;
    probability[top + i] = p;
    scores[i] = p - code;
  }
  totals[0]! += loss + Math.log(product);
  totals[1] = least;
}

/** p (1 − p). */
function variances(probability: Float64Array): Float64Array {
  const found = new Float64Array(probability.length);
  for (let i = 0; i < found.length; i++) found[i] = probability[i]! * (1 - probability[i]!);
  return found;
}
