import type { ScoredBatch } from './lossFunction.js';

/** What is shown beside the loss: a sum over rows, every row counting 1. */
export interface TrainingMetric {
  readonly name: string;
  sum(batch: ScoredBatch): number;
}

/** Share of rows whose highest score is the label's. */
export const accuracyMetric: TrainingMetric = {
  name: 'accuracy',
  sum({ scores, rows, outputs, targets }) {
    let right = 0;
    for (let i = 0; i < rows; i++) {
      const from = i * outputs;
      let best = 0;
      for (let k = 1; k < outputs; k++) if (scores[from + k]! > scores[from + best]!) best = k;
      if (best === targets[i]) right++;
    }
    return right;
  },
};

/** Mean absolute error, in the unit of y. */
export const absoluteErrorMetric: TrainingMetric = {
  name: 'meanAbsoluteError',
  sum({ scores, rows, targets }) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += Math.abs(scores[i]! - targets[i]!);
    return sum;
  },
};
