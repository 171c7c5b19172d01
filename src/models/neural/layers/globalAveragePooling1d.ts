import type { BuiltLayer } from './builtLayer.js';
import { assertRank, type Shape } from './shape.js';

/** A mean over places, as it is stored. */
export interface GlobalAveragePooling1dLayer {
  readonly kind: 'globalAveragePooling1d';
}

/**
 * The mean over places: (length, features) → (features,), such as of a text's word vectors.
 *
 * Agrees with: keras.layers.GlobalAveragePooling1D (test/golden/neural.json).
 *
 * @example globalAveragePooling1d().kind; // 'globalAveragePooling1d'
 */
export function globalAveragePooling1d(): GlobalAveragePooling1dLayer {
  return Object.freeze({ kind: 'globalAveragePooling1d' });
}

/** Gives the mean over places its shapes. */
export function buildGlobalAveragePooling1d(inputShape: Shape): BuiltLayer {
  assertRank('globalAveragePooling1d', inputShape, 2, 'two axes (length, features)');
  const [length, features] = inputShape as [number, number];
  return {
    inputShape,
    outputShape: [features],
    weights: [],
    kernels: [],
    infer: (tf, x) => tf.mean(x, 1),
    train: (tf, x) => ({
      output: tf.mean(x, 1),
      back(dy, wantsInput) {
        if (!wantsInput) return { weights: [] };
        const each = tf.reshape(tf.div(dy, length), [x.shape[0]!, 1, features]);
        return { input: tf.tile(each, [1, length, 1]), weights: [] };
      },
    }),
  };
}
