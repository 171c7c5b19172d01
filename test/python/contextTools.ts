import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectPaths, projectRoot } from '../../scripts/setup/paths.mjs';

const windows = process.platform === 'win32';
const venv = join(projectRoot, '.venv-deploy');
const lock = join(projectRoot, 'test', 'python', 'deploy.txt');
/** What was installed last; missing while pip is at work. */
const stamp = join(venv, 'installed.txt');

/** Runs hadolint or kubernetes-validate; the first call installs both, in seconds. @returns what it said. */
export function contextTool(
  name: 'hadolint' | 'kubernetes-validate',
  args: readonly string[],
  cwd: string,
): { readonly status: number | null; readonly told: string } {
  const wanted = readFileSync(lock, 'utf8');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    must(projectPaths().python, ['-m', 'venv', '--clear', venv]);
    must(program('python'), ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', lock]);
    writeFileSync(stamp, wanted);
  }
  const { status, stdout, stderr } = spawnSync(program(name), args, { cwd, encoding: 'utf8' });
  return { status, told: `${stdout}${stderr}` };
}

function program(name: string): string {
  return windows ? join(venv, 'Scripts', `${name}.exe`) : join(venv, 'bin', name);
}

function must(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
}
