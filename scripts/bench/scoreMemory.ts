import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Benchmark, Run, Work } from './benchmark.js';
import { flightsToScore } from './flightScores.js';

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

/** In a process of its own, as a peak never falls again. */
function peakOfScoring(folder: string, input: string): Work {
  return () =>
    new Promise<Run>((resolve, reject) => {
      const child = fork(join(import.meta.dirname, 'scorePeak.ts'), [folder, input]);
      child.once('message', (run) => resolve(run as Run));
      child.once('error', reject);
      child.once('exit', (code) => {
        if (code !== 0) reject(new Error(`bench: scoring ${input} ended with exit code ${code}.`));
      });
    });
}
