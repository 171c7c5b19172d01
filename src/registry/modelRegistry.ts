import { join, resolve } from 'node:path';
import { assertKnownOptions, describeKnown, MlError } from '../core/index.js';
import { type AliasEntry, AliasLog, type VersionPin } from './aliasLog.js';
import { type BundleRecord, RECORD_FIELDS } from './bundleRecord.js';
import { ModelBundle } from './modelBundle.js';
import type { ModelReaders } from './modelReaders.js';
import {
  assertAlias,
  assertModelName,
  isAlias,
  isModelName,
  PRODUCTION,
  readSelector,
  type VersionOrAlias,
} from './names.js';
import { openFolder } from './openFolder.js';
import { codeRevision, libraryVersions } from './provenance.js';
import { type PruneOptions, type PruneReport, prune } from './prune.js';
import { type Force, shippingGate } from './shippingGate.js';
import {
  claimSlot,
  ensureFolder,
  exists,
  namesIn,
  slotsOf,
  withStorage,
  withTemporary,
} from './storage.js';
import { type VerifyReport, verify } from './verify.js';
import {
  readBundle,
  readCard,
  readVersionManifest,
  verifyFiles,
  writeVersion,
} from './versionFolder.js';
import type { VersionManifest } from './versionManifest.js';

/** How a registry is opened. */
export interface RegistryOptions {
  /** Whether to make it where there is none. Default true. */
  readonly create?: boolean;
  /** Readers of models that are not light: `neuralReaders` from mle-kit/neural. */
  readonly readers?: ModelReaders;
}

/** What is published: the bundle's own record, where these say nothing else. */
export interface PublishOptions extends Partial<BundleRecord> {
  /** `^[a-z0-9][a-z0-9_-]{0,63}$` */
  readonly name: string;
}

/** A version without its model. */
export interface VersionInfo extends VersionPin {
  readonly name: string;
  readonly manifest: VersionManifest;
}

/** A version, loaded. */
export interface RegisteredModel extends VersionInfo {
  readonly bundle: ModelBundle;
}

/** What a registry has of one model. */
export interface ModelSummary {
  readonly name: string;
  /** Ascending. */
  readonly versions: readonly number[];
  /** Where each alias points; null where its last move is damaged. */
  readonly aliases: Readonly<Record<string, number | null>>;
}

/**
 * Models on disk: published whole or not at all, in numbered versions that never change, and
 * found by number or by an alias such as `production`.
 *
 * A version is a folder that is filled elsewhere, forced onto the disk and renamed into its
 * number; so at any moment, power cuts included, it is there whole or not at all, and publishers in
 * several processes get distinct numbers without gaps and without a lock. Each file is called by
 * the SHA-256 of its bytes, the manifest names them all, and a move of an alias names the manifest:
 * a flipped bit is refused on loading. Versions share no file, so damage to one leaves the others.
 *
 * What lies on disk is JSON, Markdown and raw bytes: never code, never an archive.
 *
 * @example
 * const X = Table.from({ wind: [2, 3, 8, 9] });
 * const model = new Pipeline({ steps: [new StandardScaler()], model: new Ridge() }).fit(X, [0, 1, 3, 4]);
 * const input = defineSchema({ wind: { kind: 'number', unit: 'm/s' } });
 * const bundle = new ModelBundle({ pipeline: model, input, output: { kind: 'regression', name: 'waves', unit: 'm' }, reference: referenceProfile(X) });
 * const registry = await ModelRegistry.open('build/examples/registry');
 * const version = await registry.publish(bundle, {
 *   name: 'waves',
 *   metrics: { meanAbsoluteError: { estimate: 0.2, low: 0.1, high: 0.4, level: 0.95 } },
 *   dataset: { name: 'four days', sha256: hashTable(X), rows: 4 },
 * });
 * await registry.promote('waves', version, 'staging');
 * (await registry.get('waves', 'staging')).bundle.predictRecord({ wind: 5.5 }); // 2
 */
export class ModelRegistry {
  readonly #readers: ModelReaders;

  private constructor(
    /** Where it lies. */
    readonly directory: string,
    readers: ModelReaders,
  ) {
    this.#readers = readers;
  }

