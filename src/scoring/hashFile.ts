import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

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
