import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MlError } from './errors.js';

/**
 * Writes a file that is there whole or not at all, whenever the process dies: `write` fills a
 * temporary file in the same folder; then fsync, rename, fsync of the folder.
 *
 * @param write is given the path of the temporary file, which does not exist yet.
 * @throws MlError FILE_NOT_FOUND when the folder is not there; INVALID_ARGUMENT when the path
 *   cannot be written, such as a folder's. What `write` throws passes through, and the
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
    await rm(temporary, { force: true });
    throw cannotWrite(where, path, folder, cause);
  }
  await syncFolder(folder);
}

function cannotWrite(where: string, path: string, folder: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (cause instanceof MlError || code === undefined) return cause;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  const why = missing
    ? `the folder ${folder} is not there; make it first`
    : `the system says ${code}`;
  return new MlError(
    missing ? 'FILE_NOT_FOUND' : 'INVALID_ARGUMENT',
    `${where}: ${path} cannot be written: ${why}.`,
    { cause },
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
