import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type ErrorCode, MlError } from './errors.js';

/**
 * Writes a file that is there whole or not at all, whenever the process dies: `write` fills a
 * temporary file in the same folder; then fsync, rename, fsync of the folder.
 *
 * @param write is given the path of the temporary file, which does not exist yet.
 * @throws MlError FILE_NOT_FOUND when the folder is not there; STORAGE_FAILED when the disk is full or
 *   fails; INVALID_ARGUMENT when the path cannot be written, such as a folder's. What `write` throws passes through, and the
 *   temporary file is removed.
 */
export async function replaceFile(
  where: string,
  path: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const target = resolve(path);
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    // Made here first, so that a folder that is missing or closed is told by the system's own code.
    await (await open(temporary, 'wx')).close();
    await rm(temporary);
    await write(temporary);
    const file = await open(temporary, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {}); // what kept it from being written keeps this, too
    throw cannotWrite(where, path, cause);
  }
  await syncFolder(folder);
}

/** What kept a file from being written, as an `MlError` where the system said it. */
export function cannotWrite(where: string, path: string, cause: unknown): unknown {
  const code = isDiskFull(cause) ? 'ENOSPC' : (cause as NodeJS.ErrnoException).code;
  if (cause instanceof MlError || code === undefined) return cause;
  const [kind, why] = refusal(code, dirname(resolve(path)));
  return new MlError(kind, `${where}: ${path} cannot be written: ${why}.`, { cause });
}

function refusal(code: string, folder: string): readonly [ErrorCode, string] {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return ['FILE_NOT_FOUND', `the folder ${folder} is not there; make it first`];
  }
  if (code === 'ENOSPC') {
    return ['STORAGE_FAILED', 'the disk is full; make room and try again'];
  }
  return [code === 'EIO' ? 'STORAGE_FAILED' : 'INVALID_ARGUMENT', `the system says ${code}`];
}

/** Whether something failed for want of room; a database that wrote says it in the system's words. */
export function isDiskFull(cause: unknown): boolean {
  const { code, message = '' } = cause as NodeJS.ErrnoException;
  return (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    /No space left on device|Disk quota exceeded/i.test(message)
  );
}

/** Makes a rename in the folder survive a power cut; Windows cannot open folders and needs no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
