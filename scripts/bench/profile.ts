import { numberProfileOf, profile, Table } from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { normalMatrix } from './data.js';

export const benchmark: Benchmark = {
  title: 'profile, 1,000,000 × 10',
  peer: 'pandas describe() + skew + nunique',
  atMost: 0.5,
  threads: 1,
  tolerance: 1e-9,
  prepare(folder) {
    const X = normalMatrix(folder, 1_000_000, 10);
    const names = Array.from({ length: 10 }, (_, j) => `x${j}`);
    const table = Table.from(Object.fromEntries(names.map((name, j) => [name, X.column(j)])));
    return () => {
      const found = profile(table);
      return names.map((name) => numberProfileOf(found, name).skewness ?? Number.NaN);
    };
  },
};
