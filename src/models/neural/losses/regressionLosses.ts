import type { LossFunction } from './lossFunction.js';

/** (score − target)². Agrees with: keras.losses.MeanSquaredError (test/golden/neural.json). */
export const squaredError = ofDifference(
  (d) => d * d,
  (d) => 2 * d,
);

/** |score − target|. Agrees with: keras.losses.MeanAbsoluteError (test/golden/neural.json). */
export const absoluteError = ofDifference(Math.abs, Math.sign);

/**
 * d² / 2 for |d| ≤ delta, else delta · |d| − delta² / 2.
 * Agrees with: keras.losses.Huber (test/golden/neural.json).
 */
export function huberError(delta: number): LossFunction {
  return ofDifference(
    (d) => (Math.abs(d) <= delta ? (d * d) / 2 : delta * Math.abs(d) - (delta * delta) / 2),
    (d) => Math.max(-delta, Math.min(delta, d)),
  );
}

/** A loss of one output that depends on score − target only, from its value and its slope. */
function ofDifference(
  value: (difference: number) => number,
  slope: (difference: number) => number,
): LossFunction {
  return ({ scores, rows, targets, weights }, gradient) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const difference = scores[i]! - targets[i]!;
      const weight = weights === undefined ? 1 : weights[i]!;
      sum += weight * value(difference);
      if (gradient !== undefined) gradient[i] = (weight / rows) * slope(difference);
    }
    return sum;
  };
}
