import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MlError } from '../../core/index.js';

/** What of this installation a submission may read. */
export interface CourseFolder {
  /** The folder `node_modules` that holds this library. */
  readonly packages: string;
  /** The built library, and where it lies relative to `packages`; '' where it is a package in it. */
  readonly library: string;
  readonly libraryPlace: string;
  /** The course's data sets, if they are near. */
  readonly datasets: string | undefined;
  /** Native TensorFlow's libraries, relative to the folder of `packages`, if they were set up. */
  readonly tensorflow: readonly string[];
}

/**
 * Finds them above this file.
 *
 * @throws MlError UNSUPPORTED when the library is not built.
 */
export function courseFolder(): CourseFolder {
  const packages = packagesAbove(dirname(fileURLToPath(import.meta.url)));
  const library = realpathSync(join(packages, 'mle-kit'));
  if (!existsSync(join(library, 'dist', 'grading', 'apart', 'runnerEntry.js'))) {
    throw new MlError(
      'UNSUPPORTED',
      `the library in ${library} is not built; submissions run against the build. Run "node scripts/setup.mjs".`,
    );
  }
  const datasets = join(dirname(packages), 'datasets');
  const place = relative(realpathSync(packages), library);
  return {
    packages,
    library,
    libraryPlace: place.startsWith('..') ? place.replaceAll('\\', '/') : '',
    datasets: existsSync(join(datasets, 'catalog.json')) ? datasets : undefined,
    tensorflow: tensorflowIn(dirname(packages)),
  };
}

function tensorflowIn(course: string): string[] {
  const lib = join(course, '.venv', 'lib');
  if (!existsSync(lib)) return [];
  return readdirSync(lib)
    .map((python) => `.venv/lib/${python}/site-packages/tensorflow`)
    .filter((place) => existsSync(join(course, place)));
}

/** The folder `node_modules` in which a script in this folder would find the library. */
export function packagesAbove(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const packages = join(folder, 'node_modules');
    if (existsSync(join(packages, 'mle-kit'))) return packages;
    if (dirname(folder) !== folder) continue;
    throw new MlError(
      'UNSUPPORTED',
      `no folder above ${start} has mle-kit among its node_modules. Put the assignment into the course's folder.`,
    );
  }
}
