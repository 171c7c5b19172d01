import { basename, dirname, join, relative } from 'node:path';
import { ModelRegistry } from 'mle-kit';
import { describe, expect, it, vi } from 'vitest';
import { published, waveBundle } from './bundles.js';
import { newFolder } from './newFolder.js';

/** What was forced onto the disk, and what was renamed, in order. */
const { steps } = vi.hoisted(() => ({ steps: [] as string[][] }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs/promises')>();
  return {
    ...fs,
    open: async (...args: Parameters<typeof fs.open>) => {
      const handle = await fs.open(...args);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => {
        await sync();
        steps.push(['sync', String(args[0])]);
      };
      return handle;
    },
    rename: async (from: string, to: string) => {
      await fs.rename(from, to);
      steps.push(['rename', from, to]);
    },
  };
});

// Windows cannot force folders onto the disk, and needs no such call.
describe.skipIf(process.platform === 'win32')('before publish returns', () => {
  it('each file and folder is on the disk, and only then in its place', async () => {
    const directory = join(newFolder(), 'deep', 'registry');
    const registry = await ModelRegistry.open(directory);
    steps.length = 0;
    await registry.publish(waveBundle(1), published('waves'));
    const place = join(directory, 'models', 'waves', 'versions', '1');
    const moved = steps.findIndex(([step, , to]) => step === 'rename' && to === place);
    const temporary = steps[moved]![1]!;
    const before = steps.slice(0, moved).map(([, path]) => path!);
    const files = before
      .filter((path) => dirname(path) === temporary)
      .map((path) => basename(path));
    expect(files).toHaveLength(5);
    expect(files[4]).toMatch(/^manifest\./); // what names the others comes last
    expect(before[before.length - 1]).toBe(temporary);
    const parents = ['models/waves', 'models', ''].map((path) => join(directory, path));
    for (const path of parents) expect(before.map((one) => join(one))).toContain(join(path));
    expect(steps.slice(moved + 1)).toEqual([['sync', dirname(place)]]);
  });

  it('and so with a move of an alias, and with a new registry', async () => {
    const top = newFolder();
    steps.length = 0;
    const registry = await ModelRegistry.open(join(top, 'deep', 'registry'));
    const synced = steps
      .filter(([step]) => step === 'sync')
      .map(([, path]) => relative(top, path!));
    expect(synced).toEqual(['deep', '', expect.stringContaining('registry.json'), 'deep/registry']);
    await registry.publish(waveBundle(1), published('waves'));
    steps.length = 0;
    await registry.promote('waves', 1, 'staging');
    const place = join(registry.directory, 'models', 'waves', 'aliases', 'staging', '1');
    const moved = steps.findIndex(([step, , to]) => step === 'rename' && to === place);
    const temporary = steps[moved]![1]!;
    expect(steps.slice(moved - 2, moved).map(([, path]) => path)).toEqual([
      expect.stringContaining(join(temporary, 'entry.')),
      temporary,
    ]);
    expect(steps.slice(moved + 1)).toEqual([['sync', dirname(place)]]);
  });
});
