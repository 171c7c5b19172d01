import { resolve } from 'node:path';
import { assertKnownOptions, MlError } from '../core/index.js';
import { type AliasEntry, AliasLog } from './aliasLog.js';
import { type BundleRecord, RECORD_FIELDS } from './bundleRecord.js';
import { completeBundle } from './completeBundle.js';
import { copyVersion } from './copyVersion.js';
import {
  assertModel,
  findVersion,
  type ModelSummary,
  modelNames,
  pinVersion,
  summarize,
  type VersionInfo,
  versionFolder,
} from './findVersion.js';
import type { ModelBundle } from './modelBundle.js';
import type { ModelReaders } from './modelReaders.js';
import { promoteVersion, rollBack } from './moveAlias.js';
import { assertAlias, assertModelName, PRODUCTION, type VersionOrAlias } from './names.js';
import { openFolder } from './openFolder.js';
import { type PruneOptions, type PruneReport, prune } from './prune.js';
import type { Force } from './shippingGate.js';
import { claimSlot, ensureFolder, slotsOf, withStorage, withTemporary } from './storage.js';
import { type VerifyReport, verify } from './verify.js';
import { readBundle, readCard, writeVersion } from './versionFolder.js';

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

/** A version, loaded. */
export interface RegisteredModel extends VersionInfo {
  readonly bundle: ModelBundle;
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
    const complete = await completeBundle(where, bundle, record);
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
    return withStorage(where, async () => {
      const info = await findVersion(where, this.directory, name, version);
      const folder = versionFolder(this.directory, name, info.version);
      const bundle = await readBundle(where, folder, info.manifest, this.#readers);
      return Object.freeze({ ...info, bundle });
    });
  }

  /** A version without its model. @throws MlError as `get` */
  async describe(name: string, version: VersionOrAlias): Promise<VersionInfo> {
    const where = 'ModelRegistry.describe';
    return withStorage(where, () => findVersion(where, this.directory, name, version));
  }

  /** The number of the version that is meant: cheap enough to ask every second. @throws MlError as `get` */
  async resolve(name: string, version: VersionOrAlias): Promise<number> {
    const where = 'ModelRegistry.resolve';
    const pin = await withStorage(where, () => pinVersion(where, this.directory, name, version));
    return pin.version;
  }

  /** The model card of a version, Markdown. @throws MlError as `get` */
  async card(name: string, version: VersionOrAlias): Promise<string> {
    const where = 'ModelRegistry.card';
    return withStorage(where, async () => {
      const info = await findVersion(where, this.directory, name, version);
      const folder = versionFolder(this.directory, name, info.version);
      return readCard(where, folder, info.manifest);
    });
  }

  /**
   * Copies one version into another registry, number kept, every byte compared with its hash: what
   * an image or another site is to serve.
   *
   * @param target the registry that gets it.
   * @throws MlError INVALID_ARGUMENT when the target has that version already; and as `get`.
   */
  async copyTo(target: ModelRegistry, name: string, version: VersionOrAlias): Promise<VersionInfo> {
    const where = 'ModelRegistry.copyTo';
    return withStorage(where, async () => {
      const { directory } = target;
      const copied = await copyVersion(where, this.directory, directory, name, version);
      if (copied !== undefined) return copied;
      throw new MlError(
        'INVALID_ARGUMENT',
        `${where}: ${directory} has a version of that number of ${name} already, and versions never change. Give an empty registry.`,
      );
    });
  }

  /** All models by name, with versions and aliases. @throws MlError STORAGE_FAILED */
  async list(): Promise<ModelSummary[]> {
    const where = 'ModelRegistry.list';
    return withStorage(where, () => summarize(where, this.directory));
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
    const { force } = options;
    return withStorage(where, () =>
      promoteVersion(where, this.directory, name, version, alias, force),
    );
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
    return withStorage(where, () =>
      rollBack(where, this.directory, name, alias, options.reason ?? ''),
    );
  }

  /** All moves of an alias, oldest first. @throws MlError CHECKSUM_MISMATCH, and as `get` */
  async history(name: string, alias: string = PRODUCTION): Promise<AliasEntry[]> {
    const where = 'ModelRegistry.history';
    assertAlias(where, alias);
    return withStorage(where, async () => {
      await assertModel(where, this.directory, name);
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
    return withStorage(where, async () => {
      if (name !== undefined) await assertModel(where, this.directory, name);
      return verify(
        where,
        this.directory,
        name === undefined ? await modelNames(this.directory) : [name],
      );
    });
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
      prune(where, this.directory, await modelNames(this.directory), options),
    );
  }
}
