import { assertNotEmpty, assertSameLength, Matrix, MlError } from '../../core/index.js';
import { argmaxLabels } from '../checkInput.js';
import type { FittedClassifier } from '../estimator.js';
import { assertSeveralClasses, type EncodedLabels, encodeLabels, type Label } from '../labels.js';
import { softmaxRows } from '../softmaxRows.js';
import { fitNetwork } from './fitNetwork.js';
import { scoresOf } from './fittedNetwork.js';
import { type ClassifierLoss, classifierLoss } from './losses/loss.js';
import { accuracyMetric } from './losses/metrics.js';
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
  type NeuralClassifierState,
  neuralState,
} from './neuralState.js';
import type { EpochRecord } from './training/history.js';
import { type NeuralWeight, weightsOf } from './weights.js';

/** Choices of a `NeuralClassifier`. */
export interface NeuralClassifierOptions
  extends NeuralOptions<Label, FittedNeuralClassifier<Label>> {
  /** What is minimised. Default 'categoricalCrossentropy'. */
  readonly loss?: ClassifierLoss;
}

/**
 * A neural network that tells classes apart: hidden layers, then softmax over the classes.
 *
 * It is trained by mini-batches on TensorFlow.js (see `loadBackend`), from weights, an order of
 * rows and dropout masks that the seed decides: the same seed gives the same weights, bit for bit,
 * on the same backend. Features belong on a scale near 1. No tensor outlives `fit` or `predict`.
 *
 * Agrees with: Keras, layer by layer and step by step, from the same weights (test/golden/neural.json).
 *
 * @example
 * const model = new NeuralClassifier({ layers: [dense(8, { activation: 'relu' })], epochs: 50, batchSize: 4, optimizer: adam({ learningRate: 0.05 }) });
 * const fitted = await model.fit(Matrix.from([[0], [1], [2], [3]]), ['no', 'no', 'yes', 'yes']);
 * fitted.predict(Matrix.from([[0.5], [2.5]])); // [ 'no', 'yes' ]
 */
export class NeuralClassifier {
  readonly options: NeuralClassifierOptions & CheckedOptions<Label, FittedNeuralClassifier<Label>>;

  constructor(options: NeuralClassifierOptions = {}) {
    this.options = checkNeuralOptions('NeuralClassifier', options);
    classifierLoss('NeuralClassifier', options.loss ?? 'categoricalCrossentropy');
  }

  /**
   * Learns from X (n, d) and labels y (n,); keeps neither, and never changes `this`.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE (also of a loss: with epoch, batch and the
   *   likely cause) | MISSING_VALUE | WRONG_KIND | OUT_OF_RANGE; INVALID_ARGUMENT for one class
   *   only; UNKNOWN_CATEGORY for a label that only the validation rows have; UNSUPPORTED for a layer
   *   that the backend cannot train; INVALID_STATE for a checkpoint of another training, or of more
   *   epochs than are asked for; ABORTED.
   */
  async fit<L extends Label>(
    X: Matrix,
    y: ArrayLike<L>,
    options: NeuralFitOptions = {},
  ): Promise<FittedNeuralClassifier<L>> {
    const where = 'NeuralClassifier.fit';
    const { classes, codes } = labelsOf(where, X, y);
    assertSeveralClasses(where, classes);
    const { validation, loss = 'categoricalCrossentropy' } = this.options;
    const checked = this.options as CheckedOptions<Label, FittedNeuralClassifier<Label>>;
    const fitted = await fitNetwork<Label, FittedNeuralClassifier<Label>>({
      where,
      options: checked,
      X,
      targets: Float64Array.from(codes),
      validationTargets: validation && codesOf(where, validation.X, validation.y, classes),
      outputs: classes.length,
      loss: classifierLoss(where, loss),
      metric: accuracyMetric,
      fitOptions: options,
      fitted: (network, { values, history, bestEpoch }) => {
        const rest = neuralState(network, values, history, bestEpoch);
        const named = Object.freeze([...classes]);
        const state = { kind: 'neuralClassifier' as const, classes: named, ...rest };
        return new FittedNeuralClassifier<Label>(Object.freeze(state), network, values);
      },
    });
    return fitted as FittedNeuralClassifier<L>;
  }
}

/** A `NeuralClassifier` that has learned; `fittedNeuralFromState` makes one from what was stored. */
export class FittedNeuralClassifier<L extends Label = Label>
  implements FittedClassifier<L, NeuralClassifierState<L>>
{
  readonly state: NeuralClassifierState<L>;
  readonly #network: Network;
  readonly #values: Float32Array;

  /** Takes the numbers as they are, without a copy. */
  constructor(state: NeuralClassifierState<L>, network: Network, values: Float32Array) {
    this.state = state;
    this.#network = network;
    this.#values = values;
  }

  get classes(): readonly L[] {
    return this.state.classes;
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

  /** X (m, d) → (m,) the likeliest class of each row. */
  predict(X: Matrix): L[] {
    return argmaxLabels(this.#scores('FittedNeuralClassifier.predict', X), this.classes);
  }

  /** X (m, d) → (m, classes): probabilities in the order of `classes`. */
  predictProbability(X: Matrix): Matrix {
    const where = 'FittedNeuralClassifier.predictProbability';
    return softmaxRows(where, this.#scores(where, X));
  }

  #scores(where: string, X: Matrix): Matrix {
    const scores = scoresOf(where, this.#network, this.#values, X);
    return new Matrix(Float64Array.from(scores), X.rows, this.classes.length);
  }
}

/** Labels as codes. That X is finite is checked where it becomes tensors. */
function labelsOf<L extends Label>(where: string, X: Matrix, y: ArrayLike<L>): EncodedLabels<L> {
  assertSameLength(where, 'X', X.rows, 'y', y.length);
  assertNotEmpty(where, 'X', X.rows);
  return encodeLabels(where, y);
}

/** Labels of validation as codes into the classes of training. */
function codesOf(
  where: string,
  X: Matrix,
  y: ArrayLike<Label>,
  classes: readonly Label[],
): Float64Array {
  const found = labelsOf(`${where}: validation`, X, y);
  const places = found.classes.map((label) => {
    const place = classes.indexOf(label);
    if (place >= 0) return place;
    throw new MlError(
      'UNKNOWN_CATEGORY',
      `${where}: the validation label ${JSON.stringify(label)} is not among the classes of training. ` +
        'Stratify the split, or leave such rows out.',
    );
  });
  return Float64Array.from(found.codes, (code) => places[code]!);
}
