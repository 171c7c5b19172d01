import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const lock = JSON.parse(
  readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
) as { readonly packages: Readonly<Record<string, Locked>> };

/** Where npm looks for `name` from a package on: beside it, then further out. */
function found(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    if (Object.hasOwn(lock.packages, `${folder === '' ? '' : `${folder}/`}node_modules/${name}`)) {
      return true;
    }
    if (!folder.includes('/node_modules/')) {
      return Object.hasOwn(lock.packages, `node_modules/${name}`);
    }
  }
}

describe('package-lock.json', () => {
  it('holds the packages of every platform, or npm ci fails on those that it lacks', () => {
    const missing = Object.entries(lock.packages).flatMap(
      ([place, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies)
          .filter((name) => !found(place, name))
          .map((name) => `${name} of ${place || 'the course'}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry host', () => {
    const hosts = Object.values(lock.packages).filter(({ resolved }) => resolved?.includes('://'));
    expect(hosts).toEqual([]);
  });
});
