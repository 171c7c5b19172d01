import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { MlError, syncFolder } from '../core/index.js';
import { neuralReaders } from '../models/neural/index.js';
import { ModelRegistry, type VersionInfo, type VersionOrAlias } from '../registry/index.js';
import { composeFile } from './composeFile.js';
import { contextReadme } from './contextReadme.js';
import { dockerfile, dockerignore } from './dockerfile.js';
import { installedLibrary } from './installedLibrary.js';
import { kubernetesName } from './kubernetesName.js';
import { type PackageOptions, type PackagePlan, readPackageOptions } from './packageOptions.js';
import { packLibrary } from './packLibrary.js';
import { productionFiles } from './productionFiles.js';
import { scoringManifests } from './scoringManifests.js';
import { servingManifests } from './servingManifests.js';
import { shippedDependencies } from './shippedDependencies.js';
import { yamlText } from './yamlText.js';

/** What was written. */
export interface PackageReport extends PackagePlan {
  /** The folder. */
  readonly out: string;
  /** Paths below it, sorted, with slashes. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** How many packages `npm ci` installs, those of other platforms included. */
  readonly packages: number;
}

const WHERE = 'packageModel';

/**
 * Writes the build context of an image that serves one version of a model: Dockerfile, compose file,
 * Kubernetes manifests, the library and its locked packages, the model's files by their hashes.
 *
 * The folder is filled elsewhere and renamed into its place, so it is there whole or not at all. It
 * depends on nothing around it and on no clock: the same version and library give the same bytes.
 *
 * @param version its number, or an alias; the number is what is written.
 * @param out     a folder that is not there yet, or empty.
 * @throws MlError INVALID_ARGUMENT when `out` holds something; UNSUPPORTED when the library is not
 *   compiled or npm is missing; ABORTED; and as `ModelRegistry.get`.
 *
 * Cost: about a second, most of it npm's.
 */
export async function packageModel(
  registry: ModelRegistry,
  name: string,
  version: VersionOrAlias,
  out: string,
  options: PackageOptions = {},
): Promise<PackageReport> {
  const { image, signal } = readPackageOptions(WHERE, options);
  const info = await registry.describe(name, version);
  const target = resolve(out);
  await assertFree(target);
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const report = await fill(registry, info, draft, image, signal);
    if (signal?.aborted) throw new MlError('ABORTED', `${WHERE}: stopped; nothing was written.`);
    await readable(draft);
    await rename(draft, target);
    await syncFolder(dirname(target));
    return { ...report, out: target };
  } finally {
    await rm(draft, { recursive: true, force: true }); // where the rename succeeded, it is gone
  }
}

async function fill(
  registry: ModelRegistry,
  info: VersionInfo,
  folder: string,
  image: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Omit<PackageReport, 'out'>> {
  const { name, version, sha256, manifest } = info;
  const library = installedLibrary(WHERE);
  const dependencies = shippedDependencies(library.manifest, manifest.modelKind in neuralReaders);
  const packed = await packLibrary(WHERE, library, dependencies, folder, signal);
  const plan: PackagePlan = {
    name,
    version,
    sha256,
    image: image ?? `${kubernetesName(name)}:${version}`,
    tarball: packed.tarball,
    library: library.manifest.version,
  };
  const { packageJson, lock } = productionFiles(plan, library, packed);
  const texts: Record<string, string> = {
    Dockerfile: dockerfile(plan),
    '.dockerignore': dockerignore(plan),
    'README.md': contextReadme(plan, manifest),
    'package.json': `${JSON.stringify(packageJson, null, 2)}\n`,
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
    'compose.yaml': await yamlText(composeFile(plan)),
    'kubernetes/scoring/scoring.yaml': await yamlText(...scoringManifests(plan)),
  };
  for (const [file, object] of Object.entries(servingManifests(plan))) {
    texts[`kubernetes/${file}.yaml`] = await yamlText(object);
  }
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const copy = await ModelRegistry.open(join(folder, 'registry'));
  await registry.copyTo(copy, name, version);
  await rm(join(copy.directory, 'tmp'), { recursive: true, force: true });
  return { ...plan, files: await filesOf(folder), packages: Object.keys(lock.packages).length - 1 };
}

/** @throws MlError INVALID_ARGUMENT */
async function assertFree(target: string): Promise<void> {
  try {
    if ((await readdir(target)).length === 0) return;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code !== 'ENOTDIR') throw cause;
  }
  throw new MlError(
    'INVALID_ARGUMENT',
    `${WHERE}: ${target} is there and not empty. Name a folder that is not there yet, or remove it first.`,
  );
}

/** What is written may be its maker's alone, by its kind or the umask; the image runs as somebody else. */
async function readable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}

async function filesOf(folder: string): Promise<{ path: string; bytes: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const sized = files.map(async (file) => ({
    path: relative(folder, file).split(sep).join('/'),
    bytes: (await stat(file)).size,
  }));
  return (await Promise.all(sized)).sort((a, b) => (a.path < b.path ? -1 : 1));
}
