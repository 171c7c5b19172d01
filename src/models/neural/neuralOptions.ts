import {
  assertInteger,
  assertKnownOptions,
  type Matrix,
  MlError,
  type Progress,
  silentProgress,
} from '../../core/index.js';
import { type DenseLayer, dense, type KernelOptions } from './layers/dense.js';
import { checkLayer, type Layer } from './layers/layer.js';
import { adam } from './optimizers/adam.js';
import type { Optimizer } from './optimizers/optimizer.js';
import { assertOptimizer } from './optimizers/updateOf.js';
import { checkEarlyStopping, type EarlyStopping } from './training/earlyStopping.js';
import type { EpochRecord } from './training/history.js';
import type { NeuralWeight } from './weights.js';

/** Rows that are judged after each epoch and never learned from. */
export interface ValidationData<Y> {
  /** (m, d) */
  readonly X: Matrix;
  /** (m,) */
  readonly y: ArrayLike<Y>;
}

/** Where training is kept, so that it can go on after an interruption. */
export interface CheckpointOptions {
  /** A folder of its own; made if it is not there. */
  readonly directory: string;
  /** Default 1. */
  readonly everyEpochs?: number;
}

/** What both networks let one choose; `Y` is what y holds, `F` the fitted network. */
export interface NeuralOptions<Y, F> {
  /** Shape of one row, whose columns are read into it row-major: [8, 8, 1]. Default: [columns of X]. */
  readonly inputShape?: readonly number[];
  /** Hidden layers, in order; the output layer is added. Default: none, a linear model. */
  readonly layers?: readonly Layer[];
  /** How the output layer begins and is penalised. It always has a linear activation. */
  readonly output?: Omit<KernelOptions, 'activation'>;
  /** Default `adam()`. */
  readonly optimizer?: Optimizer;
  /** How often each row is learned from. Default 10. */
  readonly epochs?: number;
  /** Rows per step. Default 32. */
  readonly batchSize?: number;
  /** Whether rows come in a new order each epoch. Default true. */
  readonly shuffle?: boolean;
  /** Decides first weights, order of rows and dropout. Default 0. */
  readonly seed?: number;
  readonly validation?: ValidationData<Y>;
  readonly earlyStopping?: EarlyStopping;
  /** First weights, in the order of `fitted.weights`: those of another network, or plain numbers. */
  readonly initialWeights?: readonly (NeuralWeight | ArrayLike<number>)[];
  /** Told after each epoch; `snapshot()` is the network of that moment. A promise is awaited. */
  readonly onEpoch?: (record: EpochRecord, snapshot: () => F) => void | Promise<void>;
  /** Shows how far training has come. Default: nobody. */
  readonly progress?: Progress;
  readonly checkpoint?: CheckpointOptions;
}

/** What `fit` may be told beside the data. */
export interface NeuralFitOptions {
  /** (n,) how much each row counts in the loss, ≥ 0. Default: 1 each. */
  readonly sampleWeight?: ArrayLike<number>;
  /** Stops training; `fit` then throws ABORTED. */
  readonly signal?: AbortSignal;
}

/** The options with every default filled in. */
export type CheckedOptions<Y, F> = NeuralOptions<Y, F> & {
  readonly layers: readonly Layer[];
  readonly output: Omit<KernelOptions, 'activation'>;
  readonly optimizer: Optimizer;
  readonly epochs: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number;
  readonly progress: Progress;
};

const KNOWN = [
  'inputShape',
  'layers',
  'output',
  'loss',
  'optimizer',
  'epochs',
  'batchSize',
  'shuffle',
  'seed',
  'validation',
  'earlyStopping',
  'initialWeights',
  'onEpoch',
  'progress',
  'checkpoint',
];

/** Checks what both networks let one choose, fills in defaults, and freezes it. */
export function checkNeuralOptions<Y, F, O extends NeuralOptions<Y, F>>(
  where: string,
  options: O,
): O & CheckedOptions<Y, F> {
  assertKnownOptions(where, options, KNOWN);
  const { layers = [], output = {}, optimizer = adam(), epochs = 10, batchSize = 32 } = options;
  const {
    shuffle = true,
    seed = 0,
    progress = silentProgress,
    earlyStopping,
    checkpoint,
  } = options;
  if (!Array.isArray(layers)) {
    throw new MlError('INVALID_ARGUMENT', `${where}: layers must be a list, such as [dense(64)].`);
  }
  assertInteger(where, 'epochs', epochs, 1);
  assertInteger(where, 'batchSize', batchSize, 1);
  assertInteger(where, 'seed', seed, 0);
  assertOptimizer(where, optimizer);
  outputLayer(where, output, 1);
  if (checkpoint !== undefined) {
    assertKnownOptions(`${where}: checkpoint`, checkpoint, ['directory', 'everyEpochs']);
    assertInteger(where, 'checkpoint.everyEpochs', checkpoint.everyEpochs ?? 1, 1);
  }
  const checked = {
    ...options,
    ...(options.inputShape && { inputShape: Object.freeze([...options.inputShape]) }),
    layers: Object.freeze(layers.map((layer) => checkLayer(where, layer))),
    output: Object.freeze({ ...output }),
    optimizer,
    epochs,
    batchSize,
    shuffle,
    seed,
    progress,
    ...(earlyStopping && {
      earlyStopping: checkEarlyStopping(where, earlyStopping, options.validation !== undefined),
    }),
  };
  return Object.freeze(checked) as O & CheckedOptions<Y, F>;
}

/** The layer that gives the scores. */
export function outputLayer(
  where: string,
  options: Omit<KernelOptions, 'activation'>,
  outputs: number,
): DenseLayer {
  if ('activation' in options) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: the output layer has no activation of its own: softmax over classes, none for numbers.`,
    );
  }
  return dense(outputs, options);
}
