import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BaselineComparison, MlError, ModelRegistry } from 'mle-kit';
import { beforeAll, describe, expect, it } from 'vitest';
import { bufferBundle, days, published, rainBundle, readers, waveBundle, won } from './bundles.js';
import { newFolder } from './newFolder.js';

const rain = rainBundle();
let comparison: BaselineComparison;
beforeAll(async () => {
  comparison = await won();
});

/** A registry with so many versions of "waves", of slopes 1, 2, 3 … */
async function withVersions(count: number): Promise<ModelRegistry> {
  const registry = await ModelRegistry.open(newFolder());
  for (let slope = 1; slope <= count; slope++) {
    await registry.publish(waveBundle(slope), published('waves', { comparison }));
  }
  return registry;
}

/** What the version's model says of 10 m/s, which is its slope times ten, roughly. */
async function slopeOf(registry: ModelRegistry, version: number | string): Promise<number> {
  const { bundle } = await registry.get('waves', version);
  const [low, high] = [{ wind: 0 }, { wind: 10 }].map((r) => bundle.predictRecord(r) as number);
  return Math.round((high! - low!) / 10);
}

function versionFolder(registry: ModelRegistry, version: number): string {
  return join(registry.directory, 'models', 'waves', 'versions', String(version));
}

function flipBit(path: string, bit: number): void {
  const bytes = readFileSync(path);
  bytes[bit >> 3]! ^= 1 << (bit & 7);
  writeFileSync(path, bytes);
}

