import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { describeKnown, MlError } from '../core/index.js';

/**
 * Refuses what is no file with something in it.
 *
 * @param shown how messages call the file.
 * @returns its bytes.
 * @throws MlError FILE_NOT_FOUND (with near names) | INVALID_ARGUMENT (a folder, no path) | EMPTY
 */
export async function assertFile(where: string, path: string, shown = path): Promise<number> {
  if (typeof path !== 'string' || path === '' || path.includes('\0')) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: the path of a file is needed, not ${JSON.stringify(path) ?? String(path)}.`,
    );
  }
  const facts = await stat(path).catch(async (cause: unknown) => {
    throw await notFound(where, path, cause);
  });
  if (facts.isDirectory()) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: ${shown} is a folder, and a file is needed. Add the file's name to the path.`,
    );
  }
  if (facts.size === 0) {
    throw new MlError('EMPTY', `${where}: ${shown} is empty: it has not a single byte.`);
  }
  return facts.size;
}

async function notFound(where: string, path: string, cause: unknown): Promise<MlError> {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') {
    return new MlError('FILE_NOT_FOUND', `${where}: ${path} cannot be read (${code}).`, { cause });
  }
  const folder = dirname(resolve(path));
  const names = await readdir(folder).catch(() => undefined);
  const known = names
    ? describeKnown('File', basename(path), names)
    : `The folder ${folder} does not exist either.`;
  const message = `${where}: there is no file ${path} (looked for ${resolve(path)}). ${known}`;
  return new MlError('FILE_NOT_FOUND', message, { cause });
}
