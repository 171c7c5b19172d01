import type { Tensor } from '@tensorflow/tfjs';
import type { TensorFlow } from '../types.js';

/** What may follow a layer's weighted sums. */
export type ActivationName = 'linear' | 'relu' | 'sigmoid' | 'tanh';

/** All of them. */
export const ACTIVATIONS: readonly ActivationName[] = ['linear', 'relu', 'sigmoid', 'tanh'];

/** z → activation(z), of any shape. */
export function activate(tf: TensorFlow, z: Tensor, name: ActivationName): Tensor {
  if (name === 'relu') return tf.relu(z);
  if (name === 'sigmoid') return tf.sigmoid(z);
  if (name === 'tanh') return tf.tanh(z);
  return z;
}

/** ∂loss/∂z from ∂loss/∂y, where y = activation(z): each derivative is a formula of y. */
export function backThroughActivation(
  tf: TensorFlow,
  y: Tensor,
  dy: Tensor,
  name: ActivationName,
): Tensor {
  // y ≥ 0, so that its sign is the slope: one call natively, where tf.step takes several.
  if (name === 'relu') return tf.mul(dy, tf.sign(y));
  if (name === 'sigmoid') return tf.mul(dy, tf.mul(y, tf.sub(1, y)));
  if (name === 'tanh') return tf.mul(dy, tf.sub(1, tf.square(y)));
  return dy;
}

/** The same on plain numbers, in place. */
export function activateInPlace(values: Float64Array, name: ActivationName): Float64Array {
  const n = values.length;
  if (name === 'relu') {
    for (let i = 0; i < n; i++) if (values[i]! < 0) values[i] = 0;
  } else if (name === 'sigmoid') {
    for (let i = 0; i < n; i++) values[i] = 1 / (1 + Math.exp(-values[i]!));
  } else if (name === 'tanh') {
    for (let i = 0; i < n; i++) values[i] = Math.tanh(values[i]!);
  }
  return values;
}
