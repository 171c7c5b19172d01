import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MlError } from '../../core/index.js';
import type { Catalogue, DatasetCard, DatasetFile } from './catalogue.js';

/**
 * The paths of a data set's files, after their bytes were compared with the catalogue's SHA-256.
 *
 * @throws MlError FILE_NOT_FOUND | CHECKSUM_MISMATCH, each with what mends it.
 */
export async function verifiedFiles(
  where: string,
  name: string,
  card: DatasetCard,
  { folder }: Catalogue,
): Promise<string[]> {
  const base = locate(where, name, card, folder);
  const paths: string[] = [];
  for (const entry of card.files) {
    const path = join(base, ...entry.file.split('/'));
    await verify(where, name, path, entry, remedy(card, entry.file));
    paths.push(path);
  }
  return paths;
}

async function verify(
  where: string,
  name: string,
  path: string,
  { bytes, sha256 }: DatasetFile,
  mend: string,
): Promise<void> {
  const hash = createHash('sha256');
  let found = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      hash.update(chunk as Buffer);
      found += (chunk as Buffer).length;
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new MlError(
      'FILE_NOT_FOUND',
      `${where}: a file of data set "${name}", ${path}, cannot be read (${code}). ${mend}`,
      { cause },
    );
  }
  if (hash.digest('hex') === sha256) return;
  throw new MlError(
    'CHECKSUM_MISMATCH',
    `${where}: a file of data set "${name}", ${path}, is not the one that the catalogue states: ` +
      `${found} bytes instead of ${bytes}, or other ones. ${mend}`,
  );
}

/** The folder that the files' paths start in. */
function locate(where: string, name: string, card: DatasetCard, folder: string): string {
  if (card.package === undefined) return folder;
  for (const start of [folder, process.cwd()]) {
    for (let at = start; ; at = dirname(at)) {
      const found = join(at, 'node_modules', ...card.package.split('/'));
      if (existsSync(found)) return found;
      if (dirname(at) === at) break;
    }
  }
  throw new MlError(
    'FILE_NOT_FOUND',
    `${where}: data set "${name}" lies in the package ${card.package}, which is not installed. ${remedy(card, '')}`,
  );
}

function remedy(card: DatasetCard, file: string): string {
  return card.package === undefined
    ? `Restore it: git checkout -- datasets/${file}`
    : 'Install it again: npm ci';
}
