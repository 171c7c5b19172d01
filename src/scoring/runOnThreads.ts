import type { ModelBundle } from '../registry/index.js';
import type { ScoreSettings } from './scoreOptions.js';
import { sendColumns } from './sentColumns.js';
import { attempt, type ShardRunner } from './shardRunner.js';
import type { ShardRecord, ShardStore } from './shardStore.js';
import { startOf } from './sourceLoader.js';
import { storeBundle } from './storedBundle.js';
import type { ThreadData, ThreadTask } from './threadTask.js';

/** Computes on so many threads; this one reads ahead by one shard. */
export async function runOnThreads(
  bundle: ModelBundle,
  store: ShardStore,
  { keepInShards, attempts, workers }: ScoreSettings,
): Promise<ShardRunner> {
  const { Piscina } = await import('piscina');
  const { filename, execArgv } = startOf('threadTask');
  const data: ThreadData = {
    stored: storeBundle(bundle),
    folder: store.folder,
    outputFormat: store.outputFormat,
    keep: keepInShards,
  };
  const pool = new Piscina({
    filename,
    execArgv: [...execArgv],
    minThreads: workers,
    maxThreads: workers,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    workerData: data,
  });
  return {
    width: workers + 1,
    run: ({ shard, table }) => {
      return attempt(attempts, () => {
        const { sent, transfer } = sendColumns(table); // anew each time: what was handed over is gone
        const task: ThreadTask = { shard, columns: sent };
        return pool.run(task, { transferList: [...transfer] }) as Promise<ShardRecord>;
      });
    },
    close: () => pool.destroy(),
  };
}

/**
 * For new objects. Threads work on arrays, which lie beside V8's heap: of objects there are few, and the 48 MB that V8
 * would take for them would be filled before it looks for what is free.
 */
const YOUNG_MEGABYTES = 6;
