import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Runner } from './benchmark.js';

/** The interpreter of the peers' own virtual environment; makes it where it is missing. */
export function peersPython(root: string): string {
  const venv = join(root, '.venv-peers');
  const windows = process.platform === 'win32';
  const python = join(venv, windows ? 'Scripts/python.exe' : 'bin/python');
  const lock = join(root, 'scripts/bench/peers/requirements.txt');
  const must = (command: string, args: readonly string[]) => {
    const { status } = spawnSync(command, args, { stdio: 'inherit' });
    if (status !== 0) throw new Error(`bench: "${command} ${args.join(' ')}" failed.`);
  };
  if (!existsSync(python)) must(windows ? 'python' : 'python3', ['-m', 'venv', venv]);
  must(python, ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', lock]);
  return python;
}

/** Starts `peers/<name>.py` on the data in a folder, with as many threads as the project uses. */
export async function startPeer(
  python: string,
  name: string,
  folder: string,
  threads: number,
): Promise<Runner> {
  const child = spawn(python, ['-B', 'peer.py', name, folder], {
    cwd: join(import.meta.dirname, 'peers'),
    env: peersEnvironment(threads),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`bench: the peer ${name} ended.`);
    return JSON.parse(value);
  };
  await next();
  return {
    async run() {
      child.stdin.write('run\n');
      const { ms, answer } = await next();
      return { amount: ms, answer };
    },
    stop: () => child.stdin.end(),
  };
}

/** Runs `peers/<script>` to its end. @returns the milliseconds that it took */
export async function runPeer(
  python: string,
  script: string,
  args: readonly string[],
  threads: number,
): Promise<number> {
  const begin = performance.now();
  const path = join(import.meta.dirname, 'peers', script);
  const env = peersEnvironment(threads);
  const child = spawn(python, ['-B', path, ...args], { env, stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`bench: ${script} ${args.join(' ')} failed.`);
  return performance.now() - begin;
}

/** What a peer is started with, so that it uses so many threads. */
function peersEnvironment(threads: number): NodeJS.ProcessEnv {
  return { ...withoutOpenBlasChoices(), ...limits(String(threads)) };
}

function limits(threads: string): Record<string, string> {
  const names = ['OMP', 'OPENBLAS', 'MKL', 'POLARS_MAX', 'NUMEXPR', 'LOKY_MAX_CPU'];
  const variable = (name: string) =>
    name === 'POLARS_MAX'
      ? 'POLARS_MAX_THREADS'
      : `${name}${name.startsWith('LOKY') ? '_COUNT' : '_NUM_THREADS'}`;
  return Object.fromEntries(names.map((name) => [variable(name), threads]));
}

/** A machine may force an old kernel on OpenBLAS; a peer is to be as fast as it can. */
function withoutOpenBlasChoices(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
  return env;
}
