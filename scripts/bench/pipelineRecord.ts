import type { Benchmark } from './benchmark.js';
import { fitMixed, mixedTable } from './mixedTable.js';

const TIMES = 100;

export const benchmark: Benchmark = {
  title: `the same pipeline, one record, ${TIMES} times`,
  peer: 'scikit-learn',
  atMost: 0.02,
  threads: 1,
  tolerance: 1e-9,
  prepare(folder) {
    const table = mixedTable(folder);
    const fitted = fitMixed(table);
    const record = table.row(0);
    return () => {
      let sum = 0;
      for (let turn = 0; turn < TIMES; turn++)
        sum = fitted.transformRecord(record).reduce((a, b) => a + b, 0);
      return [sum];
    };
  },
};
