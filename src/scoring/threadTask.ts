import { workerData } from 'node:worker_threads';
import type { ModelBundle } from '../registry/index.js';
import { freeArrays } from './freeArrays.js';
import type { ScoreFormat } from './scoreOptions.js';
import { scoreTableOf } from './scoreTableOf.js';
import { receiveColumns, type SentColumn } from './sentColumns.js';
import { type ShardRecord, ShardStore } from './shardStore.js';
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
}

let bundle: Promise<ModelBundle> | undefined;

/** Computes a shard on a thread of its own: what `runOnThreads` starts. */
export default async function threadTask({ shard, columns }: ThreadTask): Promise<ShardRecord> {
  freeArrays(); // of the shard before: while a shard is worked on, what holds its arrays is not gone
  const { stored, folder, outputFormat, keep } = workerData as ThreadData;
  bundle ??= restoreBundle(stored);
  const scored = await scoreTableOf(await bundle, receiveColumns(columns), keep);
  return new ShardStore(folder, outputFormat).write(shard, scored);
}
