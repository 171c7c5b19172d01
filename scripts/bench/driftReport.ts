import { createRandom, driftReport, Table } from 'mle-kit';
import type { Benchmark } from './benchmark.js';
import { writeNumbers } from './data.js';

const ROWS = 100_000;
const COLUMNS = 20;

export const benchmark: Benchmark = {
  title: 'drift report, 100,000 × 20, normed Wasserstein distances',
  peer: 'Evidently DataDriftPreset',
  atMost: 0.1,
  threads: 1,
  // Of a distance of 0.2 to 4: the project takes it from 500 points of each reference column.
  tolerance: 1e-3,
  prepare(folder) {
    const random = createRandom(33);
    const table = (shift: number) =>
      Table.from(
        Array.from({ length: COLUMNS }, (_, j) => {
          const mean = shift * (j + 1);
          const values = Float64Array.from({ length: ROWS }, () => random.normal(mean));
          return [`x${j}`, values] as const;
        }),
      );
    const reference = table(0);
    const current = table(0.2);
    for (const [name, data] of [
      ['reference', reference],
      ['current', current],
    ] as const) {
      const all = new Float64Array(ROWS * COLUMNS);
      data.columns.forEach(({ values }, j) => {
        all.set(values as Float64Array, j * ROWS);
      });
      writeNumbers(folder, name, all);
    }
    // The preset has no joint test either.
    return () =>
      driftReport(reference, current, { joint: false }).columns.map(
        (column) => column.values?.statistic ?? Number.NaN,
      );
  },
};
