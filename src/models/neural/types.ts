/** TensorFlow.js as `import * as tf from '@tensorflow/tfjs'` gives it; every backend has this face. */
export type TensorFlow = typeof import('@tensorflow/tfjs');

/** `native`: TensorFlow's C library. `wasm`: WebAssembly with SIMD. `cpu`: plain JavaScript. */
export type BackendName = 'native' | 'wasm' | 'cpu';

/** What computes with tensors in this process. */
export interface Backend {
  readonly name: BackendName;
  readonly tf: TensorFlow;
  /** Why it is this one, where a faster one was wanted or a slower one was asked for. */
  readonly reason?: string;
}
