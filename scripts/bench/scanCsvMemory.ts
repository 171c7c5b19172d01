import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Benchmark, Run } from './benchmark.js';
import { tenMixedCsv } from './mixedCsv.js';

export const benchmark: Benchmark = {
  title: 'peak memory of scanning a CSV of 430 MB',
  peer: 'scanning one of 43 MB',
  unit: 'MB',
  atMost: 1.1,
  threads: 2,
  tolerance: 1e-9,
  async prepare(folder) {
    const path = await tenMixedCsv(folder);
    return () => peakOfScan(path);
  },
  preparePeer(folder) {
    return () => peakOfScan(join(folder, 'data.csv'));
  },
};

/** In a process of its own, as a peak never falls again. */
function peakOfScan(path: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'scanCsvPeak.ts'), [path]);
    child.once('message', (run) => resolve(run as Run));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`bench: scanning ${path} ended with exit code ${code}.`));
    });
  });
}
