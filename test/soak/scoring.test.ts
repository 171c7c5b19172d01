import { createRandom } from 'mle-kit';
import { noRedis } from 'mle-kit/scoring';
import { beforeEach, describe, expect, it } from 'vitest';
import { scoreThroughFaults } from '../faults/scoring.js';

const MINUTE = 60_000;
const shares = (times: number) => Array.from({ length: times }, (_, i) => (i + 1) / (times + 1));

describe('scoring by a queue survives', () => {
  beforeEach((context) => {
    const reason = noRedis();
    if (reason !== undefined) context.skip(reason);
  });

  it(
    '600 shards with a worker killed 20 times, another in its place',
    async () => {
      const random = createRandom(6);
      const report = await scoreThroughFaults(600, 500, shares(20), async ({ workers, add }) => {
        const alive = workers.filter(({ child }) => child.signalCode === null);
        const victim = alive[random.integer(0, alive.length)]!;
        await victim.kill();
        await add().ready;
      });
      expect(report.rows).toBe(300_000);
    },
    30 * MINUTE,
  );

  it(
    '600 shards with Redis killed 10 times, each time back without what it held',
    async () => {
      await scoreThroughFaults(600, 500, shares(10), async ({ redis }) => {
        await redis.kill();
        await redis.start();
      });
    },
    30 * MINUTE,
  );
});
