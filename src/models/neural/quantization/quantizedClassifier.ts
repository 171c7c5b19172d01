import type { Matrix } from '../../../core/index.js';
import type { FittedClassifier } from '../../estimator.js';
import type { Label } from '../../labels.js';
import type { FittedNeuralClassifier } from '../neuralClassifier.js';
import type { NeuralBuffers } from '../neuralState.js';
import type { NeuralWeight } from '../weights.js';
import type { QuantizedClassifierState } from './quantizedState.js';

/**
 * A `FittedNeuralClassifier` in fewer bytes, as `quantizeNeural` makes it: its buffer is packed, and
 * it computes with the numbers that the codes stand for, as the full one does. So it is smaller to
 * store and to send, and no faster.
 */
export class QuantizedNeuralClassifier<L extends Label = Label>
  implements FittedClassifier<L, QuantizedClassifierState<L>>
{
  readonly state: QuantizedClassifierState<L>;
  readonly #bytes: Uint8Array;
  readonly #rounded: FittedNeuralClassifier<L>;

  /** Takes the packed bytes, and a network of the numbers that they stand for. */
  constructor(
    state: QuantizedClassifierState<L>,
    bytes: Uint8Array,
    rounded: FittedNeuralClassifier<L>,
  ) {
    this.state = state;
    this.#bytes = bytes;
    this.#rounded = rounded;
  }

  get classes(): readonly L[] {
    return this.state.classes;
  }

  /** Copies of the numbers that the codes stand for, in the order of layers. */
  get weights(): NeuralWeight[] {
    return this.#rounded.weights;
  }

  /** The packed weights. */
  get buffers(): NeuralBuffers {
    return { weights: this.#bytes.slice() };
  }

  /** X (m, d) → (m,) the likeliest class of each row. */
  predict(X: Matrix): L[] {
    return this.#rounded.predict(X);
  }

  /** X (m, d) → (m, classes): probabilities in the order of `classes`. */
  predictProbability(X: Matrix): Matrix {
    return this.#rounded.predictProbability(X);
  }
}
