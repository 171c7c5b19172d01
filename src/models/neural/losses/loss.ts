import {
  assertAbove,
  assertBetween,
  assertKnownOptions,
  assertOneOf,
} from '../../../core/index.js';
import { crossEntropy } from './crossEntropy.js';
import type { LossFunction } from './lossFunction.js';
import { absoluteError, huberError, squaredError } from './regressionLosses.js';
import { squaredProbabilityError } from './squaredProbabilityError.js';

/**
 * What a classifier minimises. `labelSmoothing` takes that share of certainty away from the label
 * and spreads it over all classes. `meanSquaredError` compares probabilities with 0 and 1.
 */
export type ClassifierLoss =
  | 'categoricalCrossentropy'
  | 'meanSquaredError'
  | { readonly kind: 'categoricalCrossentropy'; readonly labelSmoothing: number };

/** What a regressor minimises. `huber`: squares up to `delta` (default 1), straight beyond. */
export type RegressorLoss =
  | 'meanSquaredError'
  | 'meanAbsoluteError'
  | 'huber'
  | { readonly kind: 'huber'; readonly delta: number };

/** The function for a classifier's choice. */
export function classifierLoss(where: string, choice: ClassifierLoss): LossFunction {
  const { kind, ...rest } = typeof choice === 'string' ? { kind: choice } : choice;
  assertOneOf(where, 'loss', kind, ['categoricalCrossentropy', 'meanSquaredError']);
  if (kind === 'meanSquaredError') return squaredProbabilityError;
  assertKnownOptions(where, rest, ['labelSmoothing']);
  const { labelSmoothing = 0 } = rest as { readonly labelSmoothing?: number };
  assertBetween(where, 'labelSmoothing', labelSmoothing, 0, 1);
  return crossEntropy(labelSmoothing);
}

/** The function for a regressor's choice. */
export function regressorLoss(where: string, choice: RegressorLoss): LossFunction {
  const { kind, ...rest } = typeof choice === 'string' ? { kind: choice } : choice;
  assertOneOf(where, 'loss', kind, ['meanSquaredError', 'meanAbsoluteError', 'huber']);
  if (kind === 'meanSquaredError') return squaredError;
  if (kind === 'meanAbsoluteError') return absoluteError;
  assertKnownOptions(where, rest, ['delta']);
  const { delta = 1 } = rest as { readonly delta?: number };
  assertAbove(where, 'delta', delta, 0);
  return huberError(delta);
}
