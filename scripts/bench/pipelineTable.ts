import type { Benchmark } from './benchmark.js';
import { fitMixed, mixedTable } from './mixedTable.js';

export const benchmark: Benchmark = {
  title: 'pipeline (impute, scale, one-hot), transform 100,000 × 20',
  peer: 'scikit-learn',
  atMost: 0.5,
  threads: 1,
  tolerance: 1e-9,
  prepare(folder) {
    const table = mixedTable(folder);
    const fitted = fitMixed(table);
    return () => {
      const { data, rows, columns } = fitted.transform(table);
      // The words' columns stand in another order there, so their sum is compared.
      const last = data.subarray((rows - 1) * columns);
      return [rows, columns, ...last.subarray(0, 16), last.subarray(16).reduce((a, b) => a + b, 0)];
    };
  },
};
