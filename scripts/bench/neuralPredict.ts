import { loadBackend, NeuralClassifier } from 'mle-kit/neural';
import type { Benchmark } from './benchmark.js';
import { neuralTask } from './neuralTask.js';

const TIMES = 100;

export const benchmark: Benchmark = {
  title: `the same network predicts one row, ${TIMES} times`,
  peer: 'Keras model(x)',
  atMost: 0.3,
  threads: 2,
  tolerance: 1e-5,
  async prepare(folder) {
    const { X, y, model } = neuralTask(folder);
    await loadBackend({ print: () => {} });
    // Not trained, so that both have the same weights: a rate of 0 leaves them as they began.
    const { optimizer } = model.options;
    const still = { ...optimizer, learningRate: { kind: 'constant', learningRate: 0 } } as const;
    const fitted = await new NeuralClassifier({ ...model.options, optimizer: still }).fit(X, y);
    const row = X.selectRows([0]);
    return () => {
      let probability = fitted.predictProbability(row);
      for (let i = 1; i < TIMES; i++) probability = fitted.predictProbability(row);
      return probability.data;
    };
  },
};
