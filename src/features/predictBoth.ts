import type { Matrix } from '../core/index.js';
import type { Predictor, ProbabilityPredictor } from './fittedPipeline.js';

/**
 * Predictions and probabilities of X (n, d), computed once where the one tells the other; no
 * probabilities where the model gives none.
 */
export function predictBoth(
  model: Predictor,
  X: Matrix,
): readonly [ReturnType<Predictor['predict']>, Matrix | Promise<Matrix> | null] {
  const { predictProbability } = model as Partial<ProbabilityPredictor>;
  if (predictProbability === undefined) return [model.predict(X), null];
  const classifier = model as ProbabilityPredictor;
  if (classifier.labelsOf === undefined) {
    return [model.predict(X), classifier.predictProbability(X)];
  }
  const probabilities = classifier.predictProbability(X);
  const labels =
    probabilities instanceof Promise
      ? probabilities.then((matrix) => classifier.labelsOf!(matrix))
      : classifier.labelsOf(probabilities);
  return [labels, probabilities];
}
