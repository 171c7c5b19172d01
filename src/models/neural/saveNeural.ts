import { assertKnownOptions, MlError } from '../../core/index.js';
import {
  type FittedNeural,
  fittedNeuralFromState,
  type StoredNeural,
} from './fittedNeuralFromState.js';
import { readParts } from './storage/readParts.js';
import { writeParts } from './storage/writeParts.js';

/**
 * Stores a fitted network, or its light form, in a folder of its own: `model.json` and the raw
 * weights beside it.
 *
 * The new files are in place whole or not at all; a model that was there before is replaced.
 *
 * @param directory made if it is not there.
 * @throws MlError INVALID_ARGUMENT when the system does not let it be written.
 *
 * @example
 * const fitted = await new NeuralRegressor({ epochs: 1 }).fit(Matrix.from([[0], [1]]), [0, 1]);
 * await saveNeural(fitted, 'build/example-model');
 * (await loadNeural('build/example-model')).state.kind; // 'neuralRegressor'
 */
export async function saveNeural(fitted: StoredNeural, directory: string): Promise<void> {
  await writeParts('saveNeural', directory, 'model', fitted.state, { ...fitted.buffers });
}

/**
 * Reads a fitted network that `saveNeural` stored, checked by hash; layers only from the list that
 * this library knows.
 *
 * @throws MlError FILE_NOT_FOUND | CHECKSUM_MISMATCH | INVALID_STATE | UNKNOWN_KIND.
 */
export async function loadNeural<F extends StoredNeural = FittedNeural>(
  directory: string,
): Promise<F> {
  const found = await readParts('loadNeural', directory, 'model');
  if (found === undefined) {
    throw new MlError('FILE_NOT_FOUND', `loadNeural: there is no model.json in ${directory}.`);
  }
  assertKnownOptions('loadNeural', found.buffers, ['weights']);
  return fittedNeuralFromState<F>(found.record, found.buffers);
}
