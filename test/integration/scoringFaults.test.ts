import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Table, writeCsv } from 'mle-kit';
import {
  noRedis,
  scoreTable,
  startRedis,
  startScoringWorker,
  type WorkerEvent,
} from 'mle-kit/scoring';
import { beforeEach, describe, expect, it } from 'vitest';
import { scoreThroughFaults } from '../faults/scoring.js';
import { newFolder } from '../unit/registry/newFolder.js';
import { strictBundle } from '../unit/scoring/strictBundle.js';

/** The full numbers are those of `npm run test:soak`. */
describe('scoring by a queue survives, in short', () => {
  beforeEach((context) => {
    const reason = noRedis();
    if (reason !== undefined) context.skip(reason);
  });

  it('one of two workers killed in the middle: no row lost, none twice', async () => {
    await scoreThroughFaults(40, 500, [0.3], ({ workers }) => workers[0]!.kill());
  }, 120_000);

  it('Redis killed in the middle, and back without what it held', async () => {
    await scoreThroughFaults(40, 500, [0.4], async ({ redis }) => {
      await redis.kill();
      await redis.start();
    });
  }, 120_000);

  it('a shard that always fails: it is on the dead-letter list, and the others are done', async () => {
    const folder = newFolder();
    const [input, output] = [join(folder, 'in.csv'), join(folder, 'out.csv')];
    const winds = (bad: number) =>
      Table.from({ wind: Array.from({ length: 60 }, (_, i) => (i === bad ? Number.NaN : i % 9)) });
    await writeCsv(winds(25), input);
    const redis = await startRedis();
    const events: WorkerEvent[] = [];
    const queue = { url: redis.url, name: 'own' };
    const worker = await startScoringWorker({ queue, onShard: (event) => events.push(event) });
    try {
      const options = { shardRows: 10, queue };
      const failing = scoreTable(strictBundle(), input, output, options);
      await expect(failing).rejects.toThrow(
        /1 of 6 shards failed.*dead-letters\.json:\n {2}shard 2 \(rows 20 to 29\): .*MISSING_VALUE[\s\S]*INCOMPLETE/,
      );
      expect(existsSync(output)).toBe(false);
      expect(events.filter(({ error }) => error !== null).map(({ shard }) => shard)).toEqual([
        2, 2, 2,
      ]);
      // It is tried again by the same call, and the others are not.
      await expect(scoreTable(strictBundle(), input, output, options)).rejects.toThrow('1 of 6');
      expect(events.length).toBe(5 + 3 + 3);
      const letters = JSON.parse(
        readFileSync(join(`${output}.parts`, 'dead-letters.json'), 'utf8'),
      );
      expect(letters).toMatchObject([{ shard: 2, attempts: 3 }]);
      await writeCsv(winds(-1), input);
      expect((await scoreTable(strictBundle(), input, output, options)).rows).toBe(60);
    } finally {
      await worker.close();
      await redis.remove();
    }
  }, 60_000);

  it('being stopped while nobody works: nothing is left half-written, and the next call ends it', async () => {
    const folder = newFolder();
    const [input, output] = [join(folder, 'in.csv'), join(folder, 'out.csv')];
    await writeCsv(Table.from({ wind: Array.from({ length: 40 }, (_, i) => i % 9) }), input);
    const redis = await startRedis();
    try {
      const queue = { url: redis.url };
      const signal = AbortSignal.timeout(1500);
      await expect(
        scoreTable(strictBundle(), input, output, { shardRows: 10, queue, signal }),
      ).rejects.toThrow('ABORTED');
      expect(existsSync(output)).toBe(false);
      expect((await scoreTable(strictBundle(), input, output, { shardRows: 10 })).rows).toBe(40);
      await redis.kill();
      await expect(scoreTable(strictBundle(), input, output, { queue })).rejects.toThrow(
        'REQUEST_FAILED',
      );
    } finally {
      await redis.remove();
    }
  }, 60_000);
});
