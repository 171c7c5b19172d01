import type { Benchmark, Run, Work } from './benchmark.js';
import { flightsToScore, scoringJobs, summaryOfScores } from './flightScores.js';

export const benchmark: Benchmark = {
  title: 'peak memory of scoring 3,000,000 flights, two workers',
  peer: 'scoring 600,000 of them',
  unit: 'MB',
  atMost: 1.1,
  threads: 2,
  tolerance: 0.05, // the mean of the first flights is nearly that of all
  prepare: async (folder) => peakOfScoring(folder, await flightsToScore(folder)),
  preparePeer: async (folder) => peakOfScoring(folder, await flightsToScore(folder, 600_000)),
};

async function peakOfScoring(folder: string, input: string): Promise<Work> {
  const score = await scoringJobs(folder, input);
  return async (): Promise<Run> => {
    const { megabytes, output } = await score();
    const [, mean] = await summaryOfScores([output]);
    return { amount: megabytes, answer: [mean!] };
  };
}
