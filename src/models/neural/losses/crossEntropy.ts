import type { LossFunction } from './lossFunction.js';
import { softmaxRow } from './softmaxRow.js';

/**
 * −Σ q · log softmax(scores), where q is 1 for the label; with smoothing s, (1 − s) for it and s / k
 * added to each of the k classes.
 *
 * Its gradient by the scores is softmax(scores) − q.
 * Agrees with: keras.losses.CategoricalCrossentropy(from_logits=True) (test/golden/neural.json).
 */
export function crossEntropy(smoothing: number): LossFunction {
  return ({ scores, rows, outputs, targets, weights }, gradient) => {
    const p = new Float64Array(outputs);
    const spread = smoothing / outputs;
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const from = i * outputs;
      const label = targets[i]!;
      const weight = weights === undefined ? 1 : weights[i]!;
      const logTotal = softmaxRow(scores, from, outputs, p);
      let loss = (1 - smoothing) * (logTotal - scores[from + label]!);
      if (smoothing > 0) {
        for (let k = 0; k < outputs; k++) loss += spread * (logTotal - scores[from + k]!);
      }
      sum += weight * loss;
      if (gradient === undefined) continue;
      const share = weight / rows;
      for (let k = 0; k < outputs; k++) gradient[from + k] = share * (p[k]! - spread);
      gradient[from + label] = share * (p[label]! - spread - (1 - smoothing));
    }
    return sum;
  };
}
