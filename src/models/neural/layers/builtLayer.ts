import type { Tensor } from '@tensorflow/tfjs';
import type { Random } from '../../../core/index.js';
import type { TensorFlow } from '../types.js';
import type { Shape } from './shape.js';

/** A weight that a layer wants: `build` says which, the network gives each a place. */
export interface WeightPlan {
  /** 'kernel', 'bias', … as Keras names it. */
  readonly name: string;
  readonly shape: Shape;
  /** Whether an optimiser moves it. Running means of batch normalisation and frozen layers: no. */
  readonly trainable: boolean;
  /** Its penalty: l2 · Σ w² is added to what is minimised. */
  readonly l2: number;
  /** Its first values, drawn from a generator of its own. */
  initial(random: Random): Float32Array;
}

/** What a layer may ask for while it trains. */
export interface TrainingContext {
  /** Zeros with probability `rate`, else 1 / (1 − rate): the same for the same seed, epoch and batch. */
  dropoutMask(size: number, rate: number): Float32Array;
  /** Replaces a weight that is not trained by gradients, by its place in the layer's list. */
  replaceWeight(place: number, values: ArrayLike<number>): void;
}

/** What went back through a layer. */
export interface LayerGradients {
  /** ∂loss/∂input; undefined where nobody asked. */
  readonly input?: Tensor | undefined;
  /** ∂loss/∂weight for each weight, in order; undefined for those that do not train. */
  readonly weights: readonly (Tensor | undefined)[];
}

/** One layer on one batch in training: what comes out, and the way back. */
export interface LayerPass {
  readonly output: Tensor;
  /** The chain rule: from ∂loss/∂output to ∂loss/∂weights and, if wanted, ∂loss/∂input. */
  back(dy: Tensor, wantsInput: boolean): LayerGradients;
}

/** A layer that knows its shapes. Shapes leave out the first axis, the rows of a batch. */
export interface BuiltLayer {
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly weights: readonly WeightPlan[];
  /** TensorFlow.js kernels that its training needs beyond products, sums and elementwise ones. */
  readonly kernels: readonly string[];
  /** X (rows, …inputShape) → (rows, …outputShape), as in prediction. */
  infer(tf: TensorFlow, x: Tensor, weights: readonly Tensor[]): Tensor;
  /** The same as in training (dropout drops), with the way back. */
  train(tf: TensorFlow, x: Tensor, weights: readonly Tensor[], context: TrainingContext): LayerPass;
  /** One row without tensors, where the layer has such a way: see `predictPlain`. */
  plain?(x: Float64Array, weights: readonly Float32Array[]): Float64Array;
}
