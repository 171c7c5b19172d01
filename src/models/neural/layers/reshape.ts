import { assertInteger, MlError } from '../../../core/index.js';
import type { BuiltLayer } from './builtLayer.js';
import { type Shape, shapeText, sizeOf } from './shape.js';

/** A layer that only changes the shape, as it is stored. */
export interface ReshapeLayer {
  readonly kind: 'reshape';
  readonly shape: Shape;
}

/** A layer that makes one axis of all, as it is stored. */
export interface FlattenLayer {
  readonly kind: 'flatten';
}

/**
 * The same numbers in another shape, such as 64 as 8 × 8 × 1.
 *
 * @param shape lengths of the axes, without the rows of the batch.
 * @example reshape([8, 8, 1]).shape; // [ 8, 8, 1 ]
 */
export function reshape(shape: readonly number[]): ReshapeLayer {
  shape.forEach((length, axis) => {
    assertInteger('reshape', `shape[${axis}]`, length, 1);
  });
  return Object.freeze({ kind: 'reshape', shape: Object.freeze([...shape]) });
}

/**
 * All axes in one, row-major: what `dense` needs after images or embeddings.
 *
 * @example flatten().kind; // 'flatten'
 */
export function flatten(): FlattenLayer {
  return Object.freeze({ kind: 'flatten' });
}

/** Gives a reshape or flatten layer its shapes. */
export function buildReshape(layer: ReshapeLayer | FlattenLayer, inputShape: Shape): BuiltLayer {
  const outputShape = layer.kind === 'flatten' ? [sizeOf(inputShape)] : layer.shape;
  if (sizeOf(outputShape) !== sizeOf(inputShape)) {
    throw new MlError(
      'SHAPE_MISMATCH',
      `reshape: ${shapeText(inputShape)} has ${sizeOf(inputShape)} numbers and ` +
        `${shapeText(outputShape)} has ${sizeOf(outputShape)}. Both need as many.`,
    );
  }
  return {
    inputShape,
    outputShape,
    weights: [],
    kernels: [],
    infer: (tf, x) => tf.reshape(x, [x.shape[0]!, ...outputShape]),
    train: (tf, x) => ({
      output: tf.reshape(x, [x.shape[0]!, ...outputShape]),
      back: (dy, wantsInput) => ({
        input: wantsInput ? tf.reshape(dy, x.shape) : undefined,
        weights: [],
      }),
    }),
    plain: (x) => x,
  };
}
