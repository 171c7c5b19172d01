import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much may lie about before all is looked through. */
const MOST_BYTES = 12e6;

let collect: ((how?: { readonly type: 'minor' }) => void) | undefined;
let kept = 0;

/**
 * Frees the arrays of a shard that is done, so that a long file takes no more memory than a short one.
 *
 * V8 looks for what is free when its own heap has grown. Arrays of numbers and the database's chunks lie
 * beside it and hardly count there: those of a good dozen of shards would be in memory at once.
 */
export function freeArrays(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as NonNullable<typeof collect>;
  }
  collect({ type: 'minor' });
  if (process.memoryUsage().arrayBuffers - kept < MOST_BYTES) return;
  collect();
  kept = process.memoryUsage().arrayBuffers;
}
