import { createRandom, GradientBoostingRegressor, meanSquaredError } from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { normalMatrix, writeNumbers } from './data.js';

export const benchmark: Benchmark = {
  title: 'gradient boosting, 100,000 × 20, 100 trees, same loss within 1%',
  peer: 'HistGradientBoostingRegressor',
  atMost: 1.5,
  threads: 1,
  tolerance: 0.01,
  prepare(folder) {
    const X = normalMatrix(folder, 100_000, 20);
    const random = createRandom(27);
    const y = Float64Array.from({ length: X.rows }, (_, i) => {
      return Math.sin(2 * X.at(i, 0)) + X.at(i, 1) * X.at(i, 2) + random.normal(0, 0.5);
    });
    writeNumbers(folder, 'y', y);
    const model = new GradientBoostingRegressor({
      trees: 100,
      learningRate: 0.1,
      leaves: 31,
      minimumRows: 20,
    });
    return () => {
      const fitted = model.fit(X, y);
      return [meanSquaredError(y, fitted.predict(X))];
    };
  },
};
