import type { Tensor } from '@tensorflow/tfjs';
import type { TensorFlow } from '../types.js';
import type { Network } from './network.js';

/** Each layer's weights as tensors. Call it inside `tf.tidy`. */
export function uploadWeights(tf: TensorFlow, network: Network, values: Float32Array): Tensor[][] {
  return network.entries.map((entries) =>
    entries.map(({ offset, size, shape }) =>
      tf.tensor(values.subarray(offset, offset + size), [...shape], 'float32'),
    ),
  );
}
