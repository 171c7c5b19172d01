import { assertInteger, assertKnownOptions, MlError } from '../../core/index.js';
import type { Label } from '../labels.js';
import { FittedNeuralClassifier } from './neuralClassifier.js';
import { FittedNeuralRegressor } from './neuralRegressor.js';
import { openState } from './neuralState.js';
import { openQuantizedNeural, type QuantizedNeural } from './quantization/openQuantizedNeural.js';
import type { QuantizedNeuralClassifier } from './quantization/quantizedClassifier.js';
import type { QuantizedNeuralRegressor } from './quantization/quantizedRegressor.js';
import { packNetwork } from './quantization/quantizedState.js';

/** How far a network is rounded. */
export interface QuantizeOptions {
  /** Of each number of a kernel: a whole number from 2 to 16. Default 8. */
  readonly bits?: number;
}

/**
 * The light form of a network that has learned: the same layers, with the kernel of each rounded to
 * a few bits and packed without a gap; biases and other vectors stay 32-bit floats.
 *
 * Each kernel has a step of its own (see `quantizeValues`), so no number moves by more than half a
 * step of its layer. It is stored and read as the full network is: `saveNeural`, `loadNeural`,
 * `neuralReaders`. It predicts by the rounded numbers; what that costs is to be measured.
 *
 * @param fitted what `NeuralClassifier.fit` or `NeuralRegressor.fit` gave; it is not changed.
 * @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE (bits) | WRONG_KIND (another model, or one that is
 *   light already: rounding twice would add up).
 *
 * Source: Jacob et al. (2018), Quantization and Training of Neural Networks for Efficient
 * Integer-Arithmetic-Only Inference, CVPR, §2.1, with the zero point at 0.
 *
 * @example
 * const fitted = await new NeuralClassifier({ layers: [dense(8)], epochs: 1 }).fit(Matrix.from([[0], [1]]), ['no', 'yes']);
 * quantizeNeural(fitted, { bits: 4 }).buffers.weights.length; // 52: 24 codes in 12 bytes, 10 biases in 40
 */
export function quantizeNeural<L extends Label>(
  fitted: FittedNeuralClassifier<L>,
  options?: QuantizeOptions,
): QuantizedNeuralClassifier<L>;
export function quantizeNeural(
  fitted: FittedNeuralRegressor,
  options?: QuantizeOptions,
): QuantizedNeuralRegressor;
export function quantizeNeural(
  fitted: FittedNeuralClassifier | FittedNeuralRegressor,
  options: QuantizeOptions = {},
): QuantizedNeural {
  const where = 'quantizeNeural';
  assertKnownOptions(where, options, ['bits']);
  const { bits = 8 } = options;
  assertInteger(where, 'bits', bits, 2, 16);
  if (fitted instanceof FittedNeuralClassifier) {
    const { classes } = fitted;
    const packed = pack(where, fitted, classes.length, bits);
    const state = { kind: 'neuralQuantizedClassifier' as const, classes, ...packed.state };
    return openQuantizedNeural(where, state, { weights: packed.bytes }).fitted;
  }
  if (fitted instanceof FittedNeuralRegressor) {
    const packed = pack(where, fitted, 1, bits);
    const state = { kind: 'neuralQuantizedRegressor' as const, ...packed.state };
    return openQuantizedNeural(where, state, { weights: packed.bytes }).fitted;
  }
  const kind = (fitted as { state?: { kind?: string } } | null)?.state?.kind;
  throw new MlError(
    'WRONG_KIND',
    `${where}: a model of kind ${JSON.stringify(kind) ?? 'unknown'} came, and a fitted neural ` +
      'network in full precision is needed: what NeuralClassifier.fit or NeuralRegressor.fit gave.',
  );
}

function pack(
  where: string,
  { state, buffers }: FittedNeuralClassifier | FittedNeuralRegressor,
  outputs: number,
  bits: number,
) {
  const { network, values } = openState(where, state, buffers, outputs);
  return packNetwork(state, network, values, bits);
}
