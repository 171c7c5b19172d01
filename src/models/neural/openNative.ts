import { createRequire } from 'node:module';
import util from 'node:util';
import type { TensorFlow } from './types.js';

/**
 * Loads `@tensorflow/tfjs-node` with the binding that set-up compiled.
 *
 * @throws whatever its loading throws: it is missing, not built, or built for something else.
 */
export function openNative(): TensorFlow {
  // Read by the C library as it loads. Without the first it chats; without the second it is slower here.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
  // tfjs-node 4.22 calls a helper that Node 22 warns of and Node 23 removed.
  const legacy = util as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined = (value) => value === null || value === undefined;

  const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node') as TensorFlow;
  if (tf.getBackend() !== 'tensorflow') throw new Error(`it chose "${tf.getBackend()}" instead`);
  return tf;
}
