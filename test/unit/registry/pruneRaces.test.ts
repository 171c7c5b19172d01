import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ModelRegistry, type PruneReport } from 'mle-kit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { published, waveBundle } from './bundles.js';
import { newFolder } from './newFolder.js';

/** What happens just before and just after a rename: the moments in which others may act. */
const { moments } = vi.hoisted(() => ({
  moments: {
    before: async (_to: string): Promise<void> => {},
    after: async (_from: string): Promise<void> => {},
  },
}));
const nothing = { ...moments };

vi.mock('node:fs/promises', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs/promises')>();
  return {
    ...fs,
    rename: async (from: string, to: string) => {
      await moments.before(to);
      await fs.rename(from, to);
      await moments.after(from);
    },
  };
});

afterEach(() => {
  Object.assign(moments, nothing);
});

async function threeVersions(): Promise<ModelRegistry> {
  const registry = await ModelRegistry.open(newFolder());
  for (const slope of [1, 2, 3]) await registry.publish(waveBundle(slope), published('waves'));
  return registry;
}

describe('a version that is promoted and pruned at once', () => {
  it('is not pointed at when it has gone before the alias moved', async () => {
    const registry = await threeVersions();
    await registry.promote('waves', 3, 'staging');
    moments.before = async (to) => {
      if (!/aliases.staging.2$/.test(to)) return;
      Object.assign(moments, nothing);
      await registry.prune({ keep: 1 });
    };
    await expect(registry.promote('waves', 2, 'staging')).rejects.toThrow(
      /waves@2 was pruned while it was promoted.*UNKNOWN_VERSION/,
    );
    expect(await registry.resolve('waves', 'staging')).toBe(3);
    expect((await registry.list())[0]!.versions).toEqual([3]);
    expect((await registry.verify()).faults).toEqual([]);
  });

  it('is put back when the alias moved while it was taken away', async () => {
    const registry = await threeVersions();
    let release = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrive = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    moments.before = async (to) => {
      if (!/aliases.staging.1$/.test(to)) return;
      arrive();
      await waiting;
    };
    const promoted = registry.promote('waves', 2, 'staging').then(
      () => 'promoted',
      () => 'undone',
    );
    await arrived;
    moments.after = async (from) => {
      if (!/versions.2$/.test(from)) return;
      Object.assign(moments, nothing);
      release();
      while ((await registry.list())[0]!.aliases.staging === undefined) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await registry.prune({ keep: 1 });
    expect((await registry.list())[0]!.versions).toEqual([2, 3]);
    await promoted; // it may have looked in the moment between
    expect((await registry.verify()).faults).toEqual([]);
  });

  it('is not pointed at, and whoever moved the alias since then has the word', async () => {
    const registry = await threeVersions();
    await registry.promote('waves', 1, 'staging');
    moments.before = async (to) => {
      if (!/aliases.staging.2$/.test(to)) return;
      moments.before = nothing.before;
      await registry.prune({ keep: 1 });
      moments.after = async () => {
        Object.assign(moments, nothing);
        await registry.promote('waves', 3, 'staging');
      };
    };
    await expect(registry.promote('waves', 2, 'staging')).rejects.toThrow('UNKNOWN_VERSION');
    expect(await registry.resolve('waves', 'staging')).toBe(3);
  });
});

describe('two prunes at once', () => {
  it('share the work, and neither stumbles over what the other has removed', async () => {
    const registry = await threeVersions();
    let faster: Promise<PruneReport> | undefined;
    moments.before = async () => {
      Object.assign(moments, nothing);
      faster = registry.prune({ keep: 1 });
      await faster;
    };
    expect((await registry.prune({ keep: 1 })).versions).toEqual([]);
    expect((await faster!).versions.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('leave alone what the other has only just set aside, however old it is', async () => {
    const registry = await threeVersions();
    const folder = join(registry.directory, 'models', 'waves', 'versions', '1');
    for (const name of ['', ...readdirSync(folder)]) utimesSync(join(folder, name), 0, 0);
    let other: PruneReport | undefined;
    moments.after = async () => {
      Object.assign(moments, nothing);
      other = await registry.prune();
    };
    await registry.prune({ keep: 2 });
    expect(other).toEqual({ temporaries: 0, versions: [] });
  });
});
