import { isDeepStrictEqual } from 'node:util';
import { MlError } from '../core/index.js';
import { type AliasEntry, AliasLog, pinOf } from './aliasLog.js';
import { assertModel, findSoundVersion, versionFolder, versionsFolder } from './findVersion.js';
import type { VersionOrAlias } from './names.js';
import { type Force, shippingGate } from './shippingGate.js';
import { exists, slotsOf } from './storage.js';
import { readVersionManifest, verifyFiles } from './versionFolder.js';

/** Points an alias at a sound version that passes the gate. */
export async function promoteVersion(
  where: string,
  root: string,
  name: string,
  selector: VersionOrAlias,
  alias: string,
  force: Force | undefined,
): Promise<AliasEntry> {
  const { version, sha256, manifest } = await findSoundVersion(where, root, name, selector);
  const what = `${name}@${version}`;
  const gate = shippingGate(where, what, alias, manifest.comparison, force);
  const moved = await new AliasLog(root, name, alias).append(where, async (last, lastIsDamaged) => {
    const holds = last?.version === version && last.sha256 === sha256; // numbers may be used again
    if (holds && !lastIsDamaged) return null;
    const earlier = last === undefined ? [] : [pinOf(last), ...last.earlier];
    return { change: 'promote', version, sha256, gate, reason: '', earlier };
  });
  // Whoever pruned it before the move was there to be seen could not know of it.
  if (await exists(versionFolder(root, name, version))) return moved;
  const reason = `${what} was pruned while it was promoted`;
  await rollBack(where, root, name, alias, reason, moved).catch(() => {}); // there may be nothing before it
  throw new MlError('UNKNOWN_VERSION', `${where}: ${reason}. Promote another.`);
}

/**
 * Points an alias at the sound version that it pointed at before.
 *
 * @param undone the move that is to be undone: where another one has followed it, that one stays.
 */
export async function rollBack(
  where: string,
  root: string,
  name: string,
  alias: string,
  reason: string,
  undone?: AliasEntry,
): Promise<AliasEntry> {
  await assertModel(where, root, name);
  return new AliasLog(root, name, alias).append(where, async (last, lastIsDamaged) => {
    if (undone !== undefined && !isDeepStrictEqual(last, undone)) return null;
    const known = last === undefined ? [] : [pinOf(last), ...last.earlier];
    const there = new Set(await slotsOf(versionsFolder(root, name)));
    const pins = (lastIsDamaged ? known : known.slice(1)).filter((pin) => there.has(pin.version));
    const [target, ...earlier] = pins;
    if (target === undefined) {
      throw new MlError(
        'UNKNOWN_VERSION',
        `${where}: ${name} has no earlier version to which "${alias}" could go back. ` +
          'Promote one by its number.',
      );
    }
    const folder = versionFolder(root, name, target.version);
    const { manifest } = await readVersionManifest(where, folder, name, target.sha256);
    await verifyFiles(where, folder, manifest);
    const gate = { verdict: 'not asked', reason: 'It was there before.', forced: null } as const;
    return { change: 'rollback', ...target, gate, reason, earlier };
  });
}
