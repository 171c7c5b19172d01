import { createRequire } from 'node:module';
import type { TensorFlow } from './types.js';

/** Loads TensorFlow.js in plain JavaScript: the slowest, and there always. */
export async function openCpu(): Promise<TensorFlow> {
  const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as TensorFlow;
  await tf.setBackend('cpu');
  await tf.ready();
  // Else its first tensor prints an advertisement for tfjs-node on stderr. We have said what runs.
  (tf.backend() as { firstUse?: boolean }).firstUse = false;
  return tf;
}
