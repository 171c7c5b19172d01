import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { assertInteger, assertKnownOptions } from '../core/index.js';
import type { ModelBundle } from '../registry/index.js';
import { connectRedis, type RedisLink } from './connectRedis.js';
import { type QueueOptions, resolveQueue } from './scoreOptions.js';
import { scoreTableOf } from './scoreTableOf.js';
import { messageOf } from './shardRunner.js';
import { type ShardRecord, ShardStore } from './shardStore.js';
import { openSpooledBundle, type QueuedShard, readSpooled } from './spooledJob.js';

/** A worker that is to end waits so long for a Redis that is away. */
const GIVE_UP_MS = 2000;

/** What a worker tells of a shard. */
export interface WorkerEvent {
  /** The folder of the job. */
  readonly folder: string;
  readonly shard: number;
  /** 0 where it failed. */
  readonly rows: number;
  /** Null where it is done. */
  readonly error: string | null;
}

/** How a worker works. */
export interface ScoringWorkerOptions {
  /** The queue: its `url`, and its `name` where it has another one. */
  readonly queue: QueueOptions;
  /** After so long without a sign of life another worker takes its shard. Default 30 seconds. */
  readonly lockMs?: number;
  /** Told of each shard. Default: nobody. */
  readonly onShard?: (event: WorkerEvent) => void;
}

/** A worker that waits for shards. */
export interface ScoringWorker {
  /**
   * Ends the shard at hand, and takes no more. Without Redis nobody can be told that it is done, but it is
   * written: whoever gets it next finds it.
   */
  close(): Promise<void>;
}

/**
 * Computes the shards of every job on a queue, until it is closed: one at a time, so start one for
 * each core. It reads and writes in the folder of the job, which must have the same path on its
 * machine as on the one that called `scoreTable`; whoever may write to the queue may have it write
 * there, so keep Redis to yourself.
 *
 * A worker that is killed costs the time of its shard: after `lockMs` another one has it.
 *
 * @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE; REQUEST_FAILED when Redis does not answer.
 *
 * @example await startScoringWorker({ queue: { url: 'http://localhost' } }).catch((error) => error.code); // 'INVALID_ARGUMENT'
 */
export async function startScoringWorker(options: ScoringWorkerOptions): Promise<ScoringWorker> {
  const where = 'startScoringWorker';
  assertKnownOptions(where, options, ['queue', 'lockMs', 'onShard']);
  const { url, name } = resolveQueue(where, options.queue);
  const { lockMs = 30_000, onShard = () => {} } = options;
  assertInteger(where, 'lockMs', lockMs, 100);
  const link = await connectRedis(where, url);
  const { Worker } = await import('bullmq');
  const compute = computer();
  let atHand: Promise<unknown> = Promise.resolve();
  const worker = new Worker<QueuedShard, ShardRecord>(
    name,
    async ({ data }: Job<QueuedShard>) => {
      const { folder, shard } = data;
      try {
        const computing = compute(data);
        atHand = computing.catch(() => {});
        const record = await computing;
        onShard({ folder, shard, rows: record.rows, error: null });
        return record;
      } catch (cause) {
        onShard({ folder, shard, rows: 0, error: messageOf(cause) });
        throw cause;
      }
    },
    {
      connection: link.redis,
      concurrency: 1,
      lockDuration: lockMs,
      stalledInterval: Math.ceil(lockMs / 2),
      maxStalledCount: 3, // a shard that kills its workers is a failed one
    },
  );
  worker.on('error', () => {}); // it connects again by itself
  return {
    close: async () => {
      const closed = worker.close();
      closed.catch(() => {}); // awaited here, or given up
      await Promise.race([closed, goneFor(link, GIVE_UP_MS).then(() => atHand)]);
      link.close();
    },
  };
}

/** Resolves when Redis has been away for so long; never while it is there. */
async function goneFor(link: RedisLink, ms: number): Promise<void> {
  while (link.awayMs() < ms) await sleep(50, undefined, { ref: false });
}

/** Computes shards; the model of the last job stays open. */
function computer(): (data: QueuedShard) => Promise<ShardRecord> {
  let open: { readonly key: string; readonly bundle: ModelBundle } | undefined;
  return async (data) => {
    const { folder, shard, outputFormat, keep, modelSha256 } = data;
    const store = new ShardStore(folder, outputFormat);
    const before = await store.done(shard);
    if (before !== undefined) return before; // given out twice
    try {
      const key = `${modelSha256} ${folder}`;
      if (open?.key !== key) {
        open?.bundle.dispose();
        open = undefined;
        open = { key, bundle: await openSpooledBundle(data) };
      }
      const scored = await scoreTableOf(open.bundle, await readSpooled(data), keep);
      return await store.write(shard, scored);
    } catch (cause) {
      const meanwhile = await store.done(shard); // another worker was faster
      if (meanwhile !== undefined) return meanwhile;
      throw cause;
    }
  };
}
