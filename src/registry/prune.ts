import { randomUUID } from 'node:crypto';
import { lstat, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { assertAtLeast, assertInteger, assertKnownOptions, syncFolder } from '../core/index.js';
import { AliasLog } from './aliasLog.js';
import { aliasNames, versionFolder, versionsFolder } from './findVersion.js';
import { ensureFolder, namesIn, slotsOf } from './storage.js';

/** What `prune` removes. */
export interface PruneOptions {
  /** Left-over temporaries that nobody has touched for so long. Default 3,600,000: 1 hour. */
  readonly olderThanMs?: number;
  /** How many of the newest versions of each model stay, ≥ 1. Default: all. */
  readonly keep?: number;
}

/** What was removed. */
export interface PruneReport {
  readonly temporaries: number;
  readonly versions: readonly { readonly name: string; readonly version: number }[];
}

/** Removes left-over temporaries, and on demand old versions that nothing leads to. */
export async function prune(
  where: string,
  root: string,
  names: readonly string[],
  options: PruneOptions,
): Promise<PruneReport> {
  assertKnownOptions(where, options, ['olderThanMs', 'keep']);
  const { olderThanMs = 3_600_000, keep } = options;
  assertAtLeast(where, 'olderThanMs', olderThanMs, 0);
  if (keep !== undefined) assertInteger(where, 'keep', keep, 1); // the newest keeps the numbers going
  let temporaries = 0;
  for (const left of await namesIn(join(root, 'tmp'))) {
    const path = join(root, 'tmp', left);
    if (Date.now() - (await lastTouched(path)) < olderThanMs) continue;
    await rm(path, { recursive: true, force: true });
    temporaries++;
  }
  const versions: { name: string; version: number }[] = [];
  for (const name of keep === undefined ? [] : names) {
    const parent = versionsFolder(root, name);
    const old = (await slotsOf(parent)).slice(0, -keep!);
    for (const version of old) {
      if (await removeVersion(where, root, name, version)) versions.push({ name, version });
    }
    if (old.length > 0) await syncFolder(parent);
  }
  return { temporaries, versions };
}

/** When a publisher last gave a sign of life: the youngest time of the folder and its files. */
async function lastTouched(path: string): Promise<number> {
  const inside = await namesIn(path).catch(() => []); // a file has nothing inside
  const times = [path, ...inside.map((name) => join(path, name))].map((one) =>
    lstat(one).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0, // gone meanwhile
    ),
  );
  return Math.max(...(await Promise.all(times)));
}

/**
 * Out of sight by one rename, then removed; put back where an alias took it at that moment. False
 * where it stays, and where another prune was faster.
 */
async function removeVersion(
  where: string,
  root: string,
  name: string,
  version: number,
): Promise<boolean> {
  if (await isNeeded(where, root, name, version)) return false;
  const place = versionFolder(root, name, version);
  const aside = join(await ensureFolder(root, 'tmp'), randomUUID());
  try {
    const now = new Date();
    // Else another prune would take it for an old left-over at once.
    await utimes(place, now, now).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EPERM') throw cause; // somebody else's folder can be moved all the same
    });
    await rename(place, aside);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw cause;
  }
  if (await isNeeded(where, root, name, version)) {
    await rename(aside, place);
    return false;
  }
  await rm(aside, { recursive: true, force: true });
  return true;
}

/** Whether an alias points there, or a rollback leads there. A damaged alias needs everything. */
async function isNeeded(
  where: string,
  root: string,
  name: string,
  version: number,
): Promise<boolean> {
  for (const alias of await aliasNames(root, name)) {
    const log = new AliasLog(root, name, alias);
    try {
      const current = await log.current(where);
      if (current === undefined) continue;
      if ([current, ...current.earlier.slice(0, 1)].some((pin) => pin.version === version))
        return true;
    } catch {
      return true;
    }
  }
  return false;
}