  /**
   * The registry in this folder.
   *
   * @throws MlError FILE_NOT_FOUND when there is none and `create` is false; INVALID_ARGUMENT when
   *   the folder holds something else; UNSUPPORTED when a later version made it; STORAGE_FAILED.
   *
   * @example (await ModelRegistry.open('build/examples/new-registry')).list(); // []
   */
  static async open(directory: string, options: RegistryOptions = {}): Promise<ModelRegistry> {
    const where = 'ModelRegistry.open';
    assertKnownOptions(where, options, ['create', 'readers']);
    const { create = true, readers = {} } = options;
    const path = resolve(directory);
    await withStorage(where, () => openFolder(where, path, create));
    return new ModelRegistry(path, readers);
  }

  /**
   * Writes a bundle as the next version of a model: 1, 2, 3 …
   *
   * Library versions and the code's revision are found out where neither bundle nor options say
   * them. When this returns, the version survives a power cut; when the process dies before, the
   * registry is as it was.
   *
   * @throws MlError INVALID_ARGUMENT when the name is none, or metrics or data set are missing;
   *   STORAGE_FAILED, such as on a full disk; then nothing has changed.
   */
  async publish(bundle: ModelBundle, options: PublishOptions): Promise<number> {
    const where = 'ModelRegistry.publish';
    assertKnownOptions(where, options, ['name', ...RECORD_FIELDS]);
    const { name, ...record } = options;
    assertModelName(where, name);
    const complete = await completed(where, bundle, record);
    return withStorage(where, () =>
      withTemporary(this.directory, async (folder) => {
        await writeVersion(where, folder, name, complete);
        const parent = await ensureFolder(this.directory, 'models', name, 'versions');
        for (;;) {
          const next = ((await slotsOf(parent)).pop() ?? 0) + 1;
          if (await claimSlot(folder, parent, next)) return next;
        }
      }),
    );
  }

