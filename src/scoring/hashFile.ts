import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { cannotWrite } from '../core/index.js';

/** What is found in one pass over the bytes of a file. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
}

/** Hashes a file of any size. @param look is shown its bytes, piece by piece, and keeps none of them. */
export async function hashFile(
  path: string,
  signal?: AbortSignal,
  look?: (piece: Buffer) => void,
): Promise<FileFacts> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(PIECE);
  let bytes = 0;
  const file = await open(path);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, PIECE);
      if (bytesRead === 0) break;
      const piece = buffer.subarray(0, bytesRead);
      hash.update(piece);
      look?.(piece);
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Bytes that are read at a time: into one buffer, as a new one for each would lie about until V8 looks for it. */
const PIECE = 2 ** 20;

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
      await rm(path);
      throw cause;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw cannotWrite(where, path, cause);
  }
  return { bytes, sha256: hash.digest('hex') };
}
