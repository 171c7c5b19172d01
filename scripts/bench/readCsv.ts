import { join } from 'node:path';
import { createRandom, readCsv, Table, writeCsv } from 'mle-kit';
import type { Benchmark } from './benchmark.js';

export const benchmark: Benchmark = {
  title: 'CSV, 100,000 × 22, to typed columns',
  peer: "pandas' C reader",
  atMost: 1.5,
  threads: 2,
  tolerance: 1e-9,
  async prepare(folder) {
    const random = createRandom(24);
    const rows = 100_000;
    const columns: Record<string, Float64Array | string[]> = {};
    for (let j = 0; j < 18; j++)
      columns[`x${j}`] = Float64Array.from({ length: rows }, () => random.normal());
    for (let j = 0; j < 4; j++) {
      columns[`word${j}`] = Array.from(
        { length: rows },
        () => `place, number ${random.integer(0, 500)}`,
      );
    }
    const path = join(folder, 'data.csv');
    await writeCsv(Table.from(columns), path);
    return async () => {
      const table = await readCsv(path);
      return [
        table.rowCount,
        table.number('x17')[rows - 1]!,
        table.string('word3')[rows - 1]!.length,
      ];
    };
  },
};
