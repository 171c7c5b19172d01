import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, Run } from './benchmark.js';
import { flightsToScore, peerJobs, scoringJobs, summaryOfScores } from './flightScores.js';

export const benchmark: Benchmark = {
  title: 'scoring 3,000,000 flights from Parquet to Parquet, two workers, from start to end',
  peer: 'pandas + scikit-learn in two processes, from start to end',
  atMost: 0.5,
  threads: 1, // each of two
  tolerance: 0.01, // the encoders' folds are drawn otherwise, and with them the weights
  async prepare(folder) {
    const input = await flightsToScore(folder);
    writeFileSync(join(folder, 'input.txt'), input);
    const score = await scoringJobs(folder, input);
    return async (): Promise<Run> => {
      const { ms, output } = await score();
      return { amount: ms, answer: await summaryOfScores([output]) };
    };
  },
  async preparePeer(folder) {
    const score = await peerJobs(folder);
    return async (): Promise<Run> => {
      const { ms, outputs } = await score();
      return { amount: ms, answer: await summaryOfScores(outputs) };
    };
  },
};
