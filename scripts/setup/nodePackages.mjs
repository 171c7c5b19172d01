import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AGAIN, diagnose } from './diagnose.mjs';
import { childEnvironment } from './environment.mjs';
import { SetupFault } from './fault.mjs';
import { fingerprint, textOf } from './fingerprint.mjs';
import { requireNpm } from './npm.mjs';

/** Step 1: `npm ci`, so that node_modules is what package-lock.json says. */
export const nodePackages = {
  id: 'node-packages',
  name: 'npm packages',
  megabytes: 900,

  fingerprint: (paths) => fingerprint(textOf(paths.packageLock)),

  /** npm writes its own copy of the lock last: no copy, not finished. */
  present: (paths) => existsSync(paths.installedLock),

  async examine({ paths }) {
    const difference = differenceIn(paths);
    return difference === undefined ? { sound: true } : { sound: false, why: difference };
  },

  async make({ paths, children }) {
    const npm = requireNpm();
    const { code, output } = await children.run(
      npm.command,
      // Three quick tries instead of minutes of silence where there is no network.
      [
        ...npm.args,
        'ci',
        // Whatever a .npmrc leaves out.
        '--include=dev',
        '--include=optional',
        '--no-progress',
        '--fetch-retries=3',
        '--fetch-retry-mintimeout=1000',
        '--fetch-retry-maxtimeout=5000',
      ],
      { cwd: paths.root, env: childEnvironment() },
    );
    if (code !== 0) {
      throw diagnose('npm', 'npm registry', output, { what: 'npm ci', log: paths.log });
    }
    const difference = differenceIn(paths);
    if (difference !== undefined) {
      throw new SetupFault(
        `npm ci has ended well, but ${difference}: a setting of npm may leave packages out.`,
        `npm config list   (shows your settings: take out "omit", "only" and the like), then ${AGAIN}`,
      );
    }
    return {};
  },
};

function differenceIn(paths) {
  return differsFromLock(textOf(paths.packageLock), textOf(paths.installedLock), (name) =>
    existsSync(join(paths.root, name)),
  );
}

/**
 * The first difference between the lock and what npm says it installed; undefined when there is none.
 * Optional packages may be missing: most of them are for other platforms.
 *
 * @param {string | undefined} wanted package-lock.json
 * @param {string | undefined} installed node_modules/.package-lock.json
 * @param {(path: string) => boolean} exists
 */
export function differsFromLock(wanted, installed, exists) {
  if (wanted === undefined) return 'package-lock.json is missing';
  if (installed === undefined) return 'node_modules is missing or unfinished';
  const here = JSON.parse(installed).packages ?? {};
  for (const [path, entry] of Object.entries(JSON.parse(wanted).packages)) {
    if (!path.startsWith('node_modules/')) continue;
    const found = here[path];
    if (found === undefined || !exists(path)) {
      if (entry.optional === true && found === undefined) continue;
      return `${path} is missing`;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) {
      return `${path} is ${found.version}, wanted is ${entry.version}`;
    }
  }
  return undefined;
}
