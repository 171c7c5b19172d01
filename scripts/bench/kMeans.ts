import { KMeans } from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { normalMatrix, writeNumbers } from './data.js';

export const benchmark: Benchmark = {
  title: 'k-means, 100,000 × 10, k = 8, 20 iterations, same start',
  peer: 'scikit-learn KMeans',
  atMost: 1,
  threads: 1,
  tolerance: 1e-9,
  prepare(folder) {
    const X = normalMatrix(folder, 100_000, 10);
    const initialCenters = X.selectRows([0, 1, 2, 3, 4, 5, 6, 7]).toRows();
    writeNumbers(folder, 'centers', Float64Array.from(initialCenters.flat()));
    const options = { clusters: 8, maxIterations: 20, tolerance: 0, initialCenters };
    return () => {
      const { inertia, iterations } = new KMeans(options).fit(X).state;
      return [inertia, iterations];
    };
  },
};
