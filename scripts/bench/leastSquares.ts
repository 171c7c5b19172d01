import { createRandom, LinearRegression } from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { normalMatrix, writeNumbers } from './data.js';

export const benchmark: Benchmark = {
  title: 'least squares, 100,000 × 20',
  peer: 'scikit-learn LinearRegression',
  atMost: 0.5,
  threads: 1,
  tolerance: 1e-9,
  prepare(folder) {
    const X = normalMatrix(folder, 100_000, 20);
    const random = createRandom(21);
    const y = Float64Array.from(
      { length: X.rows },
      (_, i) => X.at(i, 0) - 2 * X.at(i, 7) + random.normal(),
    );
    writeNumbers(folder, 'y', y);
    return () => {
      const { weights, intercept } = new LinearRegression().fit(X, y).state;
      return [...weights, intercept];
    };
  },
};
