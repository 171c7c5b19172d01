import { createRandom, LogisticRegression } from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { normalMatrix, writeNumbers } from './data.js';

export const benchmark: Benchmark = {
  title: 'logistic regression, 100,000 × 20, same optimum',
  peer: 'scikit-learn newton-cholesky',
  atMost: 1,
  threads: 1,
  tolerance: 1e-5,
  prepare(folder) {
    const X = normalMatrix(folder, 100_000, 20);
    const random = createRandom(22);
    const y = Float64Array.from({ length: X.rows }, (_, i) =>
      random.uniform() < 1 / (1 + Math.exp(2 * X.at(i, 3) - X.at(i, 7))) ? 1 : 0,
    );
    writeNumbers(folder, 'y', y);
    return () => {
      const fitted = new LogisticRegression().fit(X, y);
      return fitted.predictProbability(X.selectRows([0, 1, 2, 3])).column(1);
    };
  },
};
