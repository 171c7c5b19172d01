import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Queue } from 'bullmq';
import type { ModelBundle } from '../registry/index.js';
import { connectRedis, type RedisLink, redisGone } from './connectRedis.js';
import type { ScoreSettings } from './scoreOptions.js';
import type { ShardOutcome, ShardRunner } from './shardRunner.js';
import { hashText, type ShardStore } from './shardStore.js';
import { type QueuedShard, removeSpooled, spoolBundle, spoolShard } from './spooledJob.js';
import { throwIfStopped } from './stopped.js';
import { hashBundle, storeBundle } from './storedBundle.js';

/** Shards that wait or are computed at once: so many may lie on the disk beside the output. */
const WIDTH = 64;
const LOOK_MS = 100;
const ASK_MS = 1000;

type ShardQueue = Queue<QueuedShard>;

/**
 * Has shards computed by whoever runs a worker on the queue.
 *
 * A shard is done when its record is on the disk, whatever Redis says; Redis is asked only which ones
 * failed or were forgotten. So a Redis that restarts, even empty, costs no more than a shard's time.
 *
 * @throws MlError REQUEST_FAILED
 */
export async function runOnQueue(
  where: string,
  bundle: ModelBundle,
  store: ShardStore,
  settings: ScoreSettings & { readonly queue: NonNullable<ScoreSettings['queue']> },
): Promise<ShardRunner> {
  const { keepInShards, attempts, signal } = settings;
  const { url, name, patienceMs } = settings.queue;
  const link = await connectRedis(where, url);
  const { Queue } = await import('bullmq');
  const queue: ShardQueue = new Queue(name, { connection: link.redis });
  queue.on('error', () => {}); // the link tells what matters: whether Redis is away too long
  const { folder, outputFormat } = store;
  const stored = storeBundle(bundle);
  const modelSha256 = hashBundle(stored);
  await spoolBundle(folder, stored);
  const job = hashText(`${folder}\n${modelSha256}`).slice(0, 16);
  const open = new Set<string>();

  const submit = async (shard: number, jobId: string): Promise<void> => {
    const before = await queue.getJob(jobId);
    if ((await before?.getState()) === 'failed') await before?.remove(); // of an earlier run
    await queue.add(
      'shard',
      { folder, shard, outputFormat, keep: keepInShards, modelSha256 },
      {
        jobId,
        attempts,
        backoff: { type: 'fixed', delay: 200 },
        removeOnComplete: true,
        removeOnFail: { age: 7 * 24 * 3600 },
      },
    );
  };

  const wait = async (shard: number, jobId: string): Promise<ShardOutcome> => {
    let asked = performance.now();
    for (;;) {
      throwIfStopped(where, signal);
      const record = await store.done(shard);
      if (record !== undefined) return { record };
      if (link.awayMs() > patienceMs) throw redisGone(where, url);
      if (link.awayMs() === 0 && performance.now() - asked > ASK_MS) {
        asked = performance.now();
        const found = await soon(fateOf(queue, jobId));
        if (found === 'forgotten' && (await store.done(shard)) === undefined) {
          await soon(submit(shard, jobId));
        } else if (found !== undefined && found !== 'forgotten' && found !== 'open') {
          return { error: found.failedReason, attempts: found.attemptsMade };
        }
      }
      await sleep(LOOK_MS, undefined, signal ? { signal } : {}).catch(() => {});
    }
  };

  return {
    width: WIDTH,
    run: async ({ shard, table }) => {
      throwIfStopped(where, signal);
      const jobId = `${job}-${shard}`;
      await spoolShard(folder, shard, table);
      open.add(jobId);
      await soon(submit(shard, jobId)); // where Redis is away: `wait` submits what it does not know
      const outcome = await wait(shard, jobId);
      open.delete(jobId);
      if ('record' in outcome) await removeSpooled(folder, shard);
      return outcome;
    },
    close: () => withdraw(queue, link, open),
  };
}

/** What Redis says of a shard: waiting or computed, failed at every attempt, or nothing. */
async function fateOf(
  queue: ShardQueue,
  jobId: string,
): Promise<'open' | 'forgotten' | Job<QueuedShard>> {
  const job = await queue.getJob(jobId);
  if (job === undefined) return 'forgotten';
  return (await job.getState()) === 'failed' ? job : 'open';
}

/** The answer, if it comes soon: a command to a Redis that just went away waits until it is back. */
function soon<T>(answer: Promise<T>): Promise<T | undefined> {
  return Promise.race([answer.catch(() => undefined), sleep(2000, undefined, { ref: false })]);
}

/** Takes back what no worker has begun, so that a stopped job leaves no work behind. */
async function withdraw(
  queue: ShardQueue,
  link: RedisLink,
  open: ReadonlySet<string>,
): Promise<void> {
  const remove = async (jobId: string): Promise<void> => {
    await (await queue.getJob(jobId))?.remove();
  };
  if (link.awayMs() === 0) await soon(Promise.allSettled([...open].map(remove)));
  await soon(queue.close());
  link.close();
}
