import type { BoostingLoss } from './boost.js';

/** Half the squared error: the gradient is prediction − truth. */
export function squaredLoss(y: ArrayLike<number>): BoostingLoss {
  return {
    outputs: 1,
    unitHessian: true,
    baselines(rows) {
      let mean = 0;
      for (let k = 0; k < rows.length; k++) mean += (y[rows[k]!]! - mean) / (k + 1);
      return Float64Array.of(mean);
    },
    prepare() {},
    derivatives(rows, scores, _output, gradients) {
      for (let k = 0; k < rows.length; k++) gradients[k] = scores[k]! - y[rows[k]!]!;
    },
    mean(rows, scores) {
      let sum = 0;
      for (let k = 0; k < rows.length; k++) sum += (scores[k]! - y[rows[k]!]!) ** 2;
      return sum / 2 / rows.length;
    },
  };
}

/** Log loss of two classes; the score is the log odds of the second. */
export function binaryLogLoss(codes: Int32Array): BoostingLoss {
  return {
    outputs: 1,
    unitHessian: false,
    baselines(rows) {
      let ones = 0;
      for (let k = 0; k < rows.length; k++) ones += codes[rows[k]!]!;
      const share = inside(ones / rows.length);
      return Float64Array.of(Math.log(share / (1 - share)));
    },
    prepare() {},
    derivatives(rows, scores, _output, gradients, hessians) {
      for (let k = 0; k < rows.length; k++) {
        const p = 1 / (1 + Math.exp(-scores[k]!));
        gradients[k] = p - codes[rows[k]!]!;
        hessians![k] = p * (1 - p);
      }
    },
    mean(rows, scores) {
      let sum = 0;
      for (let k = 0; k < rows.length; k++) {
        const margin = codes[rows[k]!] === 1 ? scores[k]! : -scores[k]!;
        sum += Math.log1p(Math.exp(-Math.abs(margin))) + (margin < 0 ? -margin : 0);
      }
      return sum / rows.length;
    },
  };
}

/** Log loss of three classes or more, one score each. */
export function softmaxLogLoss(codes: Int32Array, classes: number): BoostingLoss {
  let probability: Float64Array = new Float64Array(0);
  return {
    outputs: classes,
    unitHessian: false,
    baselines(rows) {
      const counts = new Float64Array(classes);
      for (let k = 0; k < rows.length; k++) counts[codes[rows[k]!]!]! += 1;
      return counts.map((count) => Math.log(inside(count / rows.length)));
    },
    prepare(scores) {
      // All trees of a round answer the same scores, though each changes its own.
      if (probability.length !== scores.length) probability = new Float64Array(scores.length);
      for (let at = 0; at < scores.length; at += classes) {
        let highest = -Infinity;
        for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[at + k]!);
        let total = 0;
        for (let k = 0; k < classes; k++) {
          const e = Math.exp(scores[at + k]! - highest);
          probability[at + k] = e;
          total += e;
        }
        for (let k = 0; k < classes; k++) probability[at + k]! /= total;
      }
    },
    derivatives(rows, _scores, output, gradients, hessians) {
      for (let k = 0; k < rows.length; k++) {
        const p = probability[k * classes + output]!;
        gradients[k] = codes[rows[k]!] === output ? p - 1 : p;
        hessians![k] = p * (1 - p);
      }
    },
    mean(rows, scores) {
      let sum = 0;
      for (let i = 0; i < rows.length; i++) {
        const at = i * classes;
        let highest = -Infinity;
        for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[at + k]!);
        let total = 0;
        for (let k = 0; k < classes; k++) total += Math.exp(scores[at + k]! - highest);
        sum += Math.log(total) + highest - scores[at + codes[rows[i]!]!]!;
      }
      return sum / rows.length;
    },
  };
}

/** A share that is neither 0 nor 1, whose log odds are finite. */
function inside(share: number): number {
  return Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share));
}
