import { type Matrix, MlError, type Vector } from '../../core/index.js';
import { checkTargets } from '../checkInput.js';
import type { Fitted } from '../estimator.js';
import { fitNetwork } from './fitNetwork.js';
import { scoresOf } from './fittedNetwork.js';
import { type RegressorLoss, regressorLoss } from './losses/loss.js';
import { absoluteErrorMetric } from './losses/metrics.js';
import type { Network } from './network/network.js';
import {
  type CheckedOptions,
  checkNeuralOptions,
  type NeuralFitOptions,
  type NeuralOptions,
} from './neuralOptions.js';
import {
  bytesOf,
  type NeuralBuffers,
  type NeuralRegressorState,
  neuralState,
} from './neuralState.js';
import type { EpochRecord } from './training/history.js';
import { type NeuralWeight, weightsOf } from './weights.js';

/** Choices of a `NeuralRegressor`. */
export interface NeuralRegressorOptions extends NeuralOptions<number, FittedNeuralRegressor> {
  /** What is minimised. Default 'meanSquaredError'. */
  readonly loss?: RegressorLoss;
}

/**
 * A neural network that predicts a number: hidden layers, then one linear output.
 *
 * As `NeuralClassifier` in all else. Features and y belong on a scale near 1: a network that begins
 * near 0 needs very many small steps to reach 4,000 g.
 *
 * Agrees with: Keras, layer by layer and step by step, from the same weights (test/golden/neural.json).
 *
 * @example
 * const model = new NeuralRegressor({ optimizer: sgd({ learningRate: 0.1 }), epochs: 200, batchSize: 3 });
 * const fitted = await model.fit(Matrix.from([[0], [1], [2]]), [1, 3, 5]);
 * Math.round(fitted.predict(Matrix.from([[3]]))[0]); // 7
 */
export class NeuralRegressor {
  readonly options: NeuralRegressorOptions & CheckedOptions<number, FittedNeuralRegressor>;

  constructor(options: NeuralRegressorOptions = {}) {
    this.options = checkNeuralOptions('NeuralRegressor', options);
    regressorLoss('NeuralRegressor', options.loss ?? 'meanSquaredError');
  }

  /**
   * Learns from X (n, d) and y (n,); keeps neither, and never changes `this`.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE (also of a loss: with epoch, batch and the
   *   likely cause) | OUT_OF_RANGE; UNSUPPORTED for a layer that the backend cannot train;
   *   INVALID_STATE for a checkpoint of another training, or of more epochs than are asked for; ABORTED.
   */
  async fit(
    X: Matrix,
    y: ArrayLike<number>,
    options: NeuralFitOptions = {},
  ): Promise<FittedNeuralRegressor> {
    const where = 'NeuralRegressor.fit';
    const { validation, loss = 'meanSquaredError' } = this.options;
    return fitNetwork<number, FittedNeuralRegressor>({
      where,
      options: this.options,
      X,
      targets: numbersOf(where, X, y),
      validationTargets:
        validation && numbersOf(`${where}: validation`, validation.X, validation.y),
      outputs: 1,
      loss: regressorLoss(where, loss),
      metric: absoluteErrorMetric,
      fitOptions: options,
      fitted: (network, { values, history, bestEpoch }) => {
        const rest = neuralState(network, values, history, bestEpoch);
        const state = { kind: 'neuralRegressor' as const, ...rest };
        return new FittedNeuralRegressor(Object.freeze(state), network, values);
      },
    });
  }
}

/** A `NeuralRegressor` that has learned; `fittedNeuralFromState` makes one from what was stored. */
export class FittedNeuralRegressor implements Fitted<NeuralRegressorState> {
  readonly state: NeuralRegressorState;
  readonly #network: Network;
  readonly #values: Float32Array;

  /** Takes the numbers as they are, without a copy. */
  constructor(state: NeuralRegressorState, network: Network, values: Float32Array) {
    this.state = state;
    this.#network = network;
    this.#values = values;
  }

  /** What each epoch showed. */
  get history(): readonly EpochRecord[] {
    return this.state.history;
  }

  /** Copies of all weights, in the order of layers. */
  get weights(): NeuralWeight[] {
    return weightsOf(this.#network, this.#values);
  }

  /** What belongs to the state and is no JSON. */
  get buffers(): NeuralBuffers {
    return { weights: bytesOf(this.#values) };
  }

  /** X (m, d) → (m,) predictions in the unit of y. */
  predict(X: Matrix): Vector {
    const scores = scoresOf('FittedNeuralRegressor.predict', this.#network, this.#values, X);
    return Float64Array.from(scores);
  }
}

/** Targets that 32 bits can square. */
function numbersOf(where: string, X: Matrix, y: ArrayLike<number>): Float64Array {
  checkTargets(where, X, y);
  for (let i = 0; i < y.length; i++) {
    if (Math.abs(y[i]!) < 1e18) continue;
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: y[${i}] is ${y[i]}, and tensors hold squares of numbers up to 1e18. Scale y first.`,
    );
  }
  return Float64Array.from(y);
}
