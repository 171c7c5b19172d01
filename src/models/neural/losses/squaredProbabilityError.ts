import type { LossFunction } from './lossFunction.js';
import { softmaxRow } from './softmaxRow.js';

/**
 * The mean over classes of (softmax(scores) − q)², where q is 1 for the label and else 0.
 *
 * Where the network is sure and wrong its gradient vanishes, which cross-entropy's never does.
 * Agrees with: keras.losses.MeanSquaredError on softmax outputs (test/golden/neural.json).
 */
export const squaredProbabilityError: LossFunction = (batch, gradient) => {
  const { scores, rows, outputs, targets, weights } = batch;
  const p = new Float64Array(outputs);
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const from = i * outputs;
    const weight = weights === undefined ? 1 : weights[i]!;
    softmaxRow(scores, from, outputs, p);
    let squares = 0;
    let mixed = 0; // Σ p · (p − q)
    for (let k = 0; k < outputs; k++) {
      const error = p[k]! - (k === targets[i] ? 1 : 0);
      squares += error * error;
      mixed += p[k]! * error;
    }
    sum += (weight * squares) / outputs;
    if (gradient === undefined) continue;
    const share = (2 * weight) / (outputs * rows);
    for (let k = 0; k < outputs; k++) {
      const error = p[k]! - (k === targets[i] ? 1 : 0);
      gradient[from + k] = share * p[k]! * (error - mixed);
    }
  }
  return sum;
};
