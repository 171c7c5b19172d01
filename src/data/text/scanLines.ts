import { createReadStream } from 'node:fs';
import { MlError } from '../../core/index.js';
import { assertFile } from '../assertFile.js';

/** Units of a line that are taken at most. */
const MOST_UNITS = 100_000_000;

/**
 * Reads a text file by the line, without its line ends (`\n` or `\r\n`), with flat memory.
 *
 * A byte order mark at the beginning is left out; an empty last line is none.
 *
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder) | PARSE_ERROR (bytes that are not
 *   UTF-8) | LIMIT_EXCEEDED (a line of more than 100 million units), naming the line.
 *
 * @example
 * const [english] = await datasetPaths('declarations');
 * (await scanLines(english).next()).value; // '<!doctype html>'
 */
export async function* scanLines(path: string): AsyncGenerator<string, void, undefined> {
  await assertFile('scanLines', path);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let rest = '';
  const decode = (bytes?: Buffer): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new MlError(
        'PARSE_ERROR',
        `scanLines: ${path} is not UTF-8 text, in line ${line} or soon after. ` +
          'Save it again as UTF-8 (it may be Latin-1 or Windows-1252).',
      );
    }
  };
  for await (const chunk of createReadStream(path)) {
    const lines = (rest + decode(chunk as Buffer)).split('\n');
    rest = lines.pop()!;
    for (const text of lines) {
      yield text.endsWith('\r') ? text.slice(0, -1) : text;
      line++;
    }
    if (rest.length <= MOST_UNITS) continue;
    throw new MlError(
      'LIMIT_EXCEEDED',
      `scanLines: line ${line} of ${path} has more than ${MOST_UNITS} units. Is it a text of lines?`,
    );
  }
  rest += decode();
  if (rest !== '') yield rest.endsWith('\r') ? rest.slice(0, -1) : rest;
}
