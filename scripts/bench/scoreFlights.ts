import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, Run } from './benchmark.js';
import { flightBundle, flightsToScore, scoreFlights, summaryOfScores } from './flightScores.js';

export const benchmark: Benchmark = {
  title: 'scoring 3,000,000 flights from Parquet to Parquet, two workers',
  peer: 'pandas + scikit-learn in two processes',
  atMost: 0.5,
  threads: 1, // each of two
  tolerance: 0.01, // the encoders' folds are drawn otherwise, and with them the weights
  async prepare(folder) {
    const bundle = await flightBundle(folder);
    const input = await flightsToScore(folder);
    writeFileSync(join(folder, 'input.txt'), input);
    const output = join(folder, 'scores.parquet');
    return async (): Promise<Run> => {
      const begin = performance.now();
      await scoreFlights(bundle, input, output);
      const amount = performance.now() - begin;
      return { amount, answer: await summaryOfScores(output) };
    };
  },
};
