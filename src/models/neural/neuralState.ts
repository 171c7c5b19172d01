import { createHash } from 'node:crypto';
import { MlError } from '../../core/index.js';
import type { Label } from '../labels.js';
import type { DenseLayer } from './layers/dense.js';
import { checkLayer, type Layer } from './layers/layer.js';
import { buildNetwork, type Network } from './network/network.js';
import { copyHistory, type EpochRecord } from './training/history.js';

/** What is stored of a weight; its numbers lie in the buffer, one weight after the other. */
export interface WeightManifest {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What both networks store beside the buffer of weights: plain JSON. */
export interface NeuralState {
  readonly kind: 'neuralClassifier' | 'neuralRegressor';
  readonly inputShape: readonly number[];
  /** Hidden layers. */
  readonly layers: readonly Layer[];
  readonly output: DenseLayer;
  /** In the order of the buffer. */
  readonly weights: readonly WeightManifest[];
  /** Of the buffer, in hexadecimal. */
  readonly sha256: string;
  readonly history: readonly EpochRecord[];
  /** The epoch that the weights are of. */
  readonly bestEpoch: number;
}

/** All that `NeuralClassifier.fit` learned, but for the buffer. */
export interface NeuralClassifierState<L extends Label = Label> extends NeuralState {
  readonly kind: 'neuralClassifier';
  readonly classes: readonly L[];
}

/** All that `NeuralRegressor.fit` learned, but for the buffer. */
export interface NeuralRegressorState extends NeuralState {
  readonly kind: 'neuralRegressor';
}

/** Raw numbers that belong to a state. */
export type NeuralBuffers = {
  /** All weights, 32-bit floats, least significant byte first. */
  readonly weights: Uint8Array;
};

/** The state of a network that has just learned, frozen. */
export function neuralState(
  network: Network,
  values: Float32Array,
  history: readonly EpochRecord[],
  bestEpoch: number,
): Omit<NeuralState, 'kind'> {
  return Object.freeze({
    inputShape: Object.freeze([...network.inputShape]),
    layers: Object.freeze(network.layers.slice(0, -1)),
    output: network.layers[network.layers.length - 1] as DenseLayer,
    weights: manifestOf(network),
    sha256: hashOf(bytesOf(values)),
    history: Object.freeze([...history]),
    bestEpoch,
  });
}

/** The bytes of the weights, copied. */
export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.slice().buffer);
}

/** A checked state with its network and its numbers, whoever stored it. */
export interface OpenedState<S extends NeuralState> {
  readonly state: S;
  readonly network: Network;
  readonly values: Float32Array;
}

/**
 * Checks state and buffer against each other.
 *
 * @throws MlError INVALID_STATE | UNKNOWN_KIND (a layer that is not on the list) | CHECKSUM_MISMATCH.
 */
export function openState<S extends NeuralState>(
  where: string,
  state: S,
  { weights }: Readonly<Record<string, Uint8Array>>,
  outputs: number,
): OpenedState<S> {
  const { bestEpoch, sha256 } = state;
  const history = copyHistory(state.history);
  const network = networkOfState(where, state, outputs);
  if (history === undefined) throw damaged(where, 'history');
  if (!Number.isSafeInteger(bestEpoch)) throw damaged(where, 'bestEpoch');
  const bytes = checkedBytes(where, weights, 4 * network.size, sha256);
  const values = new Float32Array(bytes.buffer);
  const rest = neuralState(network, values, history, bestEpoch);
  return { state: Object.freeze({ ...state, ...rest }), network, values };
}

/** The network that a stored state describes, checked. @throws MlError INVALID_STATE | UNKNOWN_KIND */
export function networkOfState(
  where: string,
  state: Pick<NeuralState, 'inputShape' | 'layers' | 'output' | 'weights'>,
  outputs: number,
): Network {
  const { inputShape, layers, output } = state;
  if (!Array.isArray(inputShape)) throw damaged(where, 'inputShape');
  if (!Array.isArray(layers)) throw damaged(where, 'layers');
  if (output?.kind !== 'dense' || output.units !== outputs) throw damaged(where, 'output');
  const network = networkOf(where, inputShape, layers, output);
  const manifest = manifestOf(network);
  if (JSON.stringify(state.weights) !== JSON.stringify(manifest)) throw damaged(where, 'weights');
  return network;
}

/** A copy of the bytes of all weights. @throws MlError INVALID_STATE | CHECKSUM_MISMATCH */
export function checkedBytes(
  where: string,
  bytes: Uint8Array | undefined,
  needed: number,
  sha256: unknown,
): Uint8Array {
  if (typeof sha256 !== 'string') throw damaged(where, 'sha256');
  if (!(bytes instanceof Uint8Array) || bytes.length !== needed) {
    throw new MlError(
      'INVALID_STATE',
      `${where}: the weights have ${bytes?.length} bytes, and the layers need ${needed}.`,
    );
  }
  const found = hashOf(bytes);
  if (found === sha256) return new Uint8Array(bytes);
  throw new MlError(
    'CHECKSUM_MISMATCH',
    `${where}: the weights' SHA-256 is ${found}, and the state says ${sha256}. ` +
      'They are damaged or of another model: save it again.',
  );
}

function networkOf(
  where: string,
  inputShape: readonly number[],
  layers: readonly unknown[],
  output: unknown,
): Network {
  try {
    const hidden = layers.map((layer) => checkLayer(where, layer));
    return buildNetwork(where, inputShape, hidden, checkLayer(where, output) as DenseLayer);
  } catch (cause) {
    if (cause instanceof MlError && cause.code === 'UNKNOWN_KIND') throw cause;
    throw new MlError(
      'INVALID_STATE',
      `${where}: the stored layers do not fit together: ${(cause as Error).message}`,
      { cause },
    );
  }
}

function manifestOf(network: Network): readonly WeightManifest[] {
  return Object.freeze(
    network.entries
      .flat()
      .map(({ name, shape }) => Object.freeze({ name, shape: Object.freeze([...shape]) })),
  );
}

function damaged(where: string, field: string): MlError {
  return new MlError(
    'INVALID_STATE',
    `${where}: the stored state's ${field} is missing or of another form. ` +
      'The file is damaged or from another version: save the model again.',
  );
}

/** SHA-256 in hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
