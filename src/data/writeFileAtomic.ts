import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MlError } from '../core/index.js';

/**
 * Writes a file that is there whole or not at all, whenever the process dies: temporary file in
 * the same folder, fsync, rename, fsync of the folder.
 *
 * @throws MlError FILE_NOT_FOUND when the folder is not there; INVALID_ARGUMENT when the path
 *   cannot be written, such as a folder's. What `pieces` throws passes through, and the
 *   temporary file is removed.
 */
export async function writeFileAtomic(
  where: string,
  path: string,
  pieces: Iterable<string>,
): Promise<void> {
  const target = resolve(path);
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      for (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    if (cause instanceof MlError || code === undefined) throw cause;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    const why = missing
      ? `the folder ${folder} is not there; make it first`
      : `the system says ${code}`;
    throw new MlError(
      missing ? 'FILE_NOT_FOUND' : 'INVALID_ARGUMENT',
      `${where}: ${path} cannot be written: ${why}.`,
      { cause },
    );
  }
  await syncFolder(folder);
}

/** Makes the rename itself survive a power cut; Windows cannot open folders and needs no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
