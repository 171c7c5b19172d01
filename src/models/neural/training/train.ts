import { createRandom } from '../../../core/index.js';
import type { Update } from '../optimizers/optimizer.js';
import { learningRateAt } from '../optimizers/schedules.js';
import { updateOf } from '../optimizers/updateOf.js';
import { divergenceError } from './diagnose.js';
import { dropoutStream } from './dropoutStream.js';
import { type BestEpoch, watchedScore } from './earlyStopping.js';
import { evaluate } from './evaluate.js';
import type { EpochRecord } from './history.js';
import type { TrainingJob, TrainingResult } from './job.js';
import { Pace } from './pace.js';
import { runStep } from './step.js';
import { updateWeights } from './updateWeights.js';

/** What changes from epoch to epoch; all of it makes a checkpoint. */
export interface TrainingState {
  /** The weights, and what the optimiser remembers of them. */
  readonly update: Update;
  /** Epochs done. */
  epoch: number;
  readonly history: EpochRecord[];
  best: BestEpoch | undefined;
  readonly bestValues: Float32Array | undefined;
}

/** A training that has not begun. */
export function newTraining(job: TrainingJob): TrainingState {
  const update = updateOf(job.optimizer, job.start.length);
  update.values.set(job.start);
  return {
    update,
    epoch: 0,
    history: [],
    best: undefined,
    bestValues: job.earlyStopping === undefined ? undefined : job.start.slice(),
  };
}

/**
 * Trains epoch by epoch until all are done or early stopping has seen enough.
 *
 * Order of rows and masks of an epoch depend on seed and epoch only, so that a training which goes
 * on from a checkpoint takes the same way as one that was never interrupted.
 *
 * @param afterEpoch called when an epoch is over, with all that is needed to go on from there.
 * @throws MlError ABORTED | NOT_FINITE.
 */
export async function train(
  job: TrainingJob,
  state: TrainingState,
  afterEpoch: (state: TrainingState) => Promise<void>,
): Promise<TrainingResult> {
  const { train: data, batchSize, epochs, earlyStopping } = job;
  const batches = Math.ceil(data.count / batchSize);
  const pace = new Pace(job, batches, state.epoch);
  const stopped = () =>
    earlyStopping !== undefined &&
    state.best !== undefined &&
    state.epoch - state.best.epoch > earlyStopping.patience;
  try {
    while (state.epoch < epochs && !stopped()) {
      const record = await runEpoch(job, state, batches, pace);
      state.history.push(record);
      state.epoch = record.epoch;
      if (earlyStopping !== undefined) {
        const score = watchedScore(record, earlyStopping, job.metric.name === 'accuracy');
        if (state.best === undefined || score < state.best.score - earlyStopping.minDelta) {
          state.best = { epoch: record.epoch, score };
          state.bestValues!.set(state.update.values);
        }
      }
      await job.onEpoch(record, state.update.values, state.history);
      await afterEpoch(state);
    }
  } finally {
    pace.finish();
  }
  const best = state.best;
  return {
    values: (best === undefined ? state.update.values : state.bestValues!).slice(),
    history: state.history,
    bestEpoch: best?.epoch ?? state.epoch,
  };
}

async function runEpoch(
  job: TrainingJob,
  state: TrainingState,
  batches: number,
  pace: Pace,
): Promise<EpochRecord> {
  const { backend, network, train: data, batchSize, optimizer, metric, loss, where } = job;
  const { columns } = network;
  const { values } = state.update;
  const epoch = state.epoch + 1;
  const random = createRandom(job.seed);
  const order = job.shuffle ? random.fork(`shuffle/${epoch}`).permutation(data.count) : undefined;
  const masks = dropoutStream(random.fork(`dropout/${epoch}`));
  const sums = { loss: 0, metric: 0, penalty: 0 };
  let learningRate = 0;
  for (let batch = 0; batch < batches; batch++) {
    const from = batch * batchSize;
    const rows = Math.min(batchSize, data.count - from);
    const x = new Float32Array(rows * columns);
    const targets = new Float64Array(rows);
    const weights = data.weights === undefined ? undefined : new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const row = order === undefined ? from + i : order[from + i]!;
      x.set(data.rows.subarray(row * columns, (row + 1) * columns), i * columns);
      targets[i] = data.targets[row]!;
      if (weights !== undefined) weights[i] = data.weights![row]!;
    }
    const step = state.epoch * batches + batch;
    learningRate = learningRateAt(optimizer.learningRate, step, batches);
    const found = runStep(backend.tf, network, values, { x, rows, targets, weights }, loss, masks);
    if (!Number.isFinite(found.loss)) {
      throw divergenceError({
        where,
        epoch,
        batch: batch + 1,
        loss: found.loss,
        learningRate,
        network,
        values,
        x,
        targets,
      });
    }
    sums.loss += found.loss;
    sums.metric += metric.sum(found.scored);
    sums.penalty +=
      rows * updateWeights(network, state.update, found.gradients, learningRate, step + 1);
    await pace.advance(
      epoch,
      batch + 1,
      rows,
      sums.loss / (from + rows),
      sums.metric / (from + rows),
    );
  }
  const judged = job.validation && evaluate(job, values, job.validation);
  return Object.freeze({
    epoch,
    loss: sums.loss / data.count,
    penalty: sums.penalty / data.count,
    metric: sums.metric / data.count,
    ...(judged === undefined ? {} : { valLoss: judged.loss, valMetric: judged.metric }),
    learningRate,
  });
}
