import { constants } from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../core/index.js';
import {
  findSoundVersion,
  type VersionInfo,
  versionFolder,
  versionsFolder,
} from './findVersion.js';
import type { VersionOrAlias } from './names.js';
import { claimSlot, ensureFolder, withTemporary } from './storage.js';
import { readVersionManifest, verifyFiles } from './versionFolder.js';

/**
 * Copies one version, number kept, into another registry that has none of that number.
 *
 * Only the manifest and the files that it names are taken, and the copies are compared with their
 * hashes: what lay beside them stays behind, and what arrives is what was published.
 *
 * @returns the version; undefined when the number is taken there.
 */
export async function copyVersion(
  where: string,
  from: string,
  to: string,
  name: string,
  selector: VersionOrAlias,
): Promise<VersionInfo | undefined> {
  const info = await findSoundVersion(where, from, name, selector);
  const source = versionFolder(from, name, info.version);
  const parent = await ensureFolder(to, 'models', name, 'versions');
  const claimed = await withTemporary(to, async (folder) => {
    const named = new Set(info.manifest.files.map(({ file }) => file));
    for (const file of await readdir(source)) {
      if (!named.has(file) && file !== `manifest.${info.sha256}.json`) continue;
      await copyFile(join(source, file), join(folder, file), constants.COPYFILE_EXCL);
    }
    const copy = await readVersionManifest(where, folder, name, info.sha256);
    await verifyFiles(where, folder, copy.manifest);
    return claimSlot(folder, parent, info.version);
  });
  await syncFolder(versionsFolder(to, name));
  return claimed ? info : undefined;
}
