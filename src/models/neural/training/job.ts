import type { Progress } from '../../../core/index.js';
import type { LossFunction } from '../losses/lossFunction.js';
import type { TrainingMetric } from '../losses/metrics.js';
import type { Network } from '../network/network.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import type { Backend } from '../types.js';
import type { EarlyStopping } from './earlyStopping.js';
import type { Examples } from './examples.js';
import type { EpochRecord } from './history.js';

/** All that a training needs to know. */
export interface TrainingJob {
  /** 'NeuralClassifier.fit' */
  readonly where: string;
  readonly backend: Backend;
  readonly network: Network;
  /** The weights to begin with; they are not changed. */
  readonly start: Float32Array;
  readonly train: Examples;
  readonly validation: Examples | undefined;
  readonly loss: LossFunction;
  readonly metric: TrainingMetric;
  readonly optimizer: Optimizer;
  readonly epochs: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number;
  readonly earlyStopping: Required<EarlyStopping> | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
  /** After each epoch, with the weights of that moment. */
  readonly onEpoch: (
    record: EpochRecord,
    values: Float32Array,
    history: readonly EpochRecord[],
  ) => Promise<void>;
}

/** What a training found. */
export interface TrainingResult {
  /** All weights: the best epoch's under early stopping, else the last one's. */
  readonly values: Float32Array;
  readonly history: readonly EpochRecord[];
  /** The epoch that the weights are of. */
  readonly bestEpoch: number;
}
