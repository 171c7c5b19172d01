import { open } from 'node:fs/promises';
import { MlError } from '../../core/index.js';
import { assertFile } from '../assertFile.js';

/** What the first bytes of files say that are no plain UTF-8 text, and what to do with them. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string, remedy: string])[] = [
  [[0xff, 0xfe], 'is UTF-16 text', 'Save it again as UTF-8.'],
  [[0xfe, 0xff], 'is UTF-16 text', 'Save it again as UTF-8.'],
  [[0x1f, 0x8b], 'is compressed by gzip', 'Unpack it first (gunzip).'],
  [
    [0x50, 0x4b, 3, 4],
    'is a zip archive or an Excel sheet',
    'Unpack it, or save the sheet as CSV.',
  ],
  [[0x50, 0x41, 0x52, 0x31], 'is a Parquet file', 'Read it with readParquet.'],
];

/**
 * Refuses what cannot be read as a text file at all: nothing there, a folder, no bytes, another
 * format by its first bytes.
 *
 * @param shown how messages call the file.
 * @throws MlError FILE_NOT_FOUND (with near names) | INVALID_ARGUMENT (a folder) | EMPTY | PARSE_ERROR
 */
export async function checkFile(where: string, path: string, shown: string): Promise<void> {
  await assertFile(where, path, shown);
  await checkSignature(where, path, shown);
}

async function checkSignature(where: string, path: string, shown: string): Promise<void> {
  const first = Buffer.alloc(4);
  const file = await open(path);
  try {
    await file.read(first, 0, 4, 0);
  } finally {
    await file.close();
  }
  for (const [bytes, what, remedy] of SIGNATURES) {
    if (bytes.every((byte, i) => first[i] === byte)) {
      throw new MlError(
        'PARSE_ERROR',
        `${where}: ${shown} ${what}, and plain text is needed. ${remedy}`,
      );
    }
  }
}
