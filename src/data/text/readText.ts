import { readFile } from 'node:fs/promises';
import { MlError } from '../../core/index.js';
import { assertFile } from '../assertFile.js';
import { checkUtf8 } from './checkUtf8.js';

/** Bytes that surely fit into a string: JavaScript's longest has about half a billion units. */
const MOST_BYTES = 400_000_000;

/**
 * Reads a text file, UTF-8 and nothing else; a byte order mark at its beginning is left out.
 *
 * A byte that is not UTF-8 is an error, not a � in the text that nobody sees.
 *
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder) | LIMIT_EXCEEDED (more than 400 MB: see
 *   `scanLines`) | PARSE_ERROR: bytes that are not UTF-8, with their lines.
 *
 * Cost: O(bytes) time and memory.
 *
 * @example
 * const [english] = await datasetPaths('declarations');
 * (await readText(english)).slice(0, 15); // '<!doctype html>'
 */
export async function readText(path: string): Promise<string> {
  return textOf('readText', path);
}

/** `readText` under the name of whoever calls it. */
export async function textOf(where: string, path: string): Promise<string> {
  const size = await assertFile(where, path);
  if (size > MOST_BYTES) {
    throw new MlError(
      'LIMIT_EXCEEDED',
      `${where}: ${path} has ${size} bytes, and a string holds ${MOST_BYTES} for sure. Read it with scanLines.`,
    );
  }
  await checkUtf8(where, path, path);
  return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
}
