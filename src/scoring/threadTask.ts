import { workerData } from 'node:worker_threads';
import type { ModelBundle } from '../registry/index.js';
import { freeArrays } from './freeArrays.js';
import type { ScoreFormat } from './scoreOptions.js';
import { scoreTableOf } from './scoreTableOf.js';
import { receiveColumns, type SentColumn } from './sentColumns.js';
import { attempt, type ShardOutcome } from './shardRunner.js';
import { ShardStore } from './shardStore.js';
import { restoreBundle, type StoredBundle } from './storedBundle.js';

/** What each thread of a job knows. */
export interface ThreadData {
  readonly stored: StoredBundle;
  readonly folder: string;
  readonly outputFormat: ScoreFormat;
  readonly keep: readonly string[] | null;
}

/** What a thread is told of a shard. */
export interface ThreadTask {
  readonly shard: number;
  readonly columns: readonly SentColumn[];
  readonly attempts: number;
}

let bundle: Promise<ModelBundle> | undefined;

/** Computes a shard on a thread of its own: what `runOnThreads` starts. */
export default async function threadTask(task: ThreadTask): Promise<ShardOutcome> {
  freeArrays(); // of the shard before: until it had ended, something held them
  const { shard, columns, attempts } = task;
  const { stored, folder, outputFormat, keep } = workerData as ThreadData;
  bundle ??= restoreBundle(stored);
  const [model, table] = [await bundle, receiveColumns(columns)];
  const store = new ShardStore(folder, outputFormat);
  return attempt(attempts, async () => store.write(shard, await scoreTableOf(model, table, keep)));
}
