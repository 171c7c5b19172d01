import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MlError } from '../../core/index.js';
import type { Catalogue, DatasetCard } from './catalogue.js';

/**
 * The path of a data set's file, after its bytes were compared with the catalogue's SHA-256.
 *
 * @throws MlError FILE_NOT_FOUND | CHECKSUM_MISMATCH, each with what mends it.
 */
export async function verifiedFile(
  where: string,
  name: string,
  card: DatasetCard,
  { folder }: Catalogue,
): Promise<string> {
  const path = locate(where, name, card, folder);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new MlError(
      'FILE_NOT_FOUND',
      `${where}: the file of data set "${name}", ${path}, cannot be read (${code}). ${remedy(card)}`,
      { cause },
    );
  }
  if (hash.digest('hex') === card.sha256) return path;
  throw new MlError(
    'CHECKSUM_MISMATCH',
    `${where}: the file of data set "${name}", ${path}, is not the one that the catalogue states: ` +
      `${bytes} bytes instead of ${card.bytes}, or other ones. ${remedy(card)}`,
  );
}

function locate(where: string, name: string, card: DatasetCard, folder: string): string {
  const parts = card.file.split('/');
  if (card.package === undefined) return join(folder, ...parts);
  for (const start of [folder, process.cwd()]) {
    for (let at = start; ; at = dirname(at)) {
      const found = join(at, 'node_modules', ...card.package.split('/'));
      if (existsSync(found)) return join(found, ...parts);
      if (dirname(at) === at) break;
    }
  }
  throw new MlError(
    'FILE_NOT_FOUND',
    `${where}: data set "${name}" lies in the package ${card.package}, which is not installed. ${remedy(card)}`,
  );
}

function remedy(card: DatasetCard): string {
  return card.package === undefined
    ? `Restore it: git checkout -- datasets/${card.file}`
    : 'Install it again: npm ci';
}
