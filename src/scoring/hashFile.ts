import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { cannotWrite } from '../core/index.js';

/** What is found in one pass over the bytes of a file. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
}

/** Hashes a file of any size. @param look is shown its bytes, piece by piece. */
export async function hashFile(
  path: string,
  signal?: AbortSignal,
  look?: (piece: Buffer) => void,
): Promise<FileFacts> {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = createReadStream(path, { highWaterMark: 2 ** 20, ...(signal && { signal }) });
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
    look?.(piece);
  }
  return { bytes, sha256: hash.digest('hex') };
}

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
    } finally {
      await file.close();
    }
  } catch (cause) {
    await rm(path, { force: true });
    throw cannotWrite(where, path, cause);
  }
  return { bytes, sha256: hash.digest('hex') };
}
