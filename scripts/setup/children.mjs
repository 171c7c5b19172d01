import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const KEPT = 64 * 1024; // characters of a child's output kept for a diagnosis; the log has all of it

/**
 * Starts the set-up's children one at a time, keeps what they say in the log, and can end them with
 * everything that they started themselves: each leads a process group of its own.
 */
export class Children {
  #current;
  #stopping = false;
  #log;
  #onChild;

  /**
   * @param {string} [logPath] where all that they say is kept; nowhere when left out
   * @param {(pid: number | undefined) => void} [onChild] told who is at work
   */
  constructor(logPath, onChild = () => {}) {
    this.#onChild = onChild;
    if (logPath === undefined) return;
    mkdirSync(dirname(logPath), { recursive: true });
    this.#log = openSync(logPath, 'w');
  }

  /**
   * Runs a program to its end.
   *
   * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options] without a limit it may
   *   take as long as it likes; past its limit it is ended, with code 124
   * @returns {Promise<{ code: number, output: string, missing: boolean }>} `missing`: there is no such program
   */
  run(command, args, { cwd, env = process.env, timeoutMs } = {}) {
    if (this.#stopping) return new Promise(() => {}); // the process is about to end
    this.#write(`\n$ ${[command, ...args].join(' ')}\n`);
    return new Promise((resolve) => {
      const child = spawn(command, args, {
        cwd,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
      });
      this.#current = child;
      if (child.pid !== undefined) this.#onChild(child.pid);
      let output = '';
      const keep = (chunk) => {
        this.#write(chunk);
        output = (output + chunk).slice(-KEPT);
      };
      child.stdout.setEncoding('utf8').on('data', keep);
      child.stderr.setEncoding('utf8').on('data', keep);
      let late = false;
      const limit =
        timeoutMs &&
        setTimeout(() => {
          late = true;
          signalTree(child.pid, 'SIGKILL');
        }, timeoutMs);
      const end = (code, missing) => {
        clearTimeout(limit);
        this.#current = undefined;
        if (this.#stopping) return; // `stop` decides what happens next
        this.#onChild(undefined);
        resolve({ code, output, missing });
      };
      child.on('error', (error) => {
        keep(`${error.message}\n`);
        end(127, error.code === 'ENOENT');
      });
      child.on('close', (code) => end(late ? 124 : (code ?? 1), false));
    });
  }

  /** Ends the running child and its own children: asked first, forced after five seconds. */
  async stop() {
    this.#stopping = true;
    const child = this.#current;
    if (child?.pid === undefined) return;
    const closed = new Promise((resolve) => child.once('close', resolve));
    const force = setTimeout(() => signalTree(child.pid, 'SIGKILL'), 5_000);
    signalTree(child.pid, 'SIGTERM');
    await closed;
    clearTimeout(force);
    signalTree(child.pid, 'SIGKILL'); // what outlived its leader
  }

  close() {
    if (this.#log !== undefined) closeSync(this.#log);
    this.#log = undefined;
  }

  /** A log that cannot be written (a full disk) must not hide what it was to tell. */
  #write(text) {
    try {
      if (this.#log !== undefined) writeSync(this.#log, text);
    } catch {
      // the diagnosis has the text as well
    }
  }
}

function signalTree(pid, signal) {
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/t', '/f']);
    else process.kill(-pid, signal);
  } catch {
    // it is gone already
  }
}
