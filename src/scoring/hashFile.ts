import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What is found in one pass over the bytes of a file. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
  /** Line ends: of a CSV file about its rows and one. */
  readonly lines: number;
}

/** Hashes a file of any size. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<FileFacts> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  const stream = createReadStream(path, { highWaterMark: 2 ** 20, ...(signal && { signal }) });
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
  }
  return { bytes, sha256: hash.digest('hex'), lines };
}
