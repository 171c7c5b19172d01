import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AGAIN } from './diagnose.mjs';
import { SetupFault } from './fault.mjs';
import { onPath } from './onPath.mjs';

const OLDEST = 9;
const REMEDY = `npm install --global npm@10 && ${AGAIN}   (or install Node again: it brings npm)`;

/**
 * How to start npm without a shell: its JavaScript under this Node where that can be found (so that
 * Windows needs no npm.cmd), else the program itself.
 *
 * @returns {{ command: string, args: string[], version: string | undefined } | undefined}
 */
export function findNpm(environment = process.env) {
  const given = environment.npm_execpath;
  const found = onPath('npm', environment);
  const beside = dirname(process.execPath);
  const scripts = [
    given && /npm-cli\.c?js$/.test(given) ? given : undefined,
    found === undefined ? undefined : realpathSync(found),
    found === undefined
      ? undefined
      : join(dirname(found), 'node_modules', 'npm', 'bin', 'npm-cli.js'), // Windows
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = scripts.find(
    (path) => path !== undefined && /\.c?js$/.test(path) && existsSync(path),
  );
  // A program named npm that is no JavaScript wins over a script that merely lies beside Node.
  if (found !== undefined && script !== scripts[0] && !/\.(c?js|cmd)$/i.test(realpathSync(found))) {
    return { command: found, args: [], version: undefined };
  }
  if (script !== undefined) {
    return { command: process.execPath, args: [script], version: versionBeside(script) };
  }
  return undefined;
}

function versionBeside(script) {
  try {
    return JSON.parse(readFileSync(join(dirname(script), '..', 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** The npm to use, or the fault that there is none or an old one. */
export function requireNpm(environment = process.env) {
  const npm = findNpm(environment);
  if (npm === undefined) throw new SetupFault('npm is not installed.', REMEDY);
  if (npm.version !== undefined && Number.parseInt(npm.version, 10) < OLDEST) {
    throw new SetupFault(`npm ${npm.version} is too old: ${OLDEST} or later is needed.`, REMEDY);
  }
  return npm;
}
