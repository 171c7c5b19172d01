import type { Matrix } from '../../core/index.js';
import { assertAtLeast, assertKnownOptions, assertSameLength, MlError } from '../../core/index.js';
import { loadBackend } from './loadBackend.js';
import type { LossFunction } from './losses/lossFunction.js';
import type { TrainingMetric } from './losses/metrics.js';
import { buildNetwork, initialWeights, type Network } from './network/network.js';
import { toRows } from './network/toRows.js';
import { type CheckedOptions, type NeuralFitOptions, outputLayer } from './neuralOptions.js';
import { fingerprintOf, readCheckpoint, writeCheckpoint } from './storage/checkpoint.js';
import { assertTrainable } from './training/assertTrainable.js';
import type { EarlyStopping } from './training/earlyStopping.js';
import type { TrainingJob, TrainingResult } from './training/job.js';
import { newTraining, train } from './training/train.js';
import { joinWeights } from './weights.js';

/** What the two networks do not share. */
export interface FitTask<Y, F> {
  /** 'NeuralClassifier.fit' */
  readonly where: string;
  readonly options: CheckedOptions<Y, F>;
  readonly X: Matrix;
  /** (n,) codes or numbers, checked. */
  readonly targets: Float64Array;
  /** The same of the validation rows. */
  readonly validationTargets: Float64Array | undefined;
  readonly outputs: number;
  readonly loss: LossFunction;
  readonly metric: TrainingMetric;
  readonly fitOptions: NeuralFitOptions;
  /** The fitted network of a moment. */
  readonly fitted: (network: Network, result: TrainingResult) => F;
}

/** Builds the network, trains it, and gives it back fitted. */
export async function fitNetwork<Y, F>(task: FitTask<Y, F>): Promise<F> {
  const { where, options, X, targets, fitOptions, loss, metric } = task;
  const { inputShape = [X.columns], validation, seed, initialWeights: given } = options;
  assertKnownOptions(where, fitOptions, ['sampleWeight', 'signal']);
  const network = buildNetwork(
    where,
    inputShape,
    options.layers,
    outputLayer(where, options.output, task.outputs),
  );
  if (network.columns !== X.columns) {
    throw new MlError(
      'SHAPE_MISMATCH',
      `${where}: inputShape ${inputShape.join(' × ')} has ${network.columns} numbers, and a row of X has ${X.columns}.`,
    );
  }
  const rows = toRows(where, network, X);
  const weights = sampleWeights(where, X.rows, fitOptions.sampleWeight);
  const judged = validation && {
    rows: toRows(`${where}: validation`, network, validation.X),
    count: validation.X.rows,
    targets: task.validationTargets!,
  };
  const start =
    given === undefined ? initialWeights(network, seed) : joinWeights(where, network, given);
  const backend = await loadBackend();
  assertTrainable(where, backend, network);
  const job: TrainingJob = {
    where,
    backend,
    network,
    start,
    train: { rows, count: X.rows, targets, weights },
    validation: judged,
    loss,
    metric,
    optimizer: options.optimizer,
    epochs: options.epochs,
    batchSize: options.batchSize,
    shuffle: options.shuffle,
    seed,
    earlyStopping: options.earlyStopping as Required<EarlyStopping> | undefined,
    progress: options.progress,
    signal: fitOptions.signal,
    async onEpoch(record, values, history) {
      await options.onEpoch?.(record, () =>
        task.fitted(network, {
          values: values.slice(),
          history: [...history],
          bestEpoch: record.epoch,
        }),
      );
    },
  };
  return task.fitted(network, await trainFromCheckpoint(job, options));
}

/** Trains from the start, or from where the checkpoint stands; and keeps it up to date. */
async function trainFromCheckpoint<Y, F>(
  job: TrainingJob,
  { checkpoint, loss }: CheckedOptions<Y, F> & { readonly loss?: unknown },
): Promise<TrainingResult> {
  if (checkpoint === undefined) return train(job, newTraining(job), async () => {});
  const { directory, everyEpochs = 1 } = checkpoint;
  const fingerprint = fingerprintOf(job, loss ?? null);
  const state = await readCheckpoint(job, directory, fingerprint);
  return train(job, state, async (now) => {
    if (now.epoch % everyEpochs === 0 || now.epoch === job.epochs) {
      await writeCheckpoint(directory, fingerprint, now);
    }
  });
}

function sampleWeights(
  where: string,
  rows: number,
  given: ArrayLike<number> | undefined,
): Float64Array | undefined {
  if (given === undefined) return undefined;
  assertSameLength(where, 'X', rows, 'sampleWeight', given.length);
  let sum = 0;
  for (let i = 0; i < given.length; i++) {
    assertAtLeast(where, `sampleWeight[${i}]`, given[i]!, 0);
    sum += given[i]!;
  }
  assertAtLeast(where, 'the sum of sampleWeight', sum, Number.MIN_VALUE);
  return Float64Array.from(given);
}
