import { join } from 'node:path';
import { describeKnown, MlError } from '../core/index.js';
import { AliasLog, pinOf, type VersionPin } from './aliasLog.js';
import {
  assertModelName,
  isAlias,
  isModelName,
  readSelector,
  type VersionOrAlias,
} from './names.js';
import { namesIn, slotsOf } from './storage.js';
import { readVersionManifest, verifyFiles } from './versionFolder.js';
import type { VersionManifest } from './versionManifest.js';

/** A version without its model. */
export interface VersionInfo extends VersionPin {
  readonly name: string;
  readonly manifest: VersionManifest;
}

/** What a registry has of one model. */
export interface ModelSummary {
  readonly name: string;
  /** Ascending. */
  readonly versions: readonly number[];
  /** Where each alias points; null where its last move is damaged. */
  readonly aliases: Readonly<Record<string, number | null>>;
}

/** Where the versions of a model lie. */
export function versionsFolder(root: string, name: string): string {
  return join(root, 'models', name, 'versions');
}

/** Where one version lies. */
export function versionFolder(root: string, name: string, version: number): string {
  return join(versionsFolder(root, name), String(version));
}

/** The folders that bear a model's name. */
export async function modelNames(root: string): Promise<string[]> {
  return (await namesIn(join(root, 'models'))).filter(isModelName);
}

/** The aliases of a model. */
export async function aliasNames(root: string, name: string): Promise<string[]> {
  return (await namesIn(join(root, 'models', name, 'aliases'))).filter(isAlias);
}

/** Every model that has a version. */
export async function summarize(where: string, root: string): Promise<ModelSummary[]> {
  const summaries: ModelSummary[] = [];
  for (const name of await modelNames(root)) {
    const versions = await slotsOf(versionsFolder(root, name));
    if (versions.length === 0) continue;
    summaries.push({ name, versions, aliases: await aliasesOf(where, root, name) });
  }
  return summaries;
}

async function aliasesOf(
  where: string,
  root: string,
  name: string,
): Promise<Record<string, number | null>> {
  const aliases: [string, number | null][] = [];
  for (const alias of await aliasNames(root, name)) {
    try {
      const current = await new AliasLog(root, name, alias).current(where);
      if (current !== undefined) aliases.push([alias, current.version]);
    } catch (cause) {
      if (!(cause instanceof MlError)) throw cause;
      aliases.push([alias, null]);
    }
  }
  return Object.fromEntries(aliases);
}

/** The versions of a model. @throws MlError INVALID_ARGUMENT | UNKNOWN_MODEL */
export async function assertModel(where: string, root: string, name: unknown): Promise<number[]> {
  assertModelName(where, name);
  const versions = await slotsOf(versionsFolder(root, name));
  if (versions.length > 0) return versions;
  const known = (await summarize(where, root)).map((summary) => summary.name);
  throw new MlError(
    'UNKNOWN_MODEL',
    `${where}: there is no model "${name}". ${describeKnown('Model', name, known)}`,
  );
}

/**
 * The version that is meant; with the hash of its manifest where an alias says it.
 *
 * @throws MlError INVALID_ARGUMENT | UNKNOWN_MODEL | UNKNOWN_VERSION | CHECKSUM_MISMATCH
 */
export async function pinVersion(
  where: string,
  root: string,
  name: string,
  selector: VersionOrAlias,
): Promise<{ readonly version: number; readonly sha256?: string }> {
  const wanted = readSelector(where, selector);
  const versions = await assertModel(where, root, name);
  if (typeof wanted === 'string') {
    const current = await new AliasLog(root, name, wanted).current(where);
    if (current !== undefined) return pinOf(current);
    const known = Object.keys(await aliasesOf(where, root, name));
    throw new MlError(
      'UNKNOWN_VERSION',
      `${where}: ${name} has no alias "${wanted}". ${describeKnown('Aliase', wanted, known)}`,
    );
  }
  if (versions.includes(wanted)) return { version: wanted };
  throw new MlError(
    'UNKNOWN_VERSION',
    `${where}: ${name} has no version ${wanted}. Its newest are ${versions.slice(-10).join(', ')}.`,
  );
}

/** The version that is meant, with its manifest. @throws MlError as `pinVersion` | UNSUPPORTED */
export async function findVersion(
  where: string,
  root: string,
  name: string,
  selector: VersionOrAlias,
): Promise<VersionInfo> {
  const { version, sha256: pinned } = await pinVersion(where, root, name, selector);
  const folder = versionFolder(root, name, version);
  const { sha256, manifest } = await readVersionManifest(where, folder, name, pinned);
  return Object.freeze({ name, version, sha256, manifest });
}

/** As `findVersion`, with every byte of it compared with its hash. */
export async function findSoundVersion(
  where: string,
  root: string,
  name: string,
  selector: VersionOrAlias,
): Promise<VersionInfo> {
  const info = await findVersion(where, root, name, selector);
  await verifyFiles(where, versionFolder(root, name, info.version), info.manifest);
  return info;
}
