import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Duplex, Readable } from 'node:stream';
import type { Command } from './bubblewrap.js';
import type { Limits } from './limits.js';
import { treeUsage } from './treeUsage.js';

/** How a process apart came to its end, in words for the report. */
export type End = string;

const SEAL_DIGITS = 32;
const SIZE_DIGITS = 8; // both hexadecimal
const LOOK_MS = 100;

/**
 * A process that runs a student's code, as seen from the grader: it is sent texts, and gives texts.
 *
 * What comes is a claim of a hostile process, never more: it is bounded in size, has to carry
 * the seal that was sent before the student's code was there, and is compared elsewhere.
 */
export class ApartProcess {
  readonly #child: ChildProcess;
  readonly #channel: Duplex;
  readonly #seal = randomBytes(SEAL_DIGITS / 2).toString('hex');
  readonly #limits: Limits;
  readonly #texts: string[] = [];
  #came = Buffer.alloc(0);
  #spent = 0;
  #said = '';
  #until = Number.POSITIVE_INFINITY;
  #secondsUntil = Number.POSITIVE_INFINITY;
  #end: End | undefined;
  #why: End | undefined;
  #wake: () => void = () => {};
  #onEnd: () => void = () => {};

  /** @param signal ends it, too. */
  constructor({ file, args, env }: Command, limits: Limits, cwd: string, signal: AbortSignal) {
    this.#limits = limits;
    const stop = () => this.kill('it was stopped');
    signal.addEventListener('abort', stop);
    // A group of its own: everything that it starts can be ended with it.
    this.#child = spawn(file, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.#channel = this.#child.stdio[3] as Duplex;
    this.#channel.on('error', () => {}).on('data', (bytes: Buffer) => this.#take(bytes));
    const look = setInterval(() => {
      const { bytes, seconds } = this.#usage();
      const late = performance.now() > this.#until || seconds > this.#secondsUntil;
      if (late || bytes > 1.5 * limits.memoryMb * 2 ** 20) this.kill(this.#limit());
    }, LOOK_MS);
    for (const stream of [this.#child.stdout, this.#child.stderr] as Readable[]) {
      stream
        .on('error', () => {})
        .on('data', (bytes: Buffer) => {
          this.#count(bytes.length);
          if (this.#said.length < 1000) this.#said += bytes.toString('utf8', 0, 1000);
        });
    }
    const over = (end: End) => {
      clearInterval(look);
      signal.removeEventListener('abort', stop);
      if (this.#end !== undefined) return;
      this.#end = this.#why ?? end;
      this.#wake();
      this.#onEnd();
    };
    this.#child.on('error', (cause) => over(`it could not be started: ${cause.message}`));
    this.#child.on('exit', (code, signal) => {
      this.#endGroup(); // what it started may outlive it, and hold the streams
      setTimeout(() => over(this.#exit(code, signal)), 500);
    });
    this.#child.on('close', (code, signal) => over(this.#exit(code, signal)));
    this.#send(this.#seal);
  }

  /** Called once, when it has ended. */
  onEnd(then: () => void): void {
    this.#onEnd = then;
  }

  /** The first that it printed, to tell why it cannot even be started. */
  get said(): string {
    return this.#said.trim();
  }

  /** Sends a message. */
  send(message: unknown): void {
    this.#send(JSON.stringify(message));
  }

  /**
   * The next message, or how the process ended before it came.
   *
   * @param seconds of processor time that it may take, and four times as much by the clock: on a
   *   busy machine work takes longer, and earns the same.
   */
  async next(seconds: number): Promise<{ readonly text: string } | { readonly end: End }> {
    this.#secondsUntil = this.#usage().seconds + seconds;
    this.#until = performance.now() + 4 * seconds * 1000;
    try {
      for (;;) {
        const text = this.#texts.shift();
        if (text !== undefined) return { text };
        if (this.#end !== undefined) return { end: this.#end };
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
      }
    } finally {
      this.#secondsUntil = this.#until = Number.POSITIVE_INFINITY;
    }
  }

  /** Ends it, and all that it started. */
  kill(why: End): void {
    this.#why ??= why;
    this.#endGroup();
  }

  #usage() {
    return treeUsage(this.#child.pid ?? 0);
  }

  /** One sentence for all limits: which of them is met first may be chance. */
  #limit(): End {
    const { seconds, memoryMb, outputMb } = this.#limits;
    return `it broke down, or was stopped at a limit: ${seconds} s, ${memoryMb} MB of memory, ${outputMb} MB of output`;
  }

  #exit(code: number | null, signal: NodeJS.Signals | null): End {
    if (signal !== null || (code ?? 0) > 128) return this.#limit();
    return `it ended by itself (exit code ${code})`;
  }

  #endGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }

  #send(text: string): void {
    const body = Buffer.from(text);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    this.#channel.write(Buffer.concat([head, body]));
  }

  #count(bytes: number): void {
    this.#spent += bytes;
    if (this.#spent > this.#limits.outputMb * 2 ** 20) {
      this.kill(this.#limit());
    }
  }

  #take(bytes: Buffer): void {
    this.#count(bytes.length);
    if (this.#why !== undefined) return;
    this.#came = Buffer.concat([this.#came, bytes]);
    while (this.#came.length >= SEAL_DIGITS + SIZE_DIGITS) {
      const head = this.#came.toString('latin1', 0, SEAL_DIGITS + SIZE_DIGITS);
      const size = Number.parseInt(head.slice(SEAL_DIGITS), 16);
      if (!head.startsWith(this.#seal) || !(size >= 0)) {
        this.kill(FORGED);
        return;
      }
      const end = head.length + size;
      if (this.#came.length < end) return;
      this.#texts.push(this.#came.toString('utf8', head.length, end));
      this.#came = this.#came.subarray(end);
    }
    this.#wake();
  }
}

const FORGED = 'something without the seal was written to where results go';
