import { Matrix } from '../core/index.js';
import { type ConvexProblem, GramSum } from '../math/index.js';

/**
 * The log loss of K classes as a function of K weight vectors, one after the other, with an L2
 * penalty: Σ (log Σₖ exp ηₖ − η of the row's class) + ½ Σ penaltyⱼ vₖⱼ² with ηₖ = z vₖ.
 *
 * One number added to the same unpenalised weight of all classes changes nothing. From a start of
 * zeros these weights keep adding up to 0, and the Hessian is given curvature there, so that it
 * can be factored.
 */
export class SoftmaxLoss implements ConvexProblem {
  readonly size: number;
  /** The least lead of a row's own class over the others, at the point evaluated last. */
  leastMargin = 0;
  readonly #z: Float64Array;
  readonly #codes: Int32Array;
  readonly #penalties: Float64Array;
  readonly #classes: number;
  /** (n, classes) probabilities at the point evaluated last. */
  readonly #probability: Float64Array;

  /** @param z (n, penalties.length) row-major. @param codes (n,) below `classes`. */
  constructor(z: Float64Array, codes: Int32Array, penalties: Float64Array, classes: number) {
    this.size = penalties.length * classes;
    this.#z = z;
    this.#codes = codes;
    this.#penalties = penalties;
    this.#classes = classes;
    this.#probability = new Float64Array(codes.length * classes);
  }

  evaluate(v: Float64Array, gradient: Float64Array): number {
    const z = this.#z;
    const classes = this.#classes;
    const probability = this.#probability;
    const d = this.#penalties.length;
    gradient.fill(0);
    let value = 0;
    let least = Infinity;
    for (let i = 0; i < this.#codes.length; i++) {
      const row = i * d;
      const place = i * classes;
      const own = this.#codes[i]!;
      let highest = -Infinity;
      let rival = -Infinity;
      for (let k = 0; k < classes; k++) {
        const from = k * d;
        let eta = 0;
        for (let j = 0; j < d; j++) eta += z[row + j]! * v[from + j]!;
        probability[place + k] = eta;
        if (eta > highest) highest = eta;
        if (k !== own && eta > rival) rival = eta;
      }
      const ownEta = probability[place + own]!;
      if (ownEta - rival < least) least = ownEta - rival;
      let total = 0;
      for (let k = 0; k < classes; k++) {
        const e = Math.exp(probability[place + k]! - highest);
        probability[place + k] = e;
        total += e;
      }
      value += Math.log(total) + highest - ownEta;
      for (let k = 0; k < classes; k++) {
        const p = probability[place + k]! / total;
        probability[place + k] = p;
        const residual = k === own ? p - 1 : p;
        const to = k * d;
        for (let j = 0; j < d; j++) gradient[to + j]! += z[row + j]! * residual;
      }
    }
    for (let k = 0, at = 0; k < classes; k++) {
      for (let j = 0; j < d; j++, at++) {
        value += 0.5 * this.#penalties[j]! * v[at]! * v[at]!;
        gradient[at]! += this.#penalties[j]! * v[at]!;
      }
    }
    this.leastMargin = least;
    return value;
  }

  hessian(): Matrix {
    const d = this.#penalties.length;
    const classes = this.#classes;
    const size = this.size;
    const H = Matrix.zeros(size, size);
    for (let k = 0; k < classes; k++) {
      for (let l = 0; l <= k; l++) {
        const upper = this.#pairProducts(k, l);
        for (let i = 0; i < d; i++) {
          for (let j = 0; j < d; j++) {
            const product = i < j ? upper[i * d + j]! : upper[j * d + i]!;
            H.data[(k * d + i) * size + l * d + j] = k === l ? product : -product;
          }
        }
      }
    }
    for (let j = 0; j < d; j++) {
      const penalty = this.#penalties[j]!;
      for (let k = 0; k < classes; k++) {
        const at = k * d + j;
        if (penalty > 0) H.data[at * size + at]! += penalty;
      }
      if (penalty > 0) continue;
      let most = 0;
      for (let k = 0; k < classes; k++) {
        most = Math.max(most, H.data[(k * d + j) * size + k * d + j]!);
      }
      for (let k = 0; k < classes; k++) {
        for (let l = 0; l <= k; l++) H.data[(k * d + j) * size + l * d + j]! += most;
      }
    }
    return H;
  }

  /** Zᵀ diag(pₖ (1 − pₖ)) Z for k = l, Zᵀ diag(pₖ pₗ) Z else; upper triangle. */
  #pairProducts(k: number, l: number): Float64Array {
    const n = this.#codes.length;
    const weights = new Float64Array(n);
    for (let i = 0, place = 0; i < n; i++, place += this.#classes) {
      const p = this.#probability[place + k]!;
      weights[i] = p * (k === l ? 1 - p : this.#probability[place + l]!);
    }
    const sum = new GramSum(this.#penalties.length);
    sum.add(this.#z, 0, n, weights);
    return sum.upper();
  }

  multiply(direction: Float64Array): Float64Array {
    const z = this.#z;
    const classes = this.#classes;
    const d = this.#penalties.length;
    const product = direction.map((value, at) => value * this.#penalties[at % d]!);
    const along = new Float64Array(classes);
    for (let i = 0; i < this.#codes.length; i++) {
      const row = i * d;
      const place = i * classes;
      let mean = 0;
      for (let k = 0; k < classes; k++) {
        let sum = 0;
        for (let j = 0; j < d; j++) sum += z[row + j]! * direction[k * d + j]!;
        along[k] = sum;
        mean += this.#probability[place + k]! * sum;
      }
      for (let k = 0; k < classes; k++) {
        const share = this.#probability[place + k]! * (along[k]! - mean);
        for (let j = 0; j < d; j++) product[k * d + j]! += z[row + j]! * share;
      }
    }
    return product;
  }
}
