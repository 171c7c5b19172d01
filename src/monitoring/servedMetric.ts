import {
  accuracy,
  brierScore,
  f1Score,
  logLoss,
  meanAbsoluteError,
  precision,
  recall,
  rocAuc,
  rootMeanSquaredError,
} from '../metrics/index.js';

/** Metrics of a probability, for labels 0 and 1. */
export type ProbabilityMetricName =
  | 'accuracy'
  | 'precision'
  | 'recall'
  | 'f1Score'
  | 'rocAuc'
  | 'brierScore'
  | 'logLoss';

/** Metrics that `performanceReport` knows: those of a probability, and those of a number. */
export type ServedMetricName = ProbabilityMetricName | 'meanAbsoluteError' | 'rootMeanSquaredError';

export const PROBABILITY_METRICS: readonly ProbabilityMetricName[] = [
  'accuracy',
  'precision',
  'recall',
  'f1Score',
  'rocAuc',
  'brierScore',
  'logLoss',
];

export const SERVED_METRICS: readonly ServedMetricName[] = [
  ...PROBABILITY_METRICS,
  'meanAbsoluteError',
  'rootMeanSquaredError',
];

/** Whether a higher value is a better one. */
export function higherIsBetter(metric: ServedMetricName): boolean {
  return ['accuracy', 'precision', 'recall', 'f1Score', 'rocAuc'].includes(metric);
}

/** The metric as a function of truth and prediction; classes are 1 from the threshold on. */
export function servedMetric(
  metric: ServedMetricName,
  threshold: number,
): (yTrue: ArrayLike<number>, yPred: ArrayLike<number>) => number {
  const hard =
    (score: (t: ArrayLike<number>, p: ArrayLike<number>) => number) =>
    (yTrue: ArrayLike<number>, yPred: ArrayLike<number>) =>
      score(
        yTrue,
        Array.from(yPred, (probability) => (probability >= threshold ? 1 : 0)),
      );
  switch (metric) {
    case 'accuracy':
      return hard(accuracy);
    case 'precision':
      return hard((t, p) => precision(t, p));
    case 'recall':
      return hard((t, p) => recall(t, p));
    case 'f1Score':
      return hard((t, p) => f1Score(t, p));
    case 'rocAuc':
      return (t, p) => rocAuc(t, p);
    case 'brierScore':
      return (t, p) => brierScore(t, p);
    case 'logLoss':
      return (t, p) => logLoss(t, p);
    case 'meanAbsoluteError':
      return (t, p) => meanAbsoluteError(t, p);
    case 'rootMeanSquaredError':
      return (t, p) => rootMeanSquaredError(t, p);
  }
}
