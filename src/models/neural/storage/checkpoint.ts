import { MlError } from '../../../core/index.js';
import { bytesOf, hashOf } from '../neuralState.js';
import { copyHistory } from '../training/history.js';
import type { TrainingJob } from '../training/job.js';
import { newTraining, type TrainingState } from '../training/train.js';
import { readParts } from './readParts.js';
import { writeParts } from './writeParts.js';

/** The JSON of a checkpoint; weights, best weights and what the optimiser remembers lie beside it. */
interface CheckpointRecord {
  readonly kind: 'neuralCheckpoint';
  /** Of data, layers and choices: another training cannot go on from here. */
  readonly fingerprint: string;
  readonly epoch: number;
  readonly history: TrainingState['history'];
  readonly best: { readonly epoch: number; readonly score: number | null } | null;
}

/**
 * What decides the way of a training, hashed: data, first weights, layers, optimiser, seed and
 * order, but not the number of epochs, so that one may go on longer.
 */
export function fingerprintOf(job: TrainingJob, loss: unknown): string {
  const { network, optimizer, batchSize, shuffle, seed, earlyStopping, train, validation } = job;
  const choices = { layers: network.layers, shape: network.inputShape, optimizer, loss };
  const hashes = [
    train.rows,
    train.targets,
    train.weights,
    validation?.rows,
    validation?.targets,
  ].map((numbers) => (numbers === undefined ? '' : hashOf(viewOf(numbers))));
  const text = JSON.stringify({
    ...choices,
    batchSize,
    shuffle,
    seed,
    earlyStopping: earlyStopping ?? null,
    start: hashOf(viewOf(job.start)),
    hashes,
  });
  return hashOf(new TextEncoder().encode(text));
}

/** Stores where a training stands. */
export async function writeCheckpoint(
  directory: string,
  fingerprint: string,
  { update, epoch, history, best, bestValues }: TrainingState,
): Promise<void> {
  const record: CheckpointRecord = {
    kind: 'neuralCheckpoint',
    fingerprint,
    epoch,
    history,
    best: best ?? null,
  };
  await writeParts('checkpoint', directory, 'checkpoint', record, {
    weights: bytesOf(update.values),
    ...(bestValues && { best: bytesOf(bestValues) }),
    ...Object.fromEntries(update.slots.map((slot, i) => [`slot${i}`, bytesOf(slot)])),
  });
}

/**
 * Where a training stands: from the checkpoint if there is one, else at its beginning.
 *
 * @throws MlError INVALID_STATE when the checkpoint is of another training, or of more epochs than
 *   are asked for; what `readParts` throws.
 */
export async function readCheckpoint(
  job: TrainingJob,
  directory: string,
  fingerprint: string,
): Promise<TrainingState> {
  const state = newTraining(job);
  const found = await readParts(job.where, directory, 'checkpoint');
  if (found === undefined) return state;
  const record = found.record as CheckpointRecord;
  if (record.kind !== 'neuralCheckpoint' || record.fingerprint !== fingerprint) {
    throw new MlError(
      'INVALID_STATE',
      `${job.where}: the checkpoint in ${directory} is of another training: its data, layers, ` +
        'optimiser, batch size or seed differ. Remove the folder to begin anew, or name another.',
    );
  }
  if (record.epoch > job.epochs) {
    throw new MlError(
      'INVALID_STATE',
      `${job.where}: the checkpoint in ${directory} has ${record.epoch} epochs behind it, and ` +
        `${job.epochs} are asked for. Ask for ${record.epoch} or more, or remove the folder to ` +
        'begin anew.',
    );
  }
  const fill = (into: Float32Array, part: string) => {
    const bytes = found.buffers[part];
    if (bytes?.length !== into.byteLength) {
      throw new MlError(
        'INVALID_STATE',
        `${job.where}: the checkpoint in ${directory} lacks ${part}. Remove the folder to begin anew.`,
      );
    }
    into.set(new Float32Array(new Uint8Array(bytes).buffer));
  };
  fill(state.update.values, 'weights');
  state.update.slots.forEach((slot, i) => {
    fill(slot, `slot${i}`);
  });
  if (state.bestValues !== undefined) fill(state.bestValues, 'best');
  const history = copyHistory(record.history);
  if (history?.length !== record.epoch) {
    throw new MlError(
      'INVALID_STATE',
      `${job.where}: the checkpoint in ${directory} has no record of its ${record.epoch} epochs. ` +
        'Remove the folder to begin anew.',
    );
  }
  state.epoch = record.epoch;
  state.history.push(...history);
  // JSON has no Infinity, and writes null.
  state.best = record.best ? { ...record.best, score: record.best.score ?? Infinity } : undefined;
  return state;
}

function viewOf(numbers: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
