import { MlError } from '../core/index.js';

/** As much of a `package-lock.json` as is read here. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** One installed package; other fields are taken over as they are. */
export interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly [field: string]: unknown;
}

/** Fields that speak of the place where a package was installed, or why, and not of the package. */
const PLACE = ['resolved', 'dev', 'devOptional', 'peer', 'link', 'extraneous'];

const OWN = 'node_modules/mle-kit';

/**
 * The part of a lock that some dependencies of the library lead to, each package at the version at
 * which it was tested, for every platform.
 *
 * Packages stay where they are in the tree, so what each of them finds when it asks for another is
 * unchanged; those of the library's own folder move with it to `node_modules/mle-kit`.
 *
 * @param lock    of the project in which the library lies.
 * @param library where it lies there: `src`, or `node_modules/mle-kit`.
 * @param names   the dependencies that are wanted.
 * @returns the entries of `packages`, without the library's own, sorted by their place.
 * @throws MlError INVALID_STATE when the lock lacks one of them.
 *
 * @example
 * const lock = { packages: { '': {}, 'node_modules/a': { version: '1.0.0', dependencies: { b: '^2' } }, 'node_modules/b': { version: '2.1.0' }, 'node_modules/c': { version: '3.0.0' } } };
 * Object.keys(productionLock(lock, 'node_modules/mle-kit', ['a'])); // [ 'node_modules/a', 'node_modules/b' ]
 */
export function productionLock(
  lock: LockFile,
  library: string,
  names: readonly string[],
): Record<string, LockedPackage> {
  const found = new Map<string, LockedPackage>();
  const visit = (place: string): void => {
    if (found.has(place)) return;
    const entry = lock.packages[place]!;
    found.set(place, entry);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = entry;
    for (const name of Object.keys(dependencies))
      follow(place, name, !(name in optionalDependencies));
    for (const name of Object.keys(optionalDependencies)) follow(place, name, false);
    for (const name of Object.keys(peerDependencies)) {
      follow(place, name, entry.peerDependenciesMeta?.[name]?.optional !== true);
    }
  };
  const follow = (from: string, name: string, needed: boolean): void => {
    const place = placeOf(lock, from, name);
    if (place !== undefined) visit(place);
    else if (needed) throw missing(from, name);
  };
  for (const name of names) follow(library, name, true);
  const entries = [...found].map(
    ([place, entry]) => [moved(place, library), plain(entry)] as const,
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where a package finds another: in its own `node_modules`, else in that of a folder above. */
function placeOf({ packages }: LockFile, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return undefined;
  }
}

function moved(place: string, library: string): string {
  return place.startsWith(`${library}/`) ? `${OWN}${place.slice(library.length)}` : place;
}

function plain(entry: LockedPackage): LockedPackage {
  return Object.fromEntries(Object.entries(entry).filter(([field]) => !PLACE.includes(field)));
}

function missing(from: string, name: string): MlError {
  return new MlError(
    'INVALID_STATE',
    `packageModel: the lock does not say which version of ${name} ${from} uses. Write it again: npm install --package-lock-only.`,
  );
}
