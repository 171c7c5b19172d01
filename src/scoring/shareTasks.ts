import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { assertKnownOptions, MlError } from '../core/index.js';
import type { RunTasks, TaskResult } from '../evaluation/index.js';
import { connectRedis, redisGone } from './connectRedis.js';
import { type QueueOptions, resolveQueue } from './scoreOptions.js';
import { messageOf } from './shardRunner.js';
import { hashText } from './shardStore.js';
import { stopped } from './stopped.js';

/** How tasks are shared. */
export interface ShareOptions {
  /** The queue: its `url`, and its `name` where it has another one. */
  readonly queue: QueueOptions;
  /** Tells one search from another on the same candidates: name the data, `'weather 2015'`. */
  readonly search: string;
  /** After so long without a sign of life another process takes a task. Default 30 seconds. */
  readonly lockMs?: number;
  readonly signal?: AbortSignal;
}

/** How long a finished task is remembered, for processes that come late. */
const KEEP_SECONDS = 24 * 3600;

/**
 * The `run` of `randomSearch` and `gridSearch` that shares the tasks with every other process that calls the
 * same search: each computes tasks until none is left, and all get all results.
 *
 * No code and no data travel, only the numbers of tasks and their scores; so run the same program, with the
 * same seed, on each machine. A process that is killed costs the time of its task.
 *
 * @throws MlError INVALID_ARGUMENT; and from the search REQUEST_FAILED | ABORTED, or INCOMPLETE when a task
 *   failed at three attempts.
 *
 * @example typeof shareTasks({ queue: { url: 'redis://127.0.0.1:6379' }, search: 'weather 2015' }); // 'function'
 */
export function shareTasks(options: ShareOptions): RunTasks {
  const where = 'shareTasks';
  assertKnownOptions(where, options, ['queue', 'search', 'lockMs', 'signal']);
  const { url, name, patienceMs } = resolveQueue(where, options.queue);
  const { search, lockMs = 30_000, signal } = options;
  return async (tasks) => {
    const described = tasks.map(({ candidate, fold, parameters }) => [candidate, fold, parameters]);
    const job = hashText(JSON.stringify([search, described])).slice(0, 16);
    const link = await connectRedis(where, url);
    const { Queue, Worker } = await import('bullmq');
    // A queue of its own: another search, or a scoring job, must not get these tasks.
    const place = { connection: link.redis, prefix: `{${name}-search-${job}}` };
    const queue = new Queue<{ i: number }, TaskResult>('tasks', place);
    const worker = new Worker<{ i: number }, TaskResult>(
      'tasks',
      ({ data }: Job<{ i: number }, TaskResult>) => tasks[data.i]!.run(),
      {
        ...place,
        lockDuration: lockMs,
        stalledInterval: Math.ceil(lockMs / 2),
        maxStalledCount: 3,
      },
    );
    queue.on('error', () => {}); // both connect again by themselves
    worker.on('error', () => {});
    const results: (TaskResult | undefined)[] = tasks.map(() => undefined);

    /** Adds what Redis does not know, and takes what is done. */
    const look = async (i: number): Promise<void> => {
      const found = await queue.getJob(`task-${i}`);
      if (found === undefined) {
        await queue.add(
          'task',
          { i },
          {
            jobId: `task-${i}`,
            attempts: 3,
            removeOnComplete: { age: KEEP_SECONDS },
            removeOnFail: { age: KEEP_SECONDS },
          },
        );
        return;
      }
      if (found.returnvalue) results[i] = found.returnvalue;
      else if ((await found.getState()) === 'failed') {
        await found.remove(); // so that the next call tries it again
        throw new MlError(
          'INCOMPLETE',
          `${where}: task ${i} (candidate ${tasks[i]!.candidate}, fold ${tasks[i]!.fold}) failed at every attempt: ${found.failedReason}`,
        );
      }
    };

    try {
      for (;;) {
        if (signal?.aborted) throw stopped(where);
        if (link.awayMs() > patienceMs) throw redisGone(where, url);
        const open = results.flatMap((result, i) => (result === undefined ? [i] : []));
        if (open.length === 0) return results as TaskResult[];
        for (const i of open) {
          if (link.awayMs() > 0) break;
          await withinSeconds(look(i));
        }
        await sleep(100);
      }
    } finally {
      await withinSeconds(worker.close()).catch(() => {});
      await withinSeconds(queue.close()).catch(() => {});
      link.close();
    }
  };
}

/** A command to a Redis that just went away waits until it is back; we look again instead. */
function withinSeconds(work: Promise<void>): Promise<void> {
  const answered = work.catch((cause: unknown) => {
    if (cause instanceof MlError) throw cause;
    if (!/closed|connect/i.test(messageOf(cause))) throw cause;
  });
  return Promise.race([answered, sleep(5000, undefined, { ref: false })]);
}
