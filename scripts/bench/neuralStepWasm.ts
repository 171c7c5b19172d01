import type { Benchmark } from './benchmark.js';
import { TOLERANCE } from './neuralStep.js';
import { neuralTask } from './neuralTask.js';
import { startNeuralWorker } from './startNeuralWorker.js';

export const benchmark: Benchmark = {
  title: 'the same on WebAssembly, which has one thread',
  peer: 'Keras on TensorFlow',
  atMost: 2.5,
  threads: 2,
  tolerance: TOLERANCE,
  prepare(folder) {
    neuralTask(folder);
    return startNeuralWorker('wasm', folder);
  },
};
