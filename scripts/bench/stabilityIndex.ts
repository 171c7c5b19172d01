import {
  createRandom,
  populationStabilityIndex,
  type ReferenceNumbers,
  referenceProfile,
  Table,
} from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { writeNumbers } from './data.js';

export const benchmark: Benchmark = {
  title: 'PSI of 1,000,000 against 10 stored bins',
  peer: 'NumPy np.histogram',
  atMost: 0.1,
  threads: 1,
  tolerance: 1e-12,
  prepare(folder) {
    const random = createRandom(32);
    const x = Float64Array.from({ length: 100_000 }, () => random.normal());
    const stored = referenceProfile(Table.from({ x })).columns[0] as ReferenceNumbers;
    const current = Float64Array.from({ length: 1_000_000 }, () => random.normal(0.1, 1.1));
    writeNumbers(folder, 'edges', Float64Array.from(stored.edges));
    writeNumbers(folder, 'counts', Float64Array.from(stored.counts));
    writeNumbers(folder, 'current', current);
    return () => [populationStabilityIndex(stored, current)];
  },
};
