import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endWithUs, MlError } from '../core/index.js';
import { mleCommand } from './mleCommand.js';

/** How a replica is started. */
export interface ReplicaOptions {
  /** The folder of the registry. */
  readonly registry: string;
  /** `NAME@VERSION` */
  readonly model: string;
  /** Default 0: any that is free. */
  readonly port?: number;
  /** How long it listens after it has said that it is no longer ready. Default 0. */
  readonly drainMs?: number;
  /** More arguments of `mle serve`. Default `--no-docs`. */
  readonly args?: readonly string[];
  /** What is run before `serve …`. Default: `mleCommand()`. */
  readonly command?: readonly string[];
}

/** A server in a process of its own. */
export interface Replica {
  readonly url: string;
  readonly port: number;
  readonly version: number;
  readonly pid: number;
  /** From the start of the process until it took requests. */
  readonly startMs: number;
  /** Ends it: SIGTERM asks, SIGKILL does not. @returns the exit code, null where a signal ended it. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/**
 * Starts `mle serve` in a process of its own, and waits until it is ready. It ends with this process
 * at the latest.
 *
 * @throws MlError REQUEST_FAILED when it ends before, with what it said.
 */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  const { registry, model, port = 0, drainMs = 0, args: more = ['--no-docs'] } = options;
  const command = options.command ?? mleCommand();
  const begin = performance.now();
  const [program, ...words] = command;
  const args = ['serve', model, '--registry', registry, '--port', `${port}`];
  const child = spawn(
    program!,
    [...words, ...args, '--drain', `${drainMs}`, '--log-level', 'error', '--json', ...more],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  endWithUs(child);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const { url, version } = await firstAnswer(child, ended, model);
  return {
    url,
    port: Number(new URL(url).port),
    version,
    pid: child.pid!,
    startMs: performance.now() - begin,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

async function firstAnswer(child: ChildProcess, ended: Promise<unknown>, model: string) {
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const line = await Promise.race([
    once(createInterface({ input: child.stdout! }), 'line').then(([text]) => text as string),
    ended.then(() => undefined),
  ]);
  if (line !== undefined) return JSON.parse(line) as { readonly url: string; version: number };
  throw new MlError(
    'REQUEST_FAILED',
    `startReplica: the process for ${model} ended before it was ready: ${said.trim()}`,
  );
}
