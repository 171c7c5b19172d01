import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithUs, freePorts, MlError } from '../core/index.js';

/** Why there is no Redis here; undefined where there is. */
export function noRedis(): string | undefined {
  const { error } = spawnSync('redis-server', ['--version']);
  return error && `redis-server is not installed (${error.message})`;
}

/** A Redis of one's own on the loopback, which keeps nothing on disk. */
export interface OwnRedis {
  readonly url: string;
  /** Ends it at once, as a power cut would: what it held is lost. */
  kill(): Promise<void>;
  /** On the same port, empty. */
  start(): Promise<void>;
  /** Ends it, and removes its folder. */
  remove(): Promise<void>;
}

/**
 * Starts Redis for the length of a test or a lesson; it ends with this process at the latest.
 *
 * @throws MlError UNSUPPORTED when it is not installed, or does not answer within ten seconds.
 */
export async function startRedis(): Promise<OwnRedis> {
  const lacking = noRedis();
  if (lacking !== undefined) {
    const hint = 'On Debian or Ubuntu: apt-get install redis-server; on macOS: brew install redis.';
    throw new MlError('UNSUPPORTED', `startRedis: ${lacking}.`, { hint });
  }
  const folder = mkdtempSync(join(tmpdir(), 'mle-redis-'));
  const [port] = (await freePorts(1)) as [number];
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder];
    child = spawn('redis-server', [...args, '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
    });
    endWithUs(child);
    for (let i = 0; i < 200; i++) {
      if (await answers(port)) return;
      await sleep(50);
    }
    throw new MlError('UNSUPPORTED', `startRedis: redis-server does not answer at port ${port}.`);
  };
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
