import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelRegistry } from 'mle-kit';
import { packageModel } from 'mle-kit/deploy';
import { beforeAll, describe, expect, it } from 'vitest';
import { mle } from '../cli/recordMle.js';
import { bufferBundle, published, rainBundle, readers } from '../registry/bundles.js';
import { newFolder } from '../registry/newFolder.js';

const directory = newFolder();
let registry: ModelRegistry;

beforeAll(async () => {
  registry = await ModelRegistry.open(directory, { readers });
  for (let i = 0; i < 2; i++) await registry.publish(rainBundle(), published('rain'));
  await registry.publish(bufferBundle(Uint8Array.of(1, 2, 3)), published('waves'));
  await registry.promote('rain', 2, 'staging');
});

const bytesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);

describe('packageModel', () => {
  it('writes the version that an alias means, the same bytes twice, and a lock that is true', async () => {
    const parent = newFolder();
    const [one, two] = [join(parent, 'one'), join(parent, 'two')];
    const report = await packageModel(registry, 'rain', 'staging', one);
    mkdirSync(two); // an empty folder is as good as none
    await packageModel(registry, 'rain', 2, two);
    expect(bytesOf(one)).toEqual(bytesOf(two));
    expect(readdirSync(parent).sort()).toEqual(['one', 'two']);
    expect(report).toMatchObject({ name: 'rain', version: 2, image: 'rain:2', out: one });
    expect(report.files.map(({ path }) => path)).toEqual(
      bytesOf(one).map(([name]) => name!.replaceAll('\\', '/')),
    );
    const { packages } = JSON.parse(readFileSync(join(one, 'package-lock.json'), 'utf8'));
    const tarball = readFileSync(join(one, report.tarball));
    const hash = createHash('sha512').update(tarball).digest('base64');
    expect(packages['node_modules/mle-kit'].integrity).toBe(`sha512-${hash}`);
    expect(Object.keys(packages)).toHaveLength(report.packages + 1);
    expect(JSON.stringify(packages)).not.toMatch(/"(dev|resolved)":(?!"file:)/);
  }, 60_000);

  it.skipIf(process.platform === 'win32')(
    'lets others read it, whatever the umask of its maker: the image runs as another user',
    async () => {
      const out = join(newFolder(), 'rain');
      await registry.publish(rainBundle(), published('rain_'));
      const { umask } = process;
      const before = umask(0o077);
      try {
        expect((await packageModel(registry, 'rain_', 1, out)).image).toMatch(
          /^rain-[0-9a-f]{8}:1$/,
        );
      } finally {
        umask(before);
      }
      for (const name of ['', ...readdirSync(out, { recursive: true, encoding: 'utf8' })]) {
        const found = statSync(join(out, name));
        expect([name, found.mode & 0o777]).toEqual([name, found.isDirectory() ? 0o755 : 0o644]);
      }
    },
    60_000,
  );

  it('copies a registry that loads, with no other version and no alias', async () => {
    const out = join(newFolder(), 'waves');
    await packageModel(registry, 'waves', 1, out, { image: 'example.org/waves:1' });
    const copy = await ModelRegistry.open(join(out, 'registry'), { create: false, readers });
    expect(await copy.list()).toEqual([{ name: 'waves', versions: [1], aliases: {} }]);
    const { bundle, sha256 } = await copy.get('waves', 1);
    expect([...bundle.buffers['layer/weights']!]).toEqual([1, 2, 3]);
    expect(sha256).toBe((await registry.describe('waves', 1)).sha256);
    expect(readFileSync(join(out, 'kubernetes', 'deployment.yaml'), 'utf8')).toContain(
      'image: example.org/waves:1',
    );
  }, 60_000);

  it('refuses a folder that holds something, and an unknown version, and writes nothing', async () => {
    const parent = newFolder();
    const full = join(parent, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'mine'), '');
    await expect(packageModel(registry, 'rain', 2, full)).rejects.toThrow(
      /is there and not empty.*\[INVALID_ARGUMENT\]/,
    );
    await expect(packageModel(registry, 'rain', 9, join(parent, 'new'))).rejects.toThrow(
      'UNKNOWN_VERSION',
    );
    expect(readdirSync(parent)).toEqual(['full']);
  });

  it('refuses damaged files, and writes nothing', async () => {
    const spoiled = await ModelRegistry.open(newFolder());
    await spoiled.publish(rainBundle(), published('rain'));
    const files = join(spoiled.directory, 'models', 'rain', 'versions', '1');
    const card = readdirSync(files).find((name) => name.endsWith('.md'))!;
    writeFileSync(join(files, card), 'x');
    const parent = newFolder();
    await expect(packageModel(spoiled, 'rain', 1, join(parent, 'out'))).rejects.toThrow(
      'CHECKSUM_MISMATCH',
    );
    expect(readdirSync(parent)).toEqual([]);
  }, 60_000);

  it('stops when it is told to, and leaves nothing', async () => {
    const parent = newFolder();
    const signal = AbortSignal.timeout(50);
    await expect(
      packageModel(registry, 'rain', 1, join(parent, 'out'), { signal }),
    ).rejects.toMatchObject({ code: 'ABORTED' });
    expect(readdirSync(parent)).toEqual([]);
  }, 60_000);
});

describe('ModelRegistry.copyTo', () => {
  it('keeps the number, and never overwrites one that is there', async () => {
    const target = await ModelRegistry.open(newFolder());
    expect(await registry.copyTo(target, 'rain', 'staging')).toMatchObject({ version: 2 });
    expect((await target.list())[0]).toMatchObject({ versions: [2] });
    await expect(registry.copyTo(target, 'rain', 2)).rejects.toThrow(
      /has a version of that number.*INVALID_ARGUMENT/,
    );
    expect((await target.verify()).faults).toEqual([]);
  });

  it('takes only what the manifest names', async () => {
    const source = await ModelRegistry.open(newFolder());
    await source.publish(rainBundle(), published('rain'));
    const versions = join('models', 'rain', 'versions', '1');
    writeFileSync(join(source.directory, versions, 'secret.env'), 'KEY=1');
    const target = await ModelRegistry.open(newFolder());
    await source.copyTo(target, 'rain', 1);
    expect(readdirSync(join(target.directory, versions))).not.toContain('secret.env');
    expect((await target.get('rain', 1)).version).toBe(1);
  });
});

describe('mle package', () => {
  it('answers in JSON, helps with an example, and exits as scripts expect', async () => {
    const out = join(newFolder(), 'rain');
    const call = ['package', 'rain@staging', '--registry', directory, '--out', out];
    const { code, out: told } = await mle(...call, '--json');
    expect([code, JSON.parse(told).version]).toEqual([0, 2]);
    expect((await mle(...call)).code).toBe(2); // it is there
    expect((await mle('package', 'rain@7', '--registry', directory, '--out', out)).code).toBe(3);
    expect((await mle('package', 'rain', '--registry', directory, '--out', out)).code).toBe(2);
    expect((await mle('package', 'rain@2', '--registry', directory)).code).toBe(2);
    expect((await mle('package', '--help')).out).toContain('$ mle package rain@3 --out');
  }, 60_000);
});
