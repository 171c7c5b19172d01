import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MlError } from '../core/index.js';
import type { InstalledLibrary, LibraryManifest } from './installedLibrary.js';

/** What `npm pack` made. */
export interface PackedLibrary {
  /** The file's name. */
  readonly tarball: string;
  /** As a lock states it: `sha512-…`. */
  readonly integrity: string;
  /** Its package.json: the library's, with the dependencies that travel. */
  readonly manifest: LibraryManifest;
}

/** What of the library's package.json speaks of its development. */
const OURS = ['optionalDependencies', 'devDependencies', 'scripts'];

/**
 * Packs the library as it lies here into a folder, as npm would publish it, with those dependencies
 * only that are given. The same library gives the same bytes.
 *
 * @throws MlError UNSUPPORTED when there is no npm.
 */
export async function packLibrary(
  where: string,
  { folder, manifest }: InstalledLibrary,
  dependencies: Readonly<Record<string, string>>,
  out: string,
  signal: AbortSignal | undefined,
): Promise<PackedLibrary> {
  const draft = await mkdtemp(join(out, '.library-'));
  try {
    const own = Object.entries(manifest).filter(([field]) => !OURS.includes(field));
    const reduced = { ...Object.fromEntries(own), dependencies } as LibraryManifest;
    const stage = join(draft, 'package');
    await mkdir(stage);
    for (const name of ['bin', 'dist', 'LICENSE']) {
      await cp(join(folder, name), join(stage, name), { recursive: true });
    }
    await writeFile(join(stage, 'package.json'), `${JSON.stringify(reduced, null, 2)}\n`);
    const arguments_ = ['pack', stage, '--pack-destination', out, '--json', '--ignore-scripts'];
    const [{ filename }] = JSON.parse(await npm(where, arguments_, draft, signal)) as [
      { readonly filename: string },
    ];
    const bytes = await readFile(join(out, filename));
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    return { tarball: filename, integrity, manifest: reduced };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function npm(
  where: string,
  arguments_: readonly string[],
  cwd: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', arguments_, {
      cwd,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal === undefined ? {} : { signal }),
    });
    let [told, said] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000);
    });
    const fail = (why: string, cause?: unknown): void => {
      if (signal?.aborted) reject(new MlError('ABORTED', `${where}: stopped while npm packed.`));
      else reject(new MlError('UNSUPPORTED', `${where}: npm pack ${why}.`, { cause }));
    };
    child.on('error', (cause) => fail('does not start; Node.js brings it, so look at PATH', cause));
    child.on('close', (code) => (code === 0 ? resolve(told) : fail(`ends with ${code}: ${said}`)));
  });
}
