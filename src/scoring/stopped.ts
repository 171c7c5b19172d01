import { MlError } from '../core/index.js';

/** Ends the work when the signal says so. @throws MlError ABORTED */
export function throwIfStopped(where: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw stopped(where);
}

/** What a stopped job says. */
export function stopped(where: string): MlError {
  return new MlError(
    'ABORTED',
    `${where}: stopped from outside. The shards that are done are kept; the same call goes on from there.`,
  );
}
