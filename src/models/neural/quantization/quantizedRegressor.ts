import type { Matrix, Vector } from '../../../core/index.js';
import type { Fitted } from '../../estimator.js';
import type { FittedNeuralRegressor } from '../neuralRegressor.js';
import type { NeuralBuffers } from '../neuralState.js';
import type { NeuralWeight } from '../weights.js';
import type { QuantizedRegressorState } from './quantizedState.js';

/** A `FittedNeuralRegressor` in fewer bytes: see `QuantizedNeuralClassifier`. */
export class QuantizedNeuralRegressor implements Fitted<QuantizedRegressorState> {
  readonly state: QuantizedRegressorState;
  readonly #bytes: Uint8Array;
  readonly #rounded: FittedNeuralRegressor;

  /** Takes the packed bytes, and a network of the numbers that they stand for. */
  constructor(state: QuantizedRegressorState, bytes: Uint8Array, rounded: FittedNeuralRegressor) {
    this.state = state;
    this.#bytes = bytes;
    this.#rounded = rounded;
  }

  /** Copies of the numbers that the codes stand for, in the order of layers. */
  get weights(): NeuralWeight[] {
    return this.#rounded.weights;
  }

  /** The packed weights. */
  get buffers(): NeuralBuffers {
    return { weights: this.#bytes.slice() };
  }

  /** X (m, d) → (m,) predictions in the unit of y. */
  predict(X: Matrix): Vector {
    return this.#rounded.predict(X);
  }
}
