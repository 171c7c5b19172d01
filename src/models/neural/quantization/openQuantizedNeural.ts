import { FittedNeuralClassifier } from '../neuralClassifier.js';
import { FittedNeuralRegressor } from '../neuralRegressor.js';
import { neuralState } from '../neuralState.js';
import { QuantizedNeuralClassifier } from './quantizedClassifier.js';
import { QuantizedNeuralRegressor } from './quantizedRegressor.js';
import {
  openQuantized,
  type QuantizedClassifierState,
  type QuantizedRegressorState,
} from './quantizedState.js';

/** Either light network. */
export type QuantizedNeural = QuantizedNeuralClassifier | QuantizedNeuralRegressor;

type Buffers = Readonly<Record<string, Uint8Array>>;

/** A light network, and whether it predicts without tensors. */
export interface OpenedLight {
  readonly fitted: QuantizedNeural;
  readonly plain: boolean;
}

/** A light network from its checked kind. @throws MlError as `openQuantized` */
export function openQuantizedNeural(
  where: string,
  given: QuantizedClassifierState | QuantizedRegressorState,
  buffers: Buffers,
): OpenedLight {
  const { kind } = given;
  const outputs = kind === 'neuralQuantizedClassifier' ? given.classes.length : 1;
  const { state, bytes, network, values } = openQuantized(where, given, buffers, outputs);
  const full = neuralState(network, values, [], 0);
  if (kind === 'neuralQuantizedRegressor') {
    const rounded = { kind: 'neuralRegressor' as const, ...full };
    const light = new QuantizedNeuralRegressor(
      Object.freeze({ kind, ...state }),
      bytes,
      new FittedNeuralRegressor(rounded, network, values),
    );
    return { fitted: light, plain: network.plain };
  }
  const classes = Object.freeze([...given.classes]);
  const rounded = { kind: 'neuralClassifier' as const, classes, ...full };
  const light = new QuantizedNeuralClassifier(
    Object.freeze({ kind, classes, ...state }),
    bytes,
    new FittedNeuralClassifier(rounded, network, values),
  );
  return { fitted: light, plain: network.plain };
}
