import { MlError } from '../../../core/index.js';
import type { Label } from '../../labels.js';
import type { Network, WeightEntry } from '../network/network.js';
import { bytesOf, checkedBytes, hashOf, type NeuralState, networkOfState } from '../neuralState.js';
import { packCodes, packedLength, unpackCodes } from './packCodes.js';
import { quantizeValues } from './quantizeValues.js';

/** What both light networks store beside the buffer: a network without the story of its training. */
export interface QuantizedState
  extends Pick<NeuralState, 'inputShape' | 'layers' | 'output' | 'weights' | 'sha256'> {
  readonly kind: 'neuralQuantizedClassifier' | 'neuralQuantizedRegressor';
  /** Of a packed number: from 2 to 16. */
  readonly bits: number;
  /** What a code of 1 stands for, for each weight; null where 32-bit floats are kept. */
  readonly steps: readonly (number | null)[];
}

/** All of a light classifier but the buffer. */
export interface QuantizedClassifierState<L extends Label = Label> extends QuantizedState {
  readonly kind: 'neuralQuantizedClassifier';
  readonly classes: readonly L[];
}

/** All of a light regressor but the buffer. */
export interface QuantizedRegressorState extends QuantizedState {
  readonly kind: 'neuralQuantizedRegressor';
}

/** Weights rounded and packed, with all of the state but its kind. */
export interface Packed {
  readonly state: Omit<QuantizedState, 'kind'>;
  readonly bytes: Uint8Array;
}

/**
 * Kernels, tables of embeddings and the like are packed, each with a step of its own; vectors
 * (biases, running means) are few and stay 32-bit floats.
 */
export function packNetwork(
  of: NeuralState,
  network: Network,
  values: Float32Array,
  bits: number,
): Packed {
  const steps: (number | null)[] = [];
  const parts = network.entries.flat().map((entry) => {
    const own = values.subarray(entry.offset, entry.offset + entry.size);
    if (!isPacked(entry)) {
      steps.push(null);
      return bytesOf(own);
    }
    const { codes, step } = quantizeValues(own, bits);
    steps.push(step);
    return packCodes(codes, bits);
  });
  const bytes = Uint8Array.from(Buffer.concat(parts));
  const { inputShape, layers, output, weights } = of;
  const state = { bits, steps: Object.freeze(steps), inputShape, layers, output, weights };
  return { state: Object.freeze({ ...state, sha256: hashOf(bytes) }), bytes };
}

/** A checked state with its network and the numbers that its codes stand for. */
export interface OpenedQuantized {
  readonly state: Omit<QuantizedState, 'kind'>;
  readonly bytes: Uint8Array;
  readonly network: Network;
  readonly values: Float32Array;
}

/**
 * Checks state and buffer against each other, and unpacks.
 *
 * @throws MlError INVALID_STATE | UNKNOWN_KIND (a layer that is not on the list) | CHECKSUM_MISMATCH.
 */
export function openQuantized(
  where: string,
  given: QuantizedState,
  buffers: Readonly<Record<string, Uint8Array>>,
  outputs: number,
): OpenedQuantized {
  const { bits, steps, sha256 } = given;
  if (!Number.isInteger(bits) || bits < 2 || bits > 16) throw wrong(where, 'bits');
  const network = networkOfState(where, given, outputs);
  const entries = network.entries.flat();
  const fits = (step: unknown, i: number) =>
    isPacked(entries[i]!) ? Number.isFinite(step) && (step as number) >= 0 : step === null;
  if (!Array.isArray(steps) || steps.length !== entries.length || !steps.every(fits)) {
    throw wrong(where, 'steps');
  }
  const needed = entries.reduce((sum, entry) => sum + bytesNeeded(entry, bits), 0);
  const bytes = checkedBytes(where, buffers.weights, needed, sha256);
  const values = new Float32Array(network.size);
  let at = 0;
  entries.forEach((entry, i) => {
    const part = bytes.slice(at, at + bytesNeeded(entry, bits));
    at += part.length;
    const step = steps[i] as number | null;
    const own = step === null ? new Float32Array(part.buffer) : unpacked(part, bits, entry, step);
    values.set(own, entry.offset);
  });
  const { inputShape, layers, output, weights } = given;
  const state = { bits, steps: Object.freeze([...steps]), inputShape, layers, output, weights };
  return { state: Object.freeze({ ...state, sha256 }), bytes, network, values };
}

function unpacked(bytes: Uint8Array, bits: number, { size }: WeightEntry, step: number) {
  return Float32Array.from(unpackCodes(bytes, bits, size), (code) => code * step);
}

function bytesNeeded(entry: WeightEntry, bits: number): number {
  return isPacked(entry) ? packedLength(entry.size, bits) : 4 * entry.size;
}

function isPacked({ shape }: WeightEntry): boolean {
  return shape.length > 1;
}

function wrong(where: string, field: string): MlError {
  return new MlError(
    'INVALID_STATE',
    `${where}: the stored state's ${field} is missing or does not fit its layers. ` +
      'The file is damaged or from another version: quantize the model again.',
  );
}
