import { Matrix, Ridge, type RunTasks, randomSearch, type SearchTask } from 'mle-kit';
import { noRedis, type OwnRedis, shareTasks, startRedis } from 'mle-kit/scoring';
import { beforeEach, describe, expect, it } from 'vitest';

const data = {
  X: Matrix.from(Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5])),
  y: Array.from({ length: 20 }, (_, i) => 2 * i + ((i * 3) % 4)),
};

/** The same search in as many processes as one likes; what it computed itself is counted. */
function search(run: RunTasks, own: number[], fail = false) {
  const counted: RunTasks = (tasks) =>
    run(
      tasks.map(
        (task, i): SearchTask => ({
          ...task,
          run: () => {
            own.push(i);
            if (fail && i === 3) throw new Error('broken cog');
            return task.run();
          },
        }),
      ),
    );
  return randomSearch(
    (p: { alpha: number }) => new Ridge(p),
    { alpha: (r) => 10 ** r.uniform(-3, 3) },
    data,
    { metric: 'meanSquaredError', folds: 3, candidates: 6, seed: 7, run: counted },
  );
}

describe('shareTasks', () => {
  beforeEach((context) => {
    const reason = noRedis();
    if (reason !== undefined) context.skip(reason);
  });
  const withRedis = async (work: (redis: OwnRedis) => Promise<void>): Promise<void> => {
    const redis = await startRedis();
    try {
      await work(redis);
    } finally {
      await redis.remove();
    }
  };

  it(
    'computes each task once in all, and gives all results to each',
    () =>
      withRedis(async ({ url }) => {
        const alone = await randomSearch(
          (p: { alpha: number }) => new Ridge(p),
          { alpha: (r) => 10 ** r.uniform(-3, 3) },
          data,
          { metric: 'meanSquaredError', folds: 3, candidates: 6, seed: 7 },
        );
        const share = () => shareTasks({ queue: { url }, search: 'one' });
        const own: number[][] = [[], []];
        const both = await Promise.all([search(share(), own[0]!), search(share(), own[1]!)]);
        for (const { candidates } of both) expect(candidates).toEqual(alone.candidates);
        expect(own.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, i) => i));
        const late: number[] = [];
        expect((await search(share(), late)).candidates).toEqual(alone.candidates);
        expect(late).toEqual([]); // all was there
      }),
    60_000,
  );

  it(
    'names a task that fails at every attempt',
    () =>
      withRedis(async ({ url }) => {
        const run = shareTasks({ queue: { url }, search: 'two' });
        await expect(search(run, [], true)).rejects.toThrow(
          /task 3 \(candidate 1, fold 0\) failed at every attempt: broken cog.*INCOMPLETE/,
        );
      }),
    60_000,
  );
});
