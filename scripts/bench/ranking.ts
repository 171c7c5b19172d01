import { averagePrecision, createRandom, rocAuc } from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { writeNumbers } from './data.js';

export const benchmark: Benchmark = {
  title: 'ROC-AUC and average precision, 1,000,000 scores',
  peer: 'scikit-learn, both',
  atMost: 0.25,
  threads: 1,
  tolerance: 1e-9,
  prepare(folder) {
    const random = createRandom(23);
    const y = Float64Array.from({ length: 1_000_000 }, () => (random.uniform() < 0.1 ? 1 : 0));
    const score = y.map((label) => label + random.normal());
    writeNumbers(folder, 'y', y);
    writeNumbers(folder, 'score', score);
    return () => [rocAuc(y, score), averagePrecision(y, score)];
  },
};
