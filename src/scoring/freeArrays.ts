import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So many bytes more than after the last look at everything may lie about before there is another. */
const MOST_BYTES = 12e6;

let collect: ((how?: { readonly type: 'minor' }) => void) | undefined;
let first: number | undefined;

/**
 * Frees the arrays of shards that are done, so that a long file takes no more memory than a short one: to be called
 * once a shard, when nothing holds the last one's any more.
 *
 * V8 looks for what is free when its own heap has grown. Arrays of numbers and the database's chunks lie
 * beside it and hardly count there: those of a good dozen of shards would be in memory at once.
 *
 * What is there is counted before the young ones are freed: they go in the background, and still count for a while.
 */
export function freeArrays(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as NonNullable<typeof collect>;
  }
  const bytes = process.memoryUsage().arrayBuffers;
  first ??= bytes;
  if (bytes - first < MOST_BYTES) collect({ type: 'minor' });
  else {
    collect();
    first = undefined;
  }
}
