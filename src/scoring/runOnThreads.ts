import type { ModelBundle } from '../registry/index.js';
import type { ScoreSettings } from './scoreOptions.js';
import { sendColumns } from './sentColumns.js';
import { messageOf, type ShardOutcome, type ShardRunner } from './shardRunner.js';
import type { ShardStore } from './shardStore.js';
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
      const { sent, transfer } = sendColumns(table);
      const task: ThreadTask = { shard, columns: sent, attempts };
      const outcome = pool.run(task, { transferList: [...transfer] }) as Promise<ShardOutcome>;
      // What it throws itself it tells. A thread that dies takes the rows along.
      return outcome.catch((cause: unknown) => ({ error: messageOf(cause), attempts: 1 }));
    },
    close: () => pool.destroy(),
  };
}

/**
 * For new objects. Threads work on arrays, which lie beside V8's heap: of objects there are few, and the 48 MB that V8
 * would take for them would be filled before it looks for what is free.
 */
const YOUNG_MEGABYTES = 6;
