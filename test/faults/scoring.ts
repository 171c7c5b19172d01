import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCsv, Table, writeParquet } from 'mle-kit';
import {
  type OwnRedis,
  type ScoreOptions,
  type ScoreReport,
  scoreTable,
  startRedis,
  verifyScores,
} from 'mle-kit/scoring';
import { expect } from 'vitest';
import { rainBundle } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';

const script = join(dirname(fileURLToPath(import.meta.url)), 'scoringWorker.ts');
const LOCK_MS = 1500;

interface Worker {
  readonly child: ChildProcess;
  readonly ready: Promise<unknown>;
  kill(): Promise<void>;
}

function startWorker(url: string): Worker {
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', import.meta.resolve('tsx'), script, url, `${LOCK_MS}`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  return {
    child,
    ready: once(child.stdout!, 'data'),
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await ended;
      }
    },
  };
}

/** What a fault is given: Redis, and the workers, to which it may add. */
export interface Scene {
  readonly redis: OwnRedis;
  readonly workers: Worker[];
  add(): Worker;
}

/**
 * Scores `shards` shards by two workers on a queue, brings a fault in when the shares of the work are done,
 * and compares the output byte by byte with what is computed here.
 */
export async function scoreThroughFaults(
  shards: number,
  shardRows: number,
  at: readonly number[],
  fault: (scene: Scene, time: number) => Promise<void>,
): Promise<ScoreReport> {
  const folder = newFolder();
  const rows = shards * shardRows;
  const input = join(folder, 'input.parquet');
  const table = Table.from({
    id: Array.from({ length: rows }, (_, i) => i),
    wind: Array.from({ length: rows }, (_, i) => (i % 97 === 0 ? Number.NaN : (i * 13) % 31)),
  });
  await writeParquet(table, input);
  const redis = await startRedis();
  const workers: Worker[] = [];
  const add = (): Worker => {
    const worker = startWorker(redis.url);
    workers.push(worker);
    return worker;
  };
  const scene: Scene = { redis, workers, add };
  try {
    await Promise.all([add().ready, add().ready]);
    const [output, here] = [join(folder, 'queue.csv'), join(folder, 'here.csv')];
    let faults: Promise<void> = Promise.resolve();
    let times = 0;
    const options: ScoreOptions = {
      shardRows,
      queue: { url: redis.url },
      progress: {
        start() {},
        advance: (done) => {
          while (times < at.length && done >= at[times]! * rows) {
            const time = times++;
            faults = faults.then(() => fault(scene, time));
          }
        },
        finish() {},
      },
    };
    const report = await scoreTable(rainBundle(), input, output, options);
    await faults;
    expect(times, 'every fault came').toBe(at.length);
    await scoreTable(rainBundle(), input, here, { shardRows });
    expect(readFileSync(output, 'utf8') === readFileSync(here, 'utf8'), 'the same bytes').toBe(
      true,
    );
    expect((await readCsv(output, { columns: { id: 'number' } })).number('id')).toEqual(
      table.number('id'),
    );
    expect((await verifyScores(output)).output.rows).toBe(rows);
    expect(report.shards).toBe(shards);
    return report;
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()));
    await redis.remove();
  }
}
