import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs';
import { assertInteger, assertOneOf } from '../../../core/index.js';
import { activate, backThroughActivation } from './activations.js';
import type { BuiltLayer } from './builtLayer.js';
import { type KernelOptions, kernelOptions } from './dense.js';
import { initialKernel } from './initializers.js';
import { runKernel } from './runKernel.js';
import { assertRank, pairOf, type Shape, slideLength } from './shape.js';

/** 'valid': windows stay inside the image. 'same': zeros around it, so that it keeps its size. */
export type Padding = 'valid' | 'same';

/** Both of them. Numbers are left out: TensorFlow.js computes wrong shapes for some of them. */
export const PADDINGS: readonly Padding[] = ['valid', 'same'];

/** Choices of `conv2d` beside those of every kernel. */
export interface Conv2dOptions extends KernelOptions {
  /** Steps of the window. Default 1. */
  readonly strides?: number | readonly [number, number];
  /** Default 'valid'. */
  readonly padding?: Padding;
}

/** A convolution as it is stored. */
export interface Conv2dLayer extends Required<KernelOptions> {
  readonly kind: 'conv2d';
  readonly filters: number;
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
}

/**
 * Convolution: the same small kernel looks at every place of an image.
 *
 * Input (height, width, channels), output (height, width, filters); weights: kernel (kernel height,
 * kernel width, channels, filters), bias (filters,).
 * Agrees with: keras.layers.Conv2D (test/golden/neural.json).
 *
 * @throws MlError OUT_OF_RANGE | INVALID_ARGUMENT.
 *
 * @example conv2d(8, 3, { padding: 'same', activation: 'relu' }).kernelSize; // [ 3, 3 ]
 */
export function conv2d(
  filters: number,
  kernelSize: number | readonly [number, number],
  options: Conv2dOptions = {},
): Conv2dLayer {
  assertInteger('conv2d', 'filters', filters, 1);
  const { strides = 1, padding = 'valid' } = options;
  assertOneOf('conv2d', 'padding', padding, PADDINGS);
  return Object.freeze({
    kind: 'conv2d',
    filters,
    kernelSize: pairOf('conv2d', 'kernelSize', kernelSize),
    strides: pairOf('conv2d', 'strides', strides),
    padding,
    ...kernelOptions('conv2d', options, ['strides', 'padding']),
  });
}

/** Gives a convolution its shapes. */
export function buildConv2d(layer: Conv2dLayer, inputShape: Shape): BuiltLayer {
  const { filters, kernelSize, strides, padding, activation, useBias, l2, trainable } = layer;
  assertRank('conv2d', inputShape, 3, 'three axes (height, width, channels)');
  const [height, width, channels] = inputShape as [number, number, number];
  const outputShape = [
    slideLength('conv2d', height, kernelSize[0], strides[0], padding),
    slideLength('conv2d', width, kernelSize[1], strides[1], padding),
    filters,
  ];
  const kernelShape = [...kernelSize, channels, filters];
  const kernel: BuiltLayer['weights'][number] = {
    name: 'kernel',
    shape: kernelShape,
    trainable,
    l2,
    initial: (random) => initialKernel(layer.kernelInitializer, kernelShape, random),
  };
  const bias: BuiltLayer['weights'][number] = {
    name: 'bias',
    shape: [filters],
    trainable,
    l2: 0,
    initial: () => new Float32Array(filters),
  };
  const attributes = { strides, pad: padding, dataFormat: 'NHWC' };
  const built: BuiltLayer = {
    inputShape,
    outputShape,
    weights: useBias ? [kernel, bias] : [kernel],
    kernels: ['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput'],
    infer(tf, x, [w, b]) {
      const sums = tf.conv2d(x as Tensor4D, w as Tensor4D, [...strides], padding);
      return activate(tf, b === undefined ? sums : tf.add(sums, b as Tensor1D), activation);
    },
    train(tf, x, weights) {
      const y = built.infer(tf, x, weights); // (rows, height, width, filters)
      return {
        output: y,
        back(dy, wantsInput) {
          const dz = backThroughActivation(tf, y, dy, activation);
          const input = wantsInput
            ? runKernel(
                tf,
                'Conv2DBackpropInput',
                { dy: dz, filter: weights[0]! },
                { ...attributes, inputShape: x.shape },
              )
            : undefined;
          if (!trainable) return { input, weights: weights.map(() => undefined) };
          const dw = runKernel(
            tf,
            'Conv2DBackpropFilter',
            { x, dy: dz },
            { ...attributes, filterShape: kernelShape },
          );
          return { input, weights: useBias ? [dw, tf.sum(dz, [0, 1, 2])] : [dw] };
        },
      };
    },
  };
  return built;
}
