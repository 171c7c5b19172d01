import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { MlError } from '../core/index.js';
import type { LockFile } from './productionLock.js';

/** The library as it lies here, and the lock that says which packages it was tested with. */
export interface InstalledLibrary {
  /** The folder of its package.json. */
  readonly folder: string;
  readonly manifest: LibraryManifest;
  readonly lock: LockFile;
  /** Where the library lies, seen from the lock. */
  readonly place: string;
  /** The versions that the project around it imposes on packages of packages. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** Of a package.json, what is read here. */
export interface LibraryManifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/**
 * Finds the library's own package and the lock above it.
 *
 * @throws MlError UNSUPPORTED when the library is not compiled, or nobody has locked its packages.
 */
export function installedLibrary(where: string): InstalledLibrary {
  const file = createRequire(import.meta.url).resolve('mle-kit/package.json');
  const folder = dirname(file);
  if (!existsSync(join(folder, 'dist', 'cli', 'index.js'))) {
    throw new MlError(
      'UNSUPPORTED',
      `${where}: the library in ${folder} is not compiled. Compile it: node scripts/setup.mjs.`,
    );
  }
  for (let above = dirname(folder); ; above = dirname(above)) {
    if (existsSync(join(above, 'package-lock.json'))) {
      const { overrides = {} } = read(join(above, 'package.json')) as {
        readonly overrides?: Record<string, unknown>;
      };
      return {
        folder,
        manifest: read(file) as LibraryManifest,
        lock: read(join(above, 'package-lock.json')) as LockFile,
        place: relative(above, folder).split(sep).join('/'),
        overrides,
      };
    }
    if (dirname(above) !== above) continue;
    throw new MlError(
      'UNSUPPORTED',
      `${where}: no folder above ${folder} has a package-lock.json, so nobody can say which packages the library was tested with. Write one: npm install --package-lock-only.`,
    );
  }
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
