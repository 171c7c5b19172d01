import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { TensorFlow } from '../types.js';

/**
 * a b, with either transposed.
 *
 * WebAssembly multiplies fast only what is not transposed (50 ms against 2 ms for 784 × 128 × 256):
 * there the transpose is made first.
 */
export function matrixProduct(
  tf: TensorFlow,
  a: Tensor,
  b: Tensor,
  transposeA = false,
  transposeB = false,
): Tensor {
  if (tf.getBackend() === 'tensorflow') {
    return tf.matMul(a as Tensor2D, b as Tensor2D, transposeA, transposeB);
  }
  return tf.matMul(
    (transposeA ? tf.transpose(a) : a) as Tensor2D,
    (transposeB ? tf.transpose(b) : b) as Tensor2D,
  );
}
