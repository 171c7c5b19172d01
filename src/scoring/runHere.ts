import type { ModelBundle } from '../registry/index.js';
import type { ScoreSettings } from './scoreOptions.js';
import { scoreTableOf } from './scoreTableOf.js';
import { attempt, type ShardRunner } from './shardRunner.js';
import type { ShardStore } from './shardStore.js';

/** Computes in this thread, one shard after the other. */
export function runHere(
  bundle: ModelBundle,
  store: ShardStore,
  { keepInShards, attempts }: ScoreSettings,
): ShardRunner {
  return {
    width: 1,
    run: ({ shard, table }) =>
      attempt(attempts, async () =>
        store.write(shard, await scoreTableOf(bundle, table, keepInShards)),
      ),
    close: async () => {},
  };
}
