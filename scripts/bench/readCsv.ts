import { readCsv } from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { MIXED_ROWS, mixedCsv } from './mixedCsv.js';

export const benchmark: Benchmark = {
  title: 'CSV, 100,000 × 22, to typed columns',
  peer: "pandas' C reader",
  atMost: 1.5,
  threads: 2,
  tolerance: 1e-9,
  async prepare(folder) {
    const path = await mixedCsv(folder);
    return async () => {
      const table = await readCsv(path);
      return [
        table.rowCount,
        table.number('x17')[MIXED_ROWS - 1]!,
        table.string('word3')[MIXED_ROWS - 1]!.length,
      ];
    };
  },
};
