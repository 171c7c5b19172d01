import type { Benchmark } from './benchmark.js';
import { neuralTask } from './neuralTask.js';
import { startNeuralWorker } from './startNeuralWorker.js';

/** Dropout differs between the two, and so does their loss, a little. */
export const TOLERANCE = 0.1;

export const benchmark: Benchmark = {
  title: '50 training steps, 784-256-10 with dropout, Adam, batch 128, native',
  peer: 'Keras on TensorFlow',
  atMost: 1,
  threads: 2,
  tolerance: TOLERANCE,
  prepare(folder) {
    neuralTask(folder);
    return startNeuralWorker('native', folder);
  },
};
