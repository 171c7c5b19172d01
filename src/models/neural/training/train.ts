import type { Update } from '../optimizers/optimizer.js';
import { updateOf } from '../optimizers/updateOf.js';
import { type BestEpoch, watchedScore } from './earlyStopping.js';
import type { EpochRecord } from './history.js';
import type { TrainingJob, TrainingResult } from './job.js';
import { Pace } from './pace.js';
import { runEpoch } from './runEpoch.js';

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
  const { epochs, earlyStopping } = job;
  const pace = new Pace(job, state.epoch);
  const stopped = () =>
    earlyStopping !== undefined &&
    state.best !== undefined &&
    state.epoch - state.best.epoch >= Math.max(1, earlyStopping.patience);
  try {
    while (state.epoch < epochs && !stopped()) {
      const record = await runEpoch(job, state.update, state.epoch + 1, pace);
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
