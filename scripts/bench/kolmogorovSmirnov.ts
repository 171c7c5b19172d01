import { createRandom, kolmogorovSmirnov } from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { writeNumbers } from './data.js';

export const benchmark: Benchmark = {
  title: 'Kolmogorov–Smirnov, 2 × 1,000,000',
  peer: 'SciPy ks_2samp',
  atMost: 0.25,
  threads: 1,
  tolerance: 1e-5,
  prepare(folder) {
    const random = createRandom(31);
    const reference = Float64Array.from({ length: 1_000_000 }, () => random.normal());
    const current = Float64Array.from({ length: 1_000_000 }, () => random.normal(0.001));
    writeNumbers(folder, 'reference', reference);
    writeNumbers(folder, 'current', current);
    return () => {
      const { statistic, pValue } = kolmogorovSmirnov(reference, current);
      return [statistic, pValue];
    };
  },
};
