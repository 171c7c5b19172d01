import { encodePair, type Label } from './labels.js';
import { checkWeights, type MetricOptions } from './metricInput.js';

/** What precision, recall and their relatives are made of: one (weighted) count per class. */
export interface ClassCounts<L extends Label> {
  readonly labels: readonly L[];
  /** (k,) rows of the class that were predicted as it. */
  readonly truePositives: Float64Array;
  /** (k,) rows that were predicted as the class. */
  readonly predicted: Float64Array;
  /** (k,) rows of the class. */
  readonly support: Float64Array;
}

/** Counts all classes in one pass. */
export function classCounts<L extends Label>(
  where: string,
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: MetricOptions,
): ClassCounts<L> {
  const pair = encodePair(where, yTrue, yPred);
  const { sampleWeight } = options;
  if (sampleWeight) checkWeights(where, yTrue, sampleWeight);
  const k = pair.labels.length;
  const truePositives = new Float64Array(k);
  const predicted = new Float64Array(k);
  const support = new Float64Array(k);
  for (let r = 0; r < yTrue.length; r++) {
    const weight = sampleWeight ? sampleWeight[r]! : 1;
    const i = pair.truth[r]!;
    const j = pair.predicted[r]!;
    support[i] = support[i]! + weight;
    predicted[j] = predicted[j]! + weight;
    if (i === j) truePositives[i] = truePositives[i]! + weight;
  }
  return { labels: pair.labels, truePositives, predicted, support };
}
