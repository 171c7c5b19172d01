import type { Tensor } from '@tensorflow/tfjs';
import type { TensorFlow } from '../types.js';

/** Runs a kernel by its name: gradients of layers have no function of their own in TensorFlow.js. */
export function runKernel(
  tf: TensorFlow,
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: Readonly<Record<string, unknown>>,
): Tensor {
  type Run = (name: string, inputs: object, attributes: object) => Tensor;
  const engine = tf.engine() as unknown as { runKernel: Run };
  return engine.runKernel(name, inputs, attributes);
}
