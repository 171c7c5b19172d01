import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MlError, syncFolder } from '../core/index.js';
import { isPlainObject } from './plainJson.js';
import { namesIn, writeSynced } from './storage.js';

const MARK = 'registry.json';

/**
 * Makes sure that the folder is a registry: it bears the mark of one, or is empty and gets it.
 *
 * @throws MlError FILE_NOT_FOUND | INVALID_ARGUMENT | UNSUPPORTED
 */
export async function openFolder(
  where: string,
  path: string,
  create: boolean,
  again = false,
): Promise<void> {
  const mark = await readMark(path);
  if (mark !== undefined) {
    const { kind, format } = isPlainObject(mark) ? mark : {};
    if (kind === 'modelRegistry' && format === 1) return;
    throw new MlError(
      'UNSUPPORTED',
      `${where}: ${join(path, MARK)} is not of format 1, which this version reads. ` +
        'Install the version of mle-kit that made the registry.',
    );
  }
  const found = await statOf(path); // once: others may be making it
  if (found?.isDirectory() === false) {
    throw new MlError('INVALID_ARGUMENT', `${where}: ${path} is no folder.`);
  }
  const here = found && (await namesIn(path));
  // The mark has come since it was looked for: somebody was faster, and may have published already.
  if (here?.includes(MARK) && !again) return openFolder(where, path, create, true);
  if (!create) {
    throw new MlError(
      'FILE_NOT_FOUND',
      `${where}: there is no registry in ${path}. Name its folder, or publish a model there first.`,
    );
  }
  const strange = (here ?? []).filter((name) => !name.startsWith('.'));
  if (strange.length > 0) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: ${path} is no registry and holds ${strange.slice(0, 3).join(', ')}. Give an empty folder.`,
    );
  }
  const first = await mkdir(path, { recursive: true });
  if (first !== undefined) await syncBetween(dirname(path), dirname(first));
  const text = `${JSON.stringify({ kind: 'modelRegistry', format: 1 })}\n`;
  const temporary = join(path, `.${MARK}.${randomUUID()}`);
  try {
    await writeSynced(temporary, text);
    await rename(temporary, join(path, MARK)); // over the same mark, where somebody was faster
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(path);
}

/** Makes what was made in these folders survive a power cut, from the lowest up to the highest. */
async function syncBetween(lowest: string, highest: string): Promise<void> {
  await syncFolder(lowest);
  if (lowest !== highest) await syncBetween(dirname(lowest), highest);
}

async function readMark(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(path, MARK), 'utf8')) as unknown;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw cause;
  }
}

function statOf(path: string) {
  return stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    throw cause;
  });
}
