import { readFile } from 'node:fs/promises';
import { assertFile } from './assertFile.js';

/** A path of a file, or the bytes that would be in it. */
export type PathOrBytes = string | Uint8Array;

/**
 * The bytes of a file, or those given, with what messages call them.
 *
 * @throws MlError FILE_NOT_FOUND | INVALID_ARGUMENT (a folder) | EMPTY
 */
export async function readBytes(
  where: string,
  source: PathOrBytes,
): Promise<{ readonly bytes: Buffer; readonly shown: string }> {
  if (source instanceof Uint8Array) {
    const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    return { bytes, shown: `the ${bytes.length} bytes given` };
  }
  await assertFile(where, source);
  return { bytes: await readFile(source), shown: source };
}
