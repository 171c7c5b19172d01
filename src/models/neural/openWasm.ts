import { createRequire } from 'node:module';
import { registerWasmKernels } from './kernels/registerWasmKernels.js';
import type { TensorFlow } from './types.js';

/**
 * Loads the WebAssembly backend, with the two kernels that training needs and it lacks.
 *
 * @throws Error when WebAssembly or its SIMD instructions are not to be had.
 */
export async function openWasm(): Promise<TensorFlow> {
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs') as TensorFlow;
  require('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend does not start');
  await tf.ready();
  registerWasmKernels(tf);
  return tf;
}
