import { MlError } from '../core/index.js';
import type { ModelBundle } from '../registry/index.js';
import { checkColumns } from './checkColumns.js';
import { freeArrays } from './freeArrays.js';
import { scanInput } from './scanInput.js';
import type { ScoreSettings } from './scoreOptions.js';
import type { ScoreProgress } from './scoreProgress.js';
import type { ShardRunner, ShardTask } from './shardRunner.js';
import {
  type DeadLetter,
  deadLetterError,
  type ShardRecord,
  type ShardStore,
} from './shardStore.js';
import { throwIfStopped } from './stopped.js';

/** What has been done of a job. */
export interface ScoredShards {
  /** In order. */
  readonly records: readonly ShardRecord[];
  /** How many an earlier run had done. */
  readonly resumed: number;
}

/**
 * Goes through the input and has each shard computed that is not done yet; at most `runner.width` of
 * them are in memory.
 *
 * @throws MlError EMPTY | WRONG_COLUMNS | ABORTED; INCOMPLETE, when shards failed, after all others are done.
 */
export async function scoreShards(
  where: string,
  bundle: ModelBundle,
  settings: ScoreSettings,
  store: ShardStore,
  runner: ShardRunner,
  progress: ScoreProgress,
): Promise<ScoredShards> {
  const records: ShardRecord[] = [];
  const dead: DeadLetter[] = [];
  const running = new Set<Promise<void>>();
  let [shard, start, resumed] = [0, 0, 0];
  let ended: unknown;

  const work = async (task: ShardTask): Promise<void> => {
    const rows = task.table.rowCount;
    const outcome = await runner.run(task);
    if ('record' in outcome) {
      records[task.shard] = outcome.record;
      progress.add(rows);
    } else dead.push({ shard: task.shard, start: task.start, rows, ...outcome });
  };

  try {
    for await (const table of scanInput(bundle, settings)) {
      throwIfStopped(where, settings.signal);
      if (shard === 0 && settings.inputFormat === 'csv') {
        checkColumns(where, bundle, table.columns, settings); // of Parquet they are known before
      }
      const done = await finished(store, shard, table.rowCount);
      if (done) {
        records[shard] = done;
        resumed++;
        progress.skip(table.rowCount);
      } else {
        const running1 = work({ shard, start, table }).catch((cause: unknown) => {
          ended ??= cause;
        });
        running.add(running1);
        running1.finally(() => running.delete(running1));
        while (running.size >= runner.width) await Promise.race(running);
      }
      freeArrays();
      if (ended !== undefined) throw ended;
      start += table.rowCount;
      shard++;
    }
  } finally {
    await Promise.all(running); // none rejects; what is begun is written whole
  }
  if (ended !== undefined) throw ended;
  throwIfStopped(where, settings.signal);
  if (shard === 0) {
    throw new MlError(
      'EMPTY',
      `${where}: ${settings.input} has no rows, so there is nothing to score.`,
    );
  }
  if (dead.length === 0) return { records, resumed };
  dead.sort((a, b) => a.shard - b.shard);
  throw deadLetterError(where, dead, shard, await store.bury(dead));
}

/** The record of a shard that an earlier run did, unless its file was harmed since. */
async function finished(
  store: ShardStore,
  shard: number,
  rows: number,
): Promise<ShardRecord | undefined> {
  const record = await store.done(shard);
  if (record === undefined) return undefined;
  if (record.rows === rows && (await store.sound(record))) return record;
  await store.forget(shard);
  return undefined;
}
