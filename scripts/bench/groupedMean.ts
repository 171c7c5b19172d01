import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { datasetPaths, readSql } from 'mle-kit';
import type { Benchmark } from './benchmark.js';

const SQL = `
  SELECT origin, avg(delay) AS mean FROM read_parquet($path) GROUP BY origin ORDER BY origin`;

export const benchmark: Benchmark = {
  title: 'grouped mean over 3,000,000 Parquet rows',
  peer: 'polars',
  atMost: 1,
  threads: 2,
  tolerance: 1e-9,
  async prepare(folder) {
    const path = (await datasetPaths('flights'))[0]!;
    writeFileSync(join(folder, 'path.txt'), path);
    return async () => (await readSql(':memory:', SQL, { path })).number('mean');
  },
};
