import {
  assertAtLeast,
  assertInteger,
  assertKnownOptions,
  assertOneOf,
  MlError,
} from '../../../core/index.js';
import type { EpochRecord } from './history.js';

/** When to stop because nothing gets better; the best epoch's weights are kept. */
export interface EarlyStopping {
  /** Epochs in a row without a better one after which training stops, as in Keras; 0 is 1. */
  readonly patience: number;
  /** What is less than this is not better. Default 0. */
  readonly minDelta?: number;
  /** What is watched; losses fall, and so does a regressor's metric. Default 'valLoss'. */
  readonly monitor?: 'valLoss' | 'valMetric' | 'loss';
}

/** Checks the choices against what there is to watch. */
export function checkEarlyStopping(
  where: string,
  { patience, minDelta = 0, monitor = 'valLoss', ...rest }: EarlyStopping,
  hasValidation: boolean,
): Required<EarlyStopping> {
  assertKnownOptions(`${where}: earlyStopping`, rest, ['patience', 'minDelta', 'monitor']);
  assertInteger(where, 'earlyStopping.patience', patience, 0);
  assertAtLeast(where, 'earlyStopping.minDelta', minDelta, 0);
  assertOneOf(where, 'earlyStopping.monitor', monitor, ['valLoss', 'valMetric', 'loss']);
  if (monitor !== 'loss' && !hasValidation) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: early stopping watches ${monitor}, and there is no validation. Give validation: ` +
        "{ X, y } with rows that are not trained on, or monitor: 'loss'.",
    );
  }
  return Object.freeze({ patience, minDelta, monitor });
}

/** The best epoch until now. */
export interface BestEpoch {
  readonly epoch: number;
  /** The watched number; lower is better. */
  readonly score: number;
}

/** The watched number, turned so that lower is better; NaN, which is below nothing, is infinite. */
export function watchedScore(
  record: EpochRecord,
  { monitor }: Required<EarlyStopping>,
  higherIsBetter: boolean,
): number {
  const { loss, penalty, valLoss, valMetric } = record;
  const judged = monitor === 'valLoss' ? valLoss! : higherIsBetter ? -valMetric! : valMetric!;
  const score = monitor === 'loss' ? loss + penalty : judged;
  return Number.isNaN(score) ? Infinity : score;
}
