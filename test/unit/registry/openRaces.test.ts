import { join } from 'node:path';
import { ModelRegistry } from 'mle-kit';
import { expect, it, vi } from 'vitest';
import { published, waveBundle } from './bundles.js';
import { newFolder } from './newFolder.js';

/** What somebody else does once whoever opens has looked for the mark, and found none. */
const { meanwhile } = vi.hoisted(() => ({ meanwhile: [] as (() => Promise<unknown>)[] }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs/promises')>();
  return {
    ...fs,
    readFile: async (...args: Parameters<typeof fs.readFile>) => {
      const isMark = String(args[0]).endsWith('registry.json');
      const [read] = await Promise.allSettled([fs.readFile(...args)]);
      if (isMark && read.status === 'rejected') await meanwhile.pop()?.();
      if (read.status === 'rejected') throw read.reason;
      return read.value;
    },
  };
});

const directory = () => join(newFolder(), 'registry');

async function publishedElsewhere(path: string): Promise<void> {
  const registry = await ModelRegistry.open(path);
  await registry.publish(waveBundle(1), published('waves'));
}

it('opens a registry that others made, and published to, between two of its looks', async () => {
  const path = directory();
  meanwhile.push(() => publishedElsewhere(path));
  const registry = await ModelRegistry.open(path);
  expect(meanwhile).toEqual([]);
  expect((await registry.list()).map(({ name }) => name)).toEqual(['waves']);
});

it('does so where it is not to make one, too', async () => {
  const path = directory();
  meanwhile.push(() => publishedElsewhere(path));
  await expect(ModelRegistry.open(path, { create: false })).resolves.toBeInstanceOf(ModelRegistry);
});
