import type { InstalledLibrary } from './installedLibrary.js';
import type { PackagePlan } from './packageOptions.js';
import type { PackedLibrary } from './packLibrary.js';
import { type LockedPackage, productionLock } from './productionLock.js';

/** The package.json and package-lock.json of an image. */
export interface ProductionFiles {
  readonly packageJson: object;
  readonly lock: { readonly packages: Readonly<Record<string, LockedPackage>> };
}

/**
 * What `npm ci` installs in an image: the packed library and the packages that it leads to, each
 * at the version and hash that the lock around the library states.
 */
export function productionFiles(
  { name, version, tarball }: PackagePlan,
  { lock, place, overrides }: InstalledLibrary,
  { integrity, manifest }: PackedLibrary,
): ProductionFiles {
  const locked = productionLock(lock, place, Object.keys(manifest.dependencies));
  const there = new Set(Object.keys(locked).map((path) => path.split('node_modules/').pop()!));
  const kept = Object.entries(overrides).filter(([key]) => there.has(key.replace(/(?!^)@.*$/, '')));
  const root = {
    name: `${name}-image`,
    version: `${version}.0.0`,
    dependencies: { 'mle-kit': `file:${tarball}` },
    engines: manifest.engines,
  };
  const own: LockedPackage = {
    version: manifest.version,
    resolved: `file:${tarball}`,
    integrity,
    license: manifest.license,
    dependencies: manifest.dependencies,
    bin: manifest.bin,
    engines: manifest.engines,
  };
  return {
    packageJson: {
      ...root,
      private: true,
      type: 'module',
      ...(kept.length === 0 ? {} : { overrides: Object.fromEntries(kept) }),
    },
    lock: {
      ...{ name: root.name, version: root.version, lockfileVersion: 3, requires: true },
      packages: { '': root, 'node_modules/mle-kit': own, ...locked },
    },
  };
}