  /**
   * A version with its model, each byte compared with its hash.
   *
   * @param version its number, or an alias.
   * @throws MlError UNKNOWN_MODEL | UNKNOWN_VERSION, with what there is; CHECKSUM_MISMATCH when it is
   *   damaged; UNKNOWN_KIND when nobody reads its model; STORAGE_FAILED.
   */
  async get(name: string, version: VersionOrAlias): Promise<RegisteredModel> {
    const where = 'ModelRegistry.get';
    const info = await this.#info(where, name, version);
    const bundle = await withStorage(where, () =>
      readBundle(where, this.#versionFolder(name, info.version), info.manifest, this.#readers),
    );
    return Object.freeze({ ...info, bundle });
  }

  /** A version without its model. @throws MlError as `get` */
  describe(name: string, version: VersionOrAlias): Promise<VersionInfo> {
    return this.#info('ModelRegistry.describe', name, version);
  }

  /** The number of the version that is meant: cheap enough to ask every second. @throws MlError as `get` */
  async resolve(name: string, version: VersionOrAlias): Promise<number> {
    return (await this.#pin('ModelRegistry.resolve', name, version)).version;
  }

  /** The model card of a version, Markdown. @throws MlError as `get` */
  async card(name: string, version: VersionOrAlias): Promise<string> {
    const where = 'ModelRegistry.card';
    const info = await this.#info(where, name, version);
    const folder = this.#versionFolder(name, info.version);
    return withStorage(where, () => readCard(where, folder, info.manifest));
  }

  /** All models by name, with versions and aliases. @throws MlError STORAGE_FAILED */
  async list(): Promise<ModelSummary[]> {
    const where = 'ModelRegistry.list';
    return withStorage(where, async () => {
      const summaries: ModelSummary[] = [];
      for (const name of await this.#names()) {
        const versions = await slotsOf(join(this.directory, 'models', name, 'versions'));
        if (versions.length === 0) continue;
        summaries.push({ name, versions, aliases: await this.#aliases(where, name) });
      }
      return summaries;
    });
  }

  /**
   * Points an alias at a version, after every byte of it was verified. `production` asks the
   * shipping gate first: the version's recorded comparison must beat its baselines.
   *
   * @param options `force: { reason }` overrules the gate, and the reason is recorded.
   * @returns the move; the one that holds already where the alias points there.
   * @throws MlError GATE_REFUSED; INVALID_ARGUMENT when force has no reason; CHECKSUM_MISMATCH; and as `get`.
   */
  async promote(
    name: string,
    version: VersionOrAlias,
    alias: string,
    options: { readonly force?: Force | undefined } = {},
  ): Promise<AliasEntry> {
    const where = 'ModelRegistry.promote';
    assertKnownOptions(where, options, ['force']);
    assertAlias(where, alias);
    const info = await this.#verified(where, name, version);
    const what = `${name}@${info.version}`;
    const { comparison } = info.manifest;
    const gate = shippingGate(where, what, alias, comparison, options.force);
    const moved = await withStorage(where, () =>
      new AliasLog(this.directory, name, alias).append(where, async (last, lastIsDamaged) => {
        if (last?.version === info.version && !lastIsDamaged) return null;
        return {
          change: 'promote',
          version: info.version,
          sha256: info.sha256,
          gate,
          reason: '',
          earlier: last === undefined ? [] : [pinOf(last), ...last.earlier],
        };
      }),
    );
    if (await exists(this.#versionFolder(name, info.version))) return moved;
    await this.rollback(name, alias, { reason: `${what} was pruned while it was promoted` });
    throw new MlError('UNKNOWN_VERSION', `${where}: ${what} was pruned while it was promoted.`);
  }

  /**
   * Points an alias back at the version that it pointed at before the last promotion, after every
   * byte of that one was verified. Where the last move is damaged, the one before it holds again.
   *
   * @param alias   default `production`.
   * @param options `reason`, which is recorded.
   * @throws MlError UNKNOWN_VERSION when there is no earlier one; CHECKSUM_MISMATCH when it is
   *   damaged, too; and as `get`.
   */
  async rollback(
    name: string,
    alias: string = PRODUCTION,
    options: { readonly reason?: string | undefined } = {},
  ): Promise<AliasEntry> {
    const where = 'ModelRegistry.rollback';
    assertKnownOptions(where, options, ['reason']);
    assertAlias(where, alias);
    await this.#known(where, name);
    return withStorage(where, () =>
      new AliasLog(this.directory, name, alias).append(where, async (last, lastIsDamaged) => {
        const pins = last === undefined ? [] : [pinOf(last), ...last.earlier];
        const [target, ...earlier] = await this.#present(
          name,
          lastIsDamaged ? pins : pins.slice(1),
        );
        if (target === undefined) {
          throw new MlError(
            'UNKNOWN_VERSION',
            `${where}: ${name} has no earlier version to which "${alias}" could go back. ` +
              'Promote one by its number.',
          );
        }
        await this.#verified(where, name, target.version, target.sha256);
        const gate = {
          verdict: 'not asked',
          reason: 'It was there before.',
          forced: null,
        } as const;
        return { change: 'rollback', ...target, gate, reason: options.reason ?? '', earlier };
      }),
    );
  }

  /** All moves of an alias, oldest first. @throws MlError CHECKSUM_MISMATCH, and as `get` */
  async history(name: string, alias: string = PRODUCTION): Promise<AliasEntry[]> {
    const where = 'ModelRegistry.history';
    assertAlias(where, alias);
    await this.#known(where, name);
    return withStorage(where, async () => {
      const log = new AliasLog(this.directory, name, alias);
      const entries: AliasEntry[] = [];
      for (const number of await log.numbers()) entries.push(await log.read(where, number));
      return entries;
    });
  }

  /**
   * Compares every file of every version, and every move of every alias, with its hash.
   *
   * @param name only this model. Default: all.
   * @returns what was looked at, and every fault: none are thrown.
   * @throws MlError UNKNOWN_MODEL | STORAGE_FAILED
   */
  async verify(name?: string): Promise<VerifyReport> {
    const where = 'ModelRegistry.verify';
    if (name !== undefined) await this.#known(where, name);
    return withStorage(where, async () =>
      verify(where, this.directory, name === undefined ? await this.#names() : [name]),
    );
  }

  /**
   * Removes what publishers left behind when they died, and on demand old versions: never the
   * newest ones, one that an alias points at, nor the one that a rollback leads to.
   *
   * @param options `olderThanMs` (1 hour; younger ones may belong to a living publisher), `keep`
   *   (default: all versions).
   * @throws MlError OUT_OF_RANGE | STORAGE_FAILED
   */
  async prune(options: PruneOptions = {}): Promise<PruneReport> {
    const where = 'ModelRegistry.prune';
    return withStorage(where, async () =>
      prune(where, this.directory, await this.#names(), options),
    );
  }

  /** The folders that bear a model's name. */
  async #names(): Promise<string[]> {
    return (await namesIn(join(this.directory, 'models'))).filter(isModelName);
  }

  async #aliases(where: string, name: string): Promise<Record<string, number | null>> {
    const folder = join(this.directory, 'models', name, 'aliases');
    const aliases: [string, number | null][] = [];
    for (const alias of (await namesIn(folder)).filter(isAlias)) {
      try {
        const current = await new AliasLog(this.directory, name, alias).current(where);
        if (current !== undefined) aliases.push([alias, current.version]);
      } catch (cause) {
        if (!(cause instanceof MlError)) throw cause;
        aliases.push([alias, null]);
      }
    }
    return Object.fromEntries(aliases);
  }

  /** Refuses a name that has no versions. */
  async #known(where: string, name: unknown): Promise<number[]> {
    assertModelName(where, name);
    return withStorage(where, async () => {
      const versions = await slotsOf(join(this.directory, 'models', name, 'versions'));
      if (versions.length > 0) return versions;
      const known = (await this.list()).map((summary) => summary.name);
      throw new MlError(
        'UNKNOWN_MODEL',
        `${where}: there is no model "${name}". ${describeKnown('Model', name, known)}`,
      );
    });
  }

  /** The version that is meant; with the hash of its manifest where an alias says it. */
  async #pin(
    where: string,
    name: string,
    selector: VersionOrAlias,
  ): Promise<{ readonly version: number; readonly sha256?: string }> {
    const wanted = readSelector(where, selector);
    const versions = await this.#known(where, name);
    if (typeof wanted === 'string') {
      const log = new AliasLog(this.directory, name, wanted);
      const current = await withStorage(where, () => log.current(where));
      if (current !== undefined) return pinOf(current);
      const aliases = Object.keys(await withStorage(where, () => this.#aliases(where, name)));
      throw new MlError(
        'UNKNOWN_VERSION',
        `${where}: ${name} has no alias "${wanted}". ${describeKnown('Aliase', wanted, aliases)}`,
      );
    }
    if (versions.includes(wanted)) return { version: wanted };
    throw new MlError(
      'UNKNOWN_VERSION',
      `${where}: ${name} has no version ${wanted}. Its newest are ${versions.slice(-10).join(', ')}.`,
    );
  }

  async #info(where: string, name: string, selector: VersionOrAlias): Promise<VersionInfo> {
    const { version, sha256: pinned } = await this.#pin(where, name, selector);
    const folder = this.#versionFolder(name, version);
    const { sha256, manifest } = await withStorage(where, () =>
      readVersionManifest(where, folder, name, pinned),
    );
    return Object.freeze({ name, version, sha256, manifest });
  }

  /** As `#info`, with every file read and compared. */
  async #verified(
    where: string,
    name: string,
    selector: VersionOrAlias,
    pinned?: string,
  ): Promise<VersionInfo> {
    const info = await this.#info(where, name, selector);
    const folder = this.#versionFolder(name, info.version);
    await withStorage(where, async () => {
      if (pinned !== undefined) await readVersionManifest(where, folder, name, pinned);
      await verifyFiles(where, folder, info.manifest);
    });
    return info;
  }

  /** Those versions that were not pruned. */
  async #present(name: string, pins: readonly VersionPin[]): Promise<VersionPin[]> {
    const versions = new Set(await slotsOf(join(this.directory, 'models', name, 'versions')));
    return pins.filter(({ version }) => versions.has(version));
  }

  #versionFolder(name: string, version: number): string {
    return join(this.directory, 'models', name, 'versions', String(version));
  }
}

function pinOf({ version, sha256 }: VersionPin): VersionPin {
  return { version, sha256 };
}

/** The bundle with all that a version carries. */
async function completed(
  where: string,
  bundle: ModelBundle,
  said: Partial<BundleRecord>,
): Promise<ModelBundle> {
  if (!(bundle instanceof ModelBundle)) {
    throw new MlError(
      'WRONG_KIND',
      `${where}: a ModelBundle is needed. Make one: new ModelBundle({…}).`,
    );
  }
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const { kind } = bundle.pipeline.model.state;
  const complete = bundle.withRecord({
    ...given,
    libraries: { ...libraryVersions(kind), ...bundle.libraries, ...said.libraries },
    codeRevision: said.codeRevision ?? bundle.codeRevision ?? (await codeRevision()),
  });
  const missing = [
    ...(Object.keys(complete.metrics).length === 0
      ? ['metrics: { rocAuc: bootstrapInterval(…) }']
      : []),
    ...(complete.dataset === null ? ['dataset: { name, sha256: hashTable(train), rows }'] : []),
  ];
  if (missing.length === 0) return complete;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: a version says how well it does and what it learned from; give ${missing.join(' and ')}.`,
  );
}
