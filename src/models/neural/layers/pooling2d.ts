import type { Tensor4D } from '@tensorflow/tfjs';
import { assertKnownOptions, assertOneOf } from '../../../core/index.js';
import type { BuiltLayer } from './builtLayer.js';
import { PADDINGS, type Padding } from './conv2d.js';
import { poolGradient } from './poolGradient.js';
import { runKernel } from './runKernel.js';
import { assertRank, pairOf, type Shape, slideLength } from './shape.js';

/** Choices of `maxPooling2d` and `averagePooling2d`. */
export interface Pooling2dOptions {
  /** The window. Default 2. */
  readonly poolSize?: number | readonly [number, number];
  /** Its steps. Default: the window's size, so that windows do not overlap. */
  readonly strides?: number | readonly [number, number];
  /** Default 'valid'. */
  readonly padding?: Padding;
}

/** A pooling layer as it is stored. */
export interface Pooling2dLayer {
  readonly kind: 'maxPooling2d' | 'averagePooling2d';
  readonly poolSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
}

/**
 * The largest number of each window: whether something is there, not where exactly.
 *
 * Agrees with: keras.layers.MaxPooling2D (test/golden/neural.json).
 *
 * @example maxPooling2d().poolSize; // [ 2, 2 ]
 */
export function maxPooling2d(options: Pooling2dOptions = {}): Pooling2dLayer {
  return pooling('maxPooling2d', options);
}

/**
 * The mean of each window; padding counts neither as a number nor as zero.
 *
 * Agrees with: keras.layers.AveragePooling2D (test/golden/neural.json).
 *
 * @example averagePooling2d({ poolSize: [2, 4] }).strides; // [ 2, 4 ]
 */
export function averagePooling2d(options: Pooling2dOptions = {}): Pooling2dLayer {
  return pooling('averagePooling2d', options);
}

function pooling(kind: Pooling2dLayer['kind'], options: Pooling2dOptions): Pooling2dLayer {
  assertKnownOptions(kind, options, ['poolSize', 'strides', 'padding']);
  const { poolSize = 2, strides = poolSize, padding = 'valid' } = options;
  assertOneOf(kind, 'padding', padding, PADDINGS);
  return Object.freeze({
    kind,
    poolSize: pairOf(kind, 'poolSize', poolSize),
    strides: pairOf(kind, 'strides', strides),
    padding,
  });
}

/** Gives a pooling layer its shapes. */
export function buildPooling2d(layer: Pooling2dLayer, inputShape: Shape): BuiltLayer {
  const { kind, poolSize, strides, padding } = layer;
  assertRank(kind, inputShape, 3, 'three axes (height, width, channels)');
  const [height, width, channels] = inputShape as [number, number, number];
  const outputShape = [
    slideLength(kind, height, poolSize[0], strides[0], padding),
    slideLength(kind, width, poolSize[1], strides[1], padding),
    channels,
  ];
  const isMax = kind === 'maxPooling2d';
  const attributes = { filterSize: poolSize, strides, pad: padding };
  const built: BuiltLayer = {
    inputShape,
    outputShape,
    weights: [],
    kernels: [isMax ? 'MaxPool' : 'AvgPool'],
    infer(tf, x) {
      const pool = isMax ? tf.maxPool : tf.avgPool;
      return pool(x as Tensor4D, [...poolSize], [...strides], padding);
    },
    train(tf, x, weights) {
      const y = built.infer(tf, x, weights);
      return {
        output: y,
        back(dy, wantsInput) {
          if (!wantsInput) return { weights: [] };
          if (tf.getBackend() === 'tensorflow') {
            const input = isMax
              ? runKernel(tf, 'MaxPoolGrad', { dy, input: x, output: y }, attributes)
              : runKernel(tf, 'AvgPoolGrad', { dy, input: x }, attributes);
            return { input, weights: [] };
          }
          const geometry = { isMax, inputShape: x.shape, outputShape: y.shape };
          const gradient = poolGradient(
            { ...geometry, window: poolSize, strides, padding },
            x.dataSync(),
            dy.dataSync(),
          );
          return { input: tf.tensor(gradient, x.shape), weights: [] };
        },
      };
    },
  };
  return built;
}