describe('publish and get', () => {
  it('numbers versions 1, 2, 3 for each model, and gives back the same bits', async () => {
    const registry = await ModelRegistry.open(newFolder());
    expect(await registry.publish(rain, published('rain'))).toBe(1);
    expect(await registry.publish(rain, published('rain'))).toBe(2);
    expect(await registry.publish(waveBundle(1), published('waves'))).toBe(1);
    const loaded = await registry.get('rain', 2);
    expect(loaded).toMatchObject({ name: 'rain', version: 2 });
    expect(loaded.bundle.predictProbabilities(days)).toEqual(rain.predictProbabilities(days));
    expect(await registry.list()).toEqual([
      { name: 'rain', versions: [1, 2], aliases: {} },
      { name: 'waves', versions: [1], aliases: {} },
    ]);
  });

  it('carries all that a version must say', async () => {
    const registry = await ModelRegistry.open(newFolder());
    await registry.publish(rain, published('rain', { comparison, libraries: { peer: '1.0' } }));
    const { manifest, bundle } = await registry.get('rain', '1');
    expect(bundle.input).toEqual(rain.input);
    expect(bundle.reference).toEqual(rain.reference);
    expect(bundle.record).toEqual({
      ...published('rain'),
      name: undefined,
      comparison,
      seeds: { split: 7 },
      notes: 'For tests.',
      libraries: { node: process.versions.node, 'mle-kit': '0.1.0', peer: '1.0' },
    });
    expect(manifest).toMatchObject({ modelKind: 'logisticRegression', output: rain.output });
    expect(Date.now() - Date.parse(manifest.createdAt)).toBeLessThan(60_000);
    const card = await registry.card('rain', 1);
    for (const told of [
      '# rain',
      'm/s',
      'at noon',
      'dry, rain',
      'brierScore',
      '**ship**',
      'a1b2c3',
      'For tests.',
      'split 7',
      'forty days',
    ]) {
      expect(card).toContain(told);
    }
  });

  it('stores raw bytes as they are, and reads them with the reader of their kind', async () => {
    const directory = newFolder();
    const weights = new Uint8Array(70_000).map((_, i) => i % 251);
    const registry = await ModelRegistry.open(directory, { readers });
    await registry.publish(bufferBundle(weights), published('bytes'));
    const { bundle } = await registry.get('bytes', 1);
    expect(bundle.buffers['layer/weights']).toEqual(weights);
    expect(bundle.buffers['layer/weights']!.byteOffset % 8).toBe(0); // fit for a Float32Array
    const light = await ModelRegistry.open(directory);
    await expect(light.get('bytes', 1)).rejects.toThrow('UNKNOWN_KIND');
    expect((await light.describe('bytes', 1)).manifest.modelKind).toBe('bytes');
  });

  it('writes only JSON, Markdown and raw bytes, each file called by its SHA-256', async () => {
    const registry = await ModelRegistry.open(newFolder());
    await registry.publish(bufferBundle(new Uint8Array([1])), published('waves'));
    const folder = versionFolder(registry, 1);
    const files = readdirSync(folder);
    expect(files.map((file) => file.split('.').pop()).sort()).toEqual([
      ...['bin', 'json', 'json', 'json', 'json', 'md'],
    ]);
    for (const file of files) {
      const hash = createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex');
      expect(file).toContain(hash);
    }
    expect(readdirSync(join(registry.directory, 'tmp'))).toEqual([]);
  });

  it('finds out the revision of the code where nobody says it', async () => {
    const registry = await ModelRegistry.open(newFolder());
    const { codeRevision: _, ...unsaid } = published('waves');
    process.env.MLE_CODE_REVISION = 'from-the-image';
    try {
      await registry.publish(waveBundle(1), unsaid);
    } finally {
      delete process.env.MLE_CODE_REVISION;
    }
    expect((await registry.describe('waves', 1)).manifest.codeRevision).toBe('from-the-image');
    await registry.publish(waveBundle(1).withRecord({ codeRevision: 'trained-at' }), unsaid);
    expect((await registry.describe('waves', 2)).manifest.codeRevision).toBe('trained-at');
  });

  it('gives publishers at the same time distinct versions without gaps', async () => {
    const registry = await ModelRegistry.open(newFolder());
    const other = await ModelRegistry.open(registry.directory);
    const publish = (i: number) =>
      [registry, other][i % 2]!.publish(waveBundle(1), published('waves'));
    const versions = await Promise.all(Array.from({ length: 12 }, (_, i) => publish(i)));
    expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  it.each([
    ...['', '.', '..', '../x', '/etc', 'a/b', 'a\\b', 'A', 'é', '_a', '-a', 'a b', 'a.b', '%2e%2e'],
    ...['..%2fx', 'a\0', 'a\n', 'a'.repeat(65), 'con:', '\u202ea'],
  ])('refuses the name %j for every purpose', async (name) => {
    const registry = await ModelRegistry.open(newFolder());
    const calls = [
      () => registry.publish(rain, published(name)),
      () => registry.get(name, 1),
      () => registry.promote(name, 1, 'staging'),
      () => registry.rollback(name),
      () => registry.history(name),
      () => registry.card(name, 1),
      () => registry.verify(name),
      () => registry.promote('rain', 1, name),
      () => registry.get('rain', name),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow('INVALID_ARGUMENT');
    expect(readdirSync(registry.directory).filter((one) => one !== 'registry.json')).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['without metrics', { metrics: undefined }, 'give metrics'],
    ['without a data set', { dataset: undefined }, 'give dataset'],
    ['with an unknown option', { metric: {} }, 'no option "metric"'],
    ['with a comparison of something else', { comparison: {} }, 'INVALID_ARGUMENT'],
  ])('refuses to publish %s', async (_, more, message) => {
    const registry = await ModelRegistry.open(newFolder());
    const options = { ...published('rain'), ...more } as never;
    await expect(registry.publish(rain, options)).rejects.toThrow(message);
    expect(await registry.list()).toEqual([]);
  });

  it('stores bytes of one moment, though they change while it writes', async () => {
    const registry = await ModelRegistry.open(newFolder(), { readers });
    const weights = new Uint8Array(4_000_000);
    const publishing = registry.publish(bufferBundle(weights), published('bytes'));
    let done = false;
    const change = (): void => {
      weights.fill(weights[0]! + 1);
      if (!done) setImmediate(change);
    };
    change();
    await publishing;
    done = true;
    expect((await registry.verify()).faults).toEqual([]);
    const { bundle } = await registry.get('bytes', 1);
    expect(new Set(bundle.buffers['layer/weights'])).toHaveProperty('size', 1);
  });

  it('leaves nothing behind when publishing fails in the middle', async () => {
    const registry = await ModelRegistry.open(newFolder());
    const broken = bufferBundle(new Uint8Array(10));
    Object.assign(broken.pipeline.model.state, { bias: Number.NaN });
    await expect(registry.publish(broken, published('rain'))).rejects.toThrow(/bias is NaN/);
    expect(readdirSync(join(registry.directory, 'tmp'))).toEqual([]);
    mkdirSync(join(registry.directory, 'models', 'rain', 'versions'), { recursive: true });
    expect(await registry.list()).toEqual([]); // where a publisher died before its first version
  });

  it('says what there is when something is asked for that is not', async () => {
    const registry = await withVersions(2);
    await registry.promote('waves', 1, 'staging');
    await expect(registry.get('wave', 1)).rejects.toThrow(/Did you mean "waves"\?.*UNKNOWN_MODEL/);
    await expect(registry.get('waves', 3)).rejects.toThrow(/newest are 1, 2\. .*UNKNOWN_VERSION/);
    await expect(registry.get('waves', 'stagin')).rejects.toThrow(/"staging".*UNKNOWN_VERSION/);
    for (const version of [0, -1, 1.5, Number.NaN, '01', '1e1', null]) {
      await expect(registry.get('waves', version as never)).rejects.toThrow('INVALID_ARGUMENT');
    }
    await expect(registry.publish({} as never, published('x'))).rejects.toThrow('WRONG_KIND');
  });
});

describe('the shipping gate', () => {
  it('lets a version into production that beat its baselines', async () => {
    const registry = await withVersions(1);
    const moved = await registry.promote('waves', 1, 'production');
    expect(moved).toMatchObject({
      change: 'promote',
      version: 1,
      gate: { verdict: 'passed', forced: null },
    });
    expect(await registry.resolve('waves', 'production')).toBe(1);
  });

  it.each<[string, (won: BaselineComparison) => unknown, RegExp]>([
    ['was never compared', () => null, /no comparison with a baseline is recorded/],
    ['lost', (c) => ({ ...c, verdict: 'do not ship', reason: 'It is worse.' }), /It is worse\./],
    [
      'claims to have won',
      (c) => ({ ...c, differences: c.differences.map((d) => ({ ...d, beaten: false })) }),
      /no list of beaten baselines/,
    ],
    ['won against nobody', (c) => ({ ...c, differences: [] }), /no list of beaten baselines/],
  ])('keeps out one that %s, unless it is forced with a reason', async (_, change, message) => {
    const registry = await ModelRegistry.open(newFolder());
    const record = { comparison: change(comparison) as BaselineComparison };
    await registry.publish(waveBundle(1), published('waves', record));
    const refusal = await registry.promote('waves', 1, 'production').catch((cause) => cause);
    expect(refusal).toMatchObject({ code: 'GATE_REFUSED' });
    expect(refusal.message).toMatch(message);
    await expect(registry.get('waves', 'production')).rejects.toThrow('UNKNOWN_VERSION');
    for (const reason of ['', '  ', undefined]) {
      const force = { reason } as { reason: string };
      await expect(registry.promote('waves', 1, 'production', { force })).rejects.toThrow('why');
    }
    await registry.promote('waves', 1, 'production', { force: { reason: 'Storm tonight.' } });
    const [entry] = await registry.history('waves');
    expect(entry!.gate).toMatchObject({ verdict: 'refused', forced: 'Storm tonight.' });
    expect(entry!.gate.reason).toMatch(message);
  });

  it('stands before production only', async () => {
    const registry = await ModelRegistry.open(newFolder());
    await registry.publish(waveBundle(1), published('waves'));
    const { gate } = await registry.promote('waves', 1, 'staging');
    expect(gate.verdict).toBe('not asked');
  });
});

describe('aliases', () => {
  it('move at once, remember each move, and go back step by step', async () => {
    const registry = await withVersions(3);
    for (const version of [1, 2, 3]) await registry.promote('waves', version, 'production');
    expect(await slopeOf(registry, 'production')).toBe(3);
    expect((await registry.rollback('waves', 'production', { reason: 'drift' })).version).toBe(2);
    expect((await registry.rollback('waves')).version).toBe(1);
    await expect(registry.rollback('waves')).rejects.toThrow('UNKNOWN_VERSION');
    expect(await slopeOf(registry, 'production')).toBe(1);
    await registry.promote('waves', 3, 'production');
    expect((await registry.rollback('waves')).version).toBe(1);
    const history = await registry.history('waves', 'production');
    expect(history.map(({ change, version }) => `${change} ${version}`)).toEqual([
      ...[
        'promote 1',
        'promote 2',
        'promote 3',
        'rollback 2',
        'rollback 1',
        'promote 3',
        'rollback 1',
      ],
    ]);
    expect(history[3]!.reason).toBe('drift');
  });

  it('stay where they are when they are moved to where they point', async () => {
    const registry = await withVersions(1);
    const first = await registry.promote('waves', 1, 'staging');
    expect(await registry.promote('waves', 'staging', 'staging')).toEqual(first);
    expect(await registry.history('waves', 'staging')).toHaveLength(1);
  });

  it('move where their version number was used again by another version', async () => {
    const registry = await ModelRegistry.open(newFolder());
    await registry.publish(waveBundle(2), published('waves'));
    await registry.promote('waves', 1, 'staging');
    rmSync(join(registry.directory, 'models', 'waves', 'versions', '1'), { recursive: true });
    expect(await registry.publish(waveBundle(3), published('waves'))).toBe(1);
    const { sha256 } = await registry.describe('waves', 1);
    await registry.promote('waves', 1, 'staging');
    expect((await registry.get('waves', 'staging')).sha256).toBe(sha256);
  });

  it('lose no move when many are made at once', async () => {
    const registry = await withVersions(4);
    const moves = [1, 2, 3, 4].map((version) => registry.promote('waves', version, 'staging'));
    await Promise.all(moves);
    const history = await registry.history('waves', 'staging');
    expect(history.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
    const last = history[3]!;
    expect(last.earlier.map(({ version }) => version)).toEqual(
      history
        .slice(0, 3)
        .map(({ version }) => version)
        .reverse(),
    );
  });

  it('copy each other: what staging says goes to canary', async () => {
    const registry = await withVersions(2);
    await registry.promote('waves', 2, 'staging');
    expect((await registry.promote('waves', 'staging', 'canary')).version).toBe(2);
    expect((await registry.list())[0]!.aliases).toEqual({ canary: 2, staging: 2 });
  });
});

describe('damage', () => {
  it('to any file of a version is refused by hash; the version before it stays live', async () => {
    const registry = await withVersions(2);
    await registry.promote('waves', 1, 'production');
    const folder = versionFolder(registry, 2);
    const files = readdirSync(folder);
    expect(files).toHaveLength(5);
    for (const file of files) {
      const path = join(folder, file);
      const sound = readFileSync(path);
      const harms: readonly (() => void)[] = [
        () => flipBit(path, 8 * (sound.length >> 1) + 3),
        () => truncateSync(path, sound.length - 1),
        () => truncateSync(path, 0),
        () => appendFileSync(path, '\n'),
        () => rmSync(path),
      ];
      for (const harm of harms) {
        harm();
        await expect(registry.promote('waves', 2, 'production')).rejects.toThrow(
          'CHECKSUM_MISMATCH',
        );
        const { faults } = await registry.verify();
        expect(faults).toMatchObject([{ name: 'waves', what: 'version 2' }]);
        if (!file.endsWith('.md')) {
          await expect(registry.get('waves', 2)).rejects.toThrow('CHECKSUM_MISMATCH');
        }
        writeFileSync(path, sound);
      }
    }
    expect(await registry.verify('waves')).toMatchObject({ versions: 2, moves: 1, faults: [] });
    expect(await registry.resolve('waves', 'production')).toBe(1);
    expect(await slopeOf(registry, 'production')).toBe(1);
  });

  it('to what is in production is undone by a rollback', async () => {
    const registry = await withVersions(2);
    for (const version of [1, 2]) await registry.promote('waves', version, 'production');
    for (const file of readdirSync(versionFolder(registry, 2))) {
      flipBit(join(versionFolder(registry, 2), file), 77);
    }
    await expect(registry.get('waves', 'production')).rejects.toThrow('CHECKSUM_MISMATCH');
    await registry.rollback('waves');
    expect(await slopeOf(registry, 'production')).toBe(1);
  });

  it('to what a rollback leads to is refused, and the alias stays', async () => {
    const registry = await withVersions(2);
    for (const version of [1, 2]) await registry.promote('waves', version, 'production');
    const folder = versionFolder(registry, 1);
    for (const file of readdirSync(folder)) {
      flipBit(join(folder, file), 40);
      await expect(registry.rollback('waves')).rejects.toThrow('CHECKSUM_MISMATCH');
      flipBit(join(folder, file), 40);
    }
    rmSync(folder, { recursive: true });
    cpSync(versionFolder(registry, 2), folder, { recursive: true });
    await expect(registry.rollback('waves')).rejects.toThrow(/was promoted.*CHECKSUM/s);
    expect(await slopeOf(registry, 'production')).toBe(2);
  });

  it('to the last move of an alias is refused, and a rollback takes the move before it', async () => {
    const registry = await withVersions(3);
    for (const version of [1, 2, 3]) await registry.promote('waves', version, 'production');
    const folder = join(registry.directory, 'models', 'waves', 'aliases', 'production', '3');
    flipBit(join(folder, readdirSync(folder)[0]!), 500);
    await expect(registry.get('waves', 'production')).rejects.toThrow('CHECKSUM_MISMATCH');
    expect((await registry.list())[0]!.aliases).toEqual({ production: null });
    expect((await registry.verify()).faults).toMatchObject([{ what: 'alias production, move 3' }]);
    expect((await registry.rollback('waves')).version).toBe(2);
    expect(await slopeOf(registry, 'production')).toBe(2);
    expect((await registry.rollback('waves')).version).toBe(1);
  });

  it('by exchange is seen: another version under the promoted number, another model', async () => {
    const registry = await withVersions(2);
    await registry.promote('waves', 2, 'production');
    rmSync(versionFolder(registry, 2), { recursive: true });
    cpSync(versionFolder(registry, 1), versionFolder(registry, 2), { recursive: true });
    await expect(registry.get('waves', 'production')).rejects.toThrow(/was promoted.*CHECKSUM/s);
    const aliases = join(registry.directory, 'models', 'waves', 'aliases');
    cpSync(join(aliases, 'production'), join(aliases, 'canary'), { recursive: true });
    await expect(registry.get('waves', 'canary')).rejects.toThrow(/no move of this alias.*CHECK/s);
    const stolen = join(registry.directory, 'models', 'tides', 'versions', '1');
    cpSync(versionFolder(registry, 1), stolen, { recursive: true });
    await expect(registry.get('tides', 1)).rejects.toThrow(/published as "waves".*CHECKSUM/s);
  });

  it('by a manifest that names a path is refused, though its hash is right', async () => {
    const registry = await withVersions(1);
    const folder = versionFolder(registry, 1);
    const name = readdirSync(folder).find((file) => file.startsWith('manifest.'))!;
    const manifest = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const forge = (change: object): void => {
      for (const file of readdirSync(folder)) {
        if (file.startsWith('manifest.')) rmSync(join(folder, file));
      }
      const text = JSON.stringify({ ...manifest, ...change });
      const hash = createHash('sha256').update(text).digest('hex');
      writeFileSync(join(folder, `manifest.${hash}.json`), text);
    };
    const [first, ...rest] = manifest.files;
    cpSync(join(folder, first.file), join(registry.directory, 'outside.json')); // hash and size fit
    const bad: readonly [object, string][] = [
      [{ files: [{ ...first, file: '../../../../outside.json' }, ...rest] }, 'CHECKSUM_MISMATCH'],
      [{ files: [{ ...first, bytes: -1 }, ...rest] }, 'CHECKSUM_MISMATCH'],
      [{ files: rest }, 'CHECKSUM_MISMATCH'],
      [{ files: [first, ...manifest.files] }, 'CHECKSUM_MISMATCH'],
      [{ output: {} }, 'CHECKSUM_MISMATCH'],
      [{ kind: 'x' }, 'CHECKSUM_MISMATCH'],
      [{ format: 2 }, 'UNSUPPORTED'],
    ];
    const pipeline = manifest.files.find((file: { role: string }) => file.role === 'pipeline').file;
    const text = createHash('sha256').update('{').digest('hex');
    writeFileSync(join(folder, `${text}.json`), '{');
    const files = manifest.files.map((file: { file: string }) =>
      file.file === pipeline ? { ...file, file: `${text}.json`, sha256: text, bytes: 1 } : file,
    );
    forge({ files });
    await expect(registry.get('waves', 1)).rejects.toThrow(/not JSON.*CHECKSUM_MISMATCH/s);
    for (const [change, code] of bad) {
      forge(change);
      await expect(registry.get('waves', 1)).rejects.toThrow(code);
    }
    forge({});
    expect(await slopeOf(registry, 1)).toBe(1);
    writeFileSync(join(folder, `manifest.${'0'.repeat(64)}.json`), '{}');
    await expect(registry.get('waves', 1)).rejects.toThrow('2 files');
  });

  it('does not stop the numbers: an empty slot or a stray file only costs its number', async () => {
    const registry = await withVersions(1);
    mkdirSync(versionFolder(registry, 2));
    writeFileSync(versionFolder(registry, 3), '');
    await expect(registry.get('waves', 2)).rejects.toThrow('CHECKSUM_MISMATCH');
    expect(await registry.publish(waveBundle(4), published('waves'))).toBe(4);
    expect((await registry.verify()).faults).toHaveLength(2);
  });
});

describe('prune', () => {
  it('removes what dead publishers left, and leaves what is young', async () => {
    const registry = await withVersions(1);
    for (const name of ['old', 'young']) {
      mkdirSync(join(registry.directory, 'tmp', name));
      writeFileSync(join(registry.directory, 'tmp', name, 'part.json'), '{');
    }
    const past = Date.now() / 1000 - 7200;
    utimesSync(join(registry.directory, 'tmp', 'old'), past, past);
    expect(await registry.prune()).toMatchObject({ temporaries: 0 }); // its file is young
    utimesSync(join(registry.directory, 'tmp', 'old', 'part.json'), past, past);
    expect(await registry.prune()).toEqual({ temporaries: 1, versions: [] });
    expect(readdirSync(join(registry.directory, 'tmp'))).toEqual(['young']);
    expect(await registry.prune({ olderThanMs: 0 })).toMatchObject({ temporaries: 1 });
    expect(await slopeOf(registry, 1)).toBe(1);
  });

  it('removes old versions on demand, but none that an alias or its rollback needs', async () => {
    const registry = await withVersions(7);
    for (const version of [1, 2, 4]) await registry.promote('waves', version, 'production');
    await registry.promote('waves', 3, 'staging');
    const { versions } = await registry.prune({ keep: 2 });
    expect(versions.map(({ version }) => version)).toEqual([1, 5]);
    expect((await registry.list())[0]!.versions).toEqual([2, 3, 4, 6, 7]);
    expect((await registry.rollback('waves')).version).toBe(2);
    await expect(registry.rollback('waves')).rejects.toThrow('UNKNOWN_VERSION'); // 1 is gone
    expect((await registry.verify()).faults).toEqual([]);
    expect(await registry.publish(waveBundle(8), published('waves'))).toBe(8);
    await expect(registry.prune({ keep: 0 })).rejects.toThrow('OUT_OF_RANGE');
  });

  it('lets a rollback step over versions that are gone', async () => {
    const registry = await withVersions(5);
    await registry.promote('waves', 1, 'staging');
    for (const version of [1, 2, 3, 4]) await registry.promote('waves', version, 'production');
    await registry.prune({ keep: 1 });
    expect((await registry.list())[0]!.versions).toEqual([1, 3, 4, 5]);
    expect((await registry.rollback('waves')).version).toBe(3);
    expect((await registry.rollback('waves')).version).toBe(1);
  });
});

describe('open', () => {
  it('makes a registry where there is nothing, and finds it again', async () => {
    const directory = join(newFolder(), 'a', 'b');
    await expect(ModelRegistry.open(directory, { create: false })).rejects.toThrow(
      'FILE_NOT_FOUND',
    );
    const registry = await ModelRegistry.open(directory);
    await registry.publish(rain, published('rain'));
    const again = await ModelRegistry.open(directory, { create: false });
    expect(await again.list()).toEqual(await registry.list());
  });

  it('is made once by many who open it at once', async () => {
    for (let time = 0; time < 20; time++) {
      const directory = join(newFolder(), 'shared');
      const open = async (_: unknown, i: number) => {
        await setTimeout(i / 4); // some while others are at it
        await ModelRegistry.open(directory);
      };
      await Promise.all(Array.from({ length: 16 }, open));
      expect(readdirSync(directory)).toEqual(['registry.json']);
    }
  });

  it('says what the system refuses', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    await expect(ModelRegistry.open(join(file, 'below'))).rejects.toThrow(
      /ENOTDIR.*STORAGE_FAILED/,
    );
  });

  it('leaves other folders and later registries alone', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, '.DS_Store'), '');
    await ModelRegistry.open(folder); // hidden files are nothing
    writeFileSync(join(folder, 'registry.json'), '{"kind":"modelRegistry","format":2}');
    await expect(ModelRegistry.open(folder)).rejects.toThrow('UNSUPPORTED');
    renameSync(join(folder, 'registry.json'), join(folder, 'thesis.docx'));
    await expect(ModelRegistry.open(folder)).rejects.toThrow(/thesis\.docx.*INVALID_ARGUMENT/);
    await expect(ModelRegistry.open(join(folder, 'thesis.docx'))).rejects.toThrow(MlError);
    await expect(ModelRegistry.open(folder, { creat: true } as never)).rejects.toThrow('"create"');
  });
});
