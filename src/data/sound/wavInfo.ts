import { open } from 'node:fs/promises';
import { assertFile } from '../assertFile.js';
import { parseWav, type WavInfo } from './parseWav.js';

/**
 * Length, rate and form of a WAV file, from its header alone.
 *
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder) | PARSE_ERROR (no WAV, or one that
 *   lies about its length) | UNSUPPORTED (an encoding)
 *
 * Cost: a few reads of some bytes, whatever the file's size.
 *
 * @example
 * const [, train] = await datasetPaths('spoken-digits');
 * (await wavInfo(train)).sampleRate; // 8000
 */
export async function wavInfo(path: string): Promise<WavInfo> {
  const size = await assertFile('wavInfo', path);
  const file = await open(path);
  try {
    return await parseWav('wavInfo', path, size, async (offset, length) => {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      return bytes.subarray(0, bytesRead);
    });
  } finally {
    await file.close();
  }
}
