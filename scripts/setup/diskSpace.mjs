import { statfsSync } from 'node:fs';
import { AGAIN } from './diagnose.mjs';
import { SetupFault } from './fault.mjs';

/** Megabytes that this user may still write in the folder's file system. */
export function freeMegabytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((Number(bavail) * Number(bsize)) / 1e6);
}

/** Refuses to begin what cannot be finished. */
export function assertSpace(needed, free) {
  if (free >= needed) return;
  throw new SetupFault(
    `The disk has ${inGigabytes(free)} left; what is missing here needs about ${inGigabytes(needed)}.`,
    `df -h .   (shows how full it is; free some space), then ${AGAIN}`,
  );
}

export function inGigabytes(megabytes) {
  return `${(megabytes / 1000).toFixed(1)} GB`;
}
