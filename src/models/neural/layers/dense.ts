import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import {
  assertAtLeast,
  assertInteger,
  assertKnownOptions,
  assertOneOf,
} from '../../../core/index.js';
import {
  ACTIVATIONS,
  type ActivationName,
  activate,
  activateInPlace,
  backThroughActivation,
} from './activations.js';
import type { BuiltLayer } from './builtLayer.js';
import { INITIALIZERS, type InitializerName, initialKernel } from './initializers.js';
import { matrixProduct } from './matrixProduct.js';
import { assertRank, type Shape } from './shape.js';
import { sumProducts } from './sumProducts.js';

/** What layers with a kernel share. */
export interface KernelOptions {
  /** What follows the weighted sums. Default 'linear'. */
  readonly activation?: ActivationName;
  /** Whether to add a constant to each output. Default true. */
  readonly useBias?: boolean;
  /** Penalty on the kernel: l2 · Σ w² is added to the loss, as Keras's `L2(l2)`. Default 0. */
  readonly l2?: number;
  /** How the kernel begins. Default 'glorotUniform'. */
  readonly kernelInitializer?: InitializerName;
  /** False keeps the layer as it began. Default true. */
  readonly trainable?: boolean;
}

/** A dense layer as it is stored. */
export interface DenseLayer extends Required<KernelOptions> {
  readonly kind: 'dense';
  readonly units: number;
}

const OPTIONS = ['activation', 'useBias', 'l2', 'kernelInitializer', 'trainable'];

/**
 * Fully connected: each output is activation(x · w + b) over all inputs.
 *
 * Weights: kernel (inputs, units), bias (units,).
 * Agrees with: keras.layers.Dense (test/golden/neural.json).
 *
 * @throws MlError OUT_OF_RANGE | INVALID_ARGUMENT.
 *
 * @example dense(64, { activation: 'relu' }).units; // 64
 */
export function dense(units: number, options: KernelOptions = {}): DenseLayer {
  assertInteger('dense', 'units', units, 1);
  return Object.freeze({ kind: 'dense', units, ...kernelOptions('dense', options) });
}

/** Checks the options that layers with a kernel share, and fills in the defaults. */
export function kernelOptions(
  where: string,
  options: KernelOptions,
  more: readonly string[] = [],
): Required<KernelOptions> {
  assertKnownOptions(where, options, [...OPTIONS, ...more]);
  const {
    activation = 'linear',
    useBias = true,
    l2 = 0,
    kernelInitializer = 'glorotUniform',
    trainable = true,
  } = options;
  assertOneOf(where, 'activation', activation, ACTIVATIONS);
  assertAtLeast(where, 'l2', l2, 0);
  assertOneOf(where, 'kernelInitializer', kernelInitializer, INITIALIZERS);
  return {
    activation,
    useBias: useBias === true,
    l2,
    kernelInitializer,
    trainable: trainable === true,
  };
}

/** Gives a dense layer its shapes. */
export function buildDense(layer: DenseLayer, inputShape: Shape): BuiltLayer {
  const { units, activation, useBias, l2, kernelInitializer, trainable } = layer;
  assertRank('dense', inputShape, 1, 'one axis (a flat row)');
  const inputs = inputShape[0]!;
  const kernelShape = [inputs, units];
  const kernel = {
    name: 'kernel',
    shape: kernelShape,
    trainable,
    l2,
    initial: (random: Parameters<typeof initialKernel>[2]) =>
      initialKernel(kernelInitializer, kernelShape, random),
  };
  const bias = {
    name: 'bias',
    shape: [units],
    trainable,
    l2: 0,
    initial: () => new Float32Array(units),
  };
  const built: BuiltLayer = {
    inputShape,
    outputShape: [units],
    weights: useBias ? [kernel, bias] : [kernel],
    kernels: [],
    infer(tf, x, [w, b]) {
      // One call for product, bias and relu; the others follow.
      const fused = activation === 'relu' ? 'relu' : 'linear';
      const sums = tf.fused.matMul({
        a: x as Tensor2D,
        b: w as Tensor2D,
        activation: fused,
        ...(b === undefined ? {} : { bias: b as Tensor1D }),
      }); // (rows, units)
      return fused === activation ? sums : activate(tf, sums, activation);
    },
    train(tf, x, weights) {
      const y = built.infer(tf, x, weights);
      return {
        output: y,
        back(dy, wantsInput) {
          const dz = backThroughActivation(tf, y, dy, activation); // (rows, units)
          const input = wantsInput ? matrixProduct(tf, dz, weights[0]!, false, true) : undefined;
          if (!trainable) return { input, weights: weights.map(() => undefined) };
          const dw = matrixProduct(tf, x, dz, true, false); // (inputs, units)
          return { input, weights: useBias ? [dw, tf.sum(dz, 0)] : [dw] };
        },
      };
    },
    plain(x, [w, b]) {
      const sums = new Float64Array(units);
      if (b !== undefined) sums.set(b);
      sumProducts(x, w!, sums);
      return activateInPlace(sums, activation);
    },
  };
  return built;
}
