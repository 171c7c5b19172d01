import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MlError, syncFolder } from '../core/index.js';

/** Numbered slots are folders called 1, 2, 3 …, each there whole or not at all. */
const SLOT = /^[1-9][0-9]{0,8}$/;

/** What the system answers when a folder is renamed to a place that is taken. */
const TAKEN = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EISDIR', 'EPERM', 'EACCES'];

/**
 * Does something with the disk, and turns what the system refuses into a typed error.
 *
 * @throws MlError STORAGE_FAILED, with the system's own code and error.
 */
export async function withStorage<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    const { code, path } = cause;
    const why =
      code === 'ENOSPC' || code === 'EDQUOT'
        ? 'the disk is full. Nothing was changed; make room (mle registry prune) and try again'
        : `the system says ${code}${path === undefined ? '' : ` for ${path}`}`;
    throw new MlError('STORAGE_FAILED', `${where}: ${why}.`, { cause });
  }
}

/** Whether the system refused, and not Node: EIO, ENOSPC and their like. */
export function isSystemError(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && typeof (cause as NodeJS.ErrnoException).errno === 'number';
}

/** Writes a new file whose bytes are on the disk when this returns. */
export async function writeSynced(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Makes the folder with all below `root`, and makes them survive a power cut: also where another
 * process has just made them and not yet got so far.
 */
export async function ensureFolder(root: string, ...names: readonly string[]): Promise<string> {
  const path = join(root, ...names);
  await mkdir(path, { recursive: true });
  for (let depth = names.length - 1; depth >= 0; depth--) {
    await syncFolder(join(root, ...names.slice(0, depth)));
  }
  return path;
}

/**
 * Fills a temporary folder under `root`, has it put in its place, and removes it if that fails.
 * A process that dies leaves it behind for `prune`, where it is in nobody's way.
 */
export async function withTemporary<T>(
  root: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(await ensureFolder(root, 'tmp'), randomUUID());
  await mkdir(folder);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true }); // where the rename succeeded, it is gone
  }
}

/** The numbers of the slots in a folder, ascending; none where the folder is not there. */
export async function slotsOf(parent: string): Promise<number[]> {
  const names = await namesIn(parent);
  return names
    .filter((name) => SLOT.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

/** What is in a folder, sorted; nothing where there is none. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw cause;
  }
}

/**
 * Puts a filled folder into slot `number`; false when somebody else was first. The rename is the
 * one moment in which it becomes visible, whole; so no lock is needed, and none can be left behind.
 */
export async function claimSlot(
  prepared: string,
  parent: string,
  number: number,
): Promise<boolean> {
  const target = join(parent, String(number));
  await syncFolder(prepared);
  try {
    await rename(prepared, target);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (TAKEN.includes(code) && (await exists(target))) return false;
    throw cause;
  }
  await syncFolder(parent);
  return true;
}

/** Whether something is there, whatever it is. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
