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
   * @param {string} logPath
   * @param {(pid: number | undefined) => void} [onChild] told who is at work
   */
  constructor(logPath, onChild = () => {}) {
    mkdirSync(dirname(logPath), { recursive: true });
    this.#log = openSync(logPath, 'w');
    this.#onChild = onChild;
  }

  /**
   * Runs a program to its end.
   *
   * @returns {Promise<{ code: number, output: string, missing: boolean }>} `missing`: there is no such program
   */
  run(command, args, { cwd, env = process.env } = {}) {
    if (this.#stopping) return new Promise(() => {}); // the process is about to end
    writeSync(this.#log, `\n$ ${[command, ...args].join(' ')}\n`);
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
        writeSync(this.#log, chunk);
        output = (output + chunk).slice(-KEPT);
      };
      child.stdout.setEncoding('utf8').on('data', keep);
      child.stderr.setEncoding('utf8').on('data', keep);
      const end = (code, missing) => {
        this.#current = undefined;
        if (this.#stopping) return; // `stop` decides what happens next
        this.#onChild(undefined);
        resolve({ code, output, missing });
      };
      child.on('error', (error) => {
        keep(`${error.message}\n`);
        end(127, error.code === 'ENOENT');
      });
      child.on('close', (code) => end(code ?? 1, false));
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
    closeSync(this.#log);
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
