import { describeKnown, MlError } from '../../core/index.js';
import type { Label } from '../labels.js';
import { loadBackend } from './loadBackend.js';
import { FittedNeuralClassifier } from './neuralClassifier.js';
import { FittedNeuralRegressor } from './neuralRegressor.js';
import { type NeuralClassifierState, type NeuralRegressorState, openState } from './neuralState.js';
import { openQuantizedNeural, type QuantizedNeural } from './quantization/openQuantizedNeural.js';
import type {
  QuantizedClassifierState,
  QuantizedRegressorState,
} from './quantization/quantizedState.js';

/** Either network that has learned. */
export type FittedNeural = FittedNeuralClassifier | FittedNeuralRegressor;

/** What is stored and read: a network in full, or its light form. */
export type StoredNeural = FittedNeural | QuantizedNeural;

const KINDS = [
  'neuralClassifier',
  'neuralRegressor',
  'neuralQuantizedClassifier',
  'neuralQuantizedRegressor',
] as const;

/**
 * The fitted network that a stored state and its buffer describe: data, never code.
 *
 * Dense networks predict without TensorFlow.js; for others the backend is loaded.
 *
 * @param state   what `fitted.state` was, after any number of journeys through JSON.
 * @param buffers what `fitted.buffers` was.
 * @returns A network that predicts the same.
 * @throws MlError UNKNOWN_KIND (of the state, or of a layer), with those that are known;
 *   INVALID_STATE; CHECKSUM_MISMATCH when the buffer is not the one that the state was stored with.
 */
export async function fittedNeuralFromState<F extends StoredNeural = FittedNeural>(
  state: unknown,
  buffers: Readonly<Record<string, Uint8Array>>,
): Promise<F> {
  const where = 'fittedNeuralFromState';
  const kind = (state as { kind?: unknown } | null | undefined)?.kind;
  if (kind === 'neuralClassifier') {
    const given = state as NeuralClassifierState;
    const classes = checkClasses(where, given.classes);
    const opened = openState(where, { ...given, classes }, buffers, classes.length);
    if (!opened.network.plain) await loadBackend();
    return new FittedNeuralClassifier(opened.state, opened.network, opened.values) as F;
  }
  if (kind === 'neuralRegressor') {
    const opened = openState(where, state as NeuralRegressorState, buffers, 1);
    if (!opened.network.plain) await loadBackend();
    return new FittedNeuralRegressor(opened.state, opened.network, opened.values) as F;
  }
  if (kind === 'neuralQuantizedClassifier' || kind === 'neuralQuantizedRegressor') {
    const given = state as QuantizedClassifierState | QuantizedRegressorState;
    if (given.kind === 'neuralQuantizedClassifier') checkClasses(where, given.classes);
    const light = openQuantizedNeural(where, given, buffers);
    if (!light.plain) await loadBackend();
    return light.fitted as StoredNeural as F;
  }
  throw new MlError(
    'UNKNOWN_KIND',
    `${where}: the state's kind is ${JSON.stringify(kind) ?? 'missing'}. ` +
      describeKnown('Kind', String(kind), KINDS),
  );
}

/** For whoever reads models by their kind, such as the registry: `{ readers: neuralReaders }`. */
export const neuralReaders = Object.freeze(
  Object.fromEntries(KINDS.map((kind) => [kind, fittedNeuralFromState])),
) as Readonly<Record<(typeof KINDS)[number], typeof fittedNeuralFromState<StoredNeural>>>;

function checkClasses(where: string, classes: unknown): readonly Label[] {
  const fits =
    Array.isArray(classes) &&
    classes.length > 1 &&
    new Set(classes).size === classes.length &&
    (classes.every((label) => typeof label === 'string') || classes.every(Number.isFinite));
  if (fits) return Object.freeze([...(classes as Label[])]);
  throw new MlError(
    'INVALID_STATE',
    `${where}: the stored state's classes are no list of different texts or numbers.`,
  );
}
