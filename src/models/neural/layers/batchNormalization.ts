import { assertAbove, assertBetween, assertKnownOptions } from '../../../core/index.js';
import type { BuiltLayer } from './builtLayer.js';
import { type Shape, sizeOf } from './shape.js';

/** Choices of `batchNormalization`. */
export interface BatchNormalizationOptions {
  /** How slowly the running mean and variance follow, 0 to 1. Default 0.99. */
  readonly momentum?: number;
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number;
  /** False keeps all four weights as they began, in training, too. Default true. */
  readonly trainable?: boolean;
}

/** A batch normalisation as it is stored. */
export interface BatchNormalizationLayer extends Required<BatchNormalizationOptions> {
  readonly kind: 'batchNormalization';
}

/**
 * Batch normalisation: each feature (the last axis) gets mean 0 and variance 1 within the batch,
 * then a learned scale (gamma) and shift (beta); in prediction by running means of training.
 *
 * Weights: gamma, beta, movingMean, movingVariance, each (features,).
 * Source: Ioffe & Szegedy (2015), ICML.
 * Agrees with: keras.layers.BatchNormalization (test/golden/neural.json).
 *
 * @example batchNormalization().momentum; // 0.99
 */
export function batchNormalization(
  options: BatchNormalizationOptions = {},
): BatchNormalizationLayer {
  const where = 'batchNormalization';
  assertKnownOptions(where, options, ['momentum', 'epsilon', 'trainable']);
  const { momentum = 0.99, epsilon = 0.001, trainable = true } = options;
  assertBetween(where, 'momentum', momentum, 0, 1);
  assertAbove(where, 'epsilon', epsilon, 0);
  return Object.freeze({
    kind: 'batchNormalization',
    momentum,
    epsilon,
    trainable: trainable === true,
  });
}

/** Gives a batch normalisation its shapes. */
export function buildBatchNormalization(
  layer: BatchNormalizationLayer,
  inputShape: Shape,
): BuiltLayer {
  const { momentum, epsilon, trainable } = layer;
  const features = inputShape[inputShape.length - 1]!;
  const places = sizeOf(inputShape) / features; // numbers of one feature in a row
  const plan = (name: string, value: number, trains: boolean) => ({
    name,
    shape: [features],
    trainable: trains,
    l2: 0,
    initial: () => new Float32Array(features).fill(value),
  });
  const built: BuiltLayer = {
    inputShape,
    outputShape: inputShape,
    weights: [
      plan('gamma', 1, trainable),
      plan('beta', 0, trainable),
      plan('movingMean', 0, false),
      plan('movingVariance', 1, false),
    ],
    kernels: [],
    infer(tf, x, [gamma, beta, mean, variance]) {
      const scale = tf.mul(gamma!, tf.rsqrt(tf.add(variance!, epsilon))); // (features,)
      return tf.add(tf.mul(tf.sub(x, mean!), scale), beta!);
    },
    train(tf, x, weights, context) {
      const [gamma, beta, mean, variance] = weights;
      if (!trainable) {
        return {
          output: built.infer(tf, x, weights),
          back(dy, wantsInput) {
            const scale = tf.mul(gamma!, tf.rsqrt(tf.add(variance!, epsilon)));
            const input = wantsInput ? tf.mul(dy, scale) : undefined;
            return { input, weights: weights.map(() => undefined) };
          },
        };
      }
      const n = x.shape[0]! * places;
      const rows = tf.reshape(x, [n, features]);
      const batchMean = tf.mean(rows, 0);
      const centred = tf.sub(rows, batchMean);
      const batchVariance = tf.mean(tf.square(centred), 0);
      const inverse = tf.rsqrt(tf.add(batchVariance, epsilon));
      const normal = tf.mul(centred, inverse); // (n, features)
      const follow = (old: typeof x, now: typeof x) =>
        tf.add(tf.mul(old, momentum), tf.mul(now, 1 - momentum)).dataSync();
      context.replaceWeight(2, follow(mean!, batchMean) as Float32Array);
      context.replaceWeight(3, follow(variance!, batchVariance) as Float32Array);
      return {
        output: tf.reshape(tf.add(tf.mul(normal, gamma!), beta!), x.shape),
        back(dy, wantsInput) {
          const flat = tf.reshape(dy, [n, features]);
          const dBeta = tf.sum(flat, 0);
          const dGamma = tf.sum(tf.mul(flat, normal), 0);
          // Mean and variance depend on x, too: their share is taken off.
          const share = tf.add(tf.mul(normal, tf.div(dGamma, n)), tf.div(dBeta, n));
          const input = wantsInput
            ? tf.reshape(tf.mul(tf.sub(flat, share), tf.mul(gamma!, inverse)), x.shape)
            : undefined;
          return { input, weights: [dGamma, dBeta, undefined, undefined] };
        },
      };
    },
    plain(x, [gamma, beta, mean, variance]) {
      const y = new Float64Array(x.length);
      for (let i = 0; i < x.length; i++) {
        const k = i % features;
        const scale = gamma![k]! / Math.sqrt(variance![k]! + epsilon);
        y[i] = (x[i]! - mean![k]!) * scale + beta![k]!;
      }
      return y;
    },
  };
  return built;
}
