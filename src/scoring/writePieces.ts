import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { cannotWrite } from '../core/index.js';
import type { FileFacts } from './hashFile.js';

/** Writes a new file of these pieces, to the disk, and hashes it on the way. @throws MlError STORAGE_FAILED */
export async function writePieces(
  where: string,
  path: string,
  pieces: readonly Uint8Array[],
): Promise<FileFacts> {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  try {
    const file = await open(path, 'wx');
    try {
      const { bytesWritten } = await file.writev(pieces);
      if (bytesWritten < bytes) await file.writeFile(Buffer.concat(pieces).subarray(bytesWritten));
      await file.sync();
    } catch (cause) {
      await rm(path, { force: true }).catch(() => {}); // the cause matters, not that it could not be cleared away
      throw cause;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw cannotWrite(where, path, cause);
  }
  return { bytes, sha256: hash.digest('hex') };
}
