import type { Tensor2D } from '@tensorflow/tfjs';
import { assertInteger, assertKnownOptions } from '../../../core/index.js';
import type { BuiltLayer } from './builtLayer.js';
import { fillUniform } from './initializers.js';
import { runKernel } from './runKernel.js';
import { assertRank, type Shape } from './shape.js';

/** Choices of `embedding`. */
export interface EmbeddingOptions {
  /** False keeps the vectors as they began. Default true. */
  readonly trainable?: boolean;
}

/** An embedding as it is stored. */
export interface EmbeddingLayer {
  readonly kind: 'embedding';
  readonly inputDim: number;
  readonly outputDim: number;
  readonly trainable: boolean;
}

/**
 * A learned vector for each whole number from 0 to inputDim − 1: of words, categories, places.
 *
 * First layer only. Input (length,) of numbers, output (length, outputDim); weights: embeddings
 * (inputDim, outputDim), which begin uniform in ±0.05.
 * Agrees with: keras.layers.Embedding (test/golden/neural.json).
 *
 * @example embedding(1000, 16).outputDim; // 16
 */
export function embedding(
  inputDim: number,
  outputDim: number,
  options: EmbeddingOptions = {},
): EmbeddingLayer {
  assertInteger('embedding', 'inputDim', inputDim, 1, 2 ** 24);
  assertInteger('embedding', 'outputDim', outputDim, 1);
  assertKnownOptions('embedding', options, ['trainable']);
  const { trainable = true } = options;
  return Object.freeze({ kind: 'embedding', inputDim, outputDim, trainable: trainable === true });
}

/** Gives an embedding its shapes. */
export function buildEmbedding(layer: EmbeddingLayer, inputShape: Shape): BuiltLayer {
  const { inputDim, outputDim, trainable } = layer;
  assertRank('embedding', inputShape, 1, 'one axis (of whole numbers)');
  const built: BuiltLayer = {
    inputShape,
    outputShape: [inputShape[0]!, outputDim],
    weights: [
      {
        name: 'embeddings',
        shape: [inputDim, outputDim],
        trainable,
        l2: 0,
        initial: (random) => fillUniform(new Float32Array(inputDim * outputDim), random, 0.05),
      },
    ],
    kernels: ['GatherV2', 'UnsortedSegmentSum'],
    infer: (tf, x, [vectors]) => tf.gather(vectors as Tensor2D, tf.cast(x, 'int32') as Tensor2D),
    train(tf, x, weights) {
      const segmentIds = tf.cast(x, 'int32'); // (rows, length)
      return {
        output: tf.gather(weights[0] as Tensor2D, segmentIds as Tensor2D), // (rows, length, outputDim)
        back(dy) {
          if (!trainable) return { weights: [undefined] };
          const flatIds = tf.reshape(segmentIds, [segmentIds.size]);
          const flat = tf.reshape(dy, [segmentIds.size, outputDim]);
          const sums = runKernel(
            tf,
            'UnsortedSegmentSum',
            { x: flat, segmentIds: flatIds },
            { numSegments: inputDim },
          );
          return { weights: [sums] };
        },
      };
    },
  };
  return built;
}
