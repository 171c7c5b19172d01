import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MlError } from '../core/index.js';
import type { AssignmentBundle } from './assignmentBundle.js';
import type { HostQuestion, HostReply, PreparedStudent } from './gradingHost.js';
import { hostCommand, hostFolder } from './hostFolder.js';
import type { TestMark } from './markTest.js';
import type { Output } from './outputs.js';

const PREPARE_SECONDS = 300;

/**
 * Asks the process that knows what is right. What a student's code gave can make a comparison run
 * without end; then that process is ended, the test earns nothing, and another one takes its place.
 */
export class TrustedHost {
  readonly #bundle: AssignmentBundle;
  readonly #signal: AbortSignal;
  readonly #compareSeconds: number;
  readonly #near = dirname(fileURLToPath(import.meta.url));
  readonly #folder: string;
  readonly #script: string;
  #child: ChildProcess | undefined;
  #student: string | undefined;

  /** @param compareSeconds how long the comparing of a test may take. */
  constructor(bundle: AssignmentBundle, signal: AbortSignal, compareSeconds: number) {
    this.#bundle = bundle;
    this.#compareSeconds = compareSeconds;
    this.#signal = signal;
    const { folder, script } = hostFolder(this.#near, bundle.id, bundle.source);
    this.#folder = folder;
    this.#script = join(folder, script);
  }

  /** @throws MlError CHECK_FAILED when the assignment's own script stops. */
  async prepare(student: string): Promise<PreparedStudent> {
    const { seed } = this.#bundle;
    const question = { prepare: student, script: this.#script, seed };
    const reply = await this.#ask(question, PREPARE_SECONDS);
    if (reply !== null && 'prepared' in reply) {
      this.#student = student;
      return reply.prepared;
    }
    const why = reply !== null && 'stopped' in reply ? reply.stopped : 'it did not come to an end';
    throw new MlError('CHECK_FAILED', `the assignment's script stops for ${student}: ${why}.`);
  }

  /**
   * Marks the test of this number of the student prepared last; null when comparing never ends, or
   * ends the process, and does so again.
   */
  async mark(number: number, outputs: readonly Output[]): Promise<TestMark | null> {
    for (let again = false; ; again = true) {
      const late = performance.now() + this.#compareSeconds * 1000 - 50;
      const reply = await this.#ask({ mark: number, outputs }, this.#compareSeconds);
      if (reply !== null && 'mark' in reply) return reply.mark;
      const ended = performance.now() < late; // which need not have been by what came
      if (this.#student !== undefined) await this.prepare(this.#student);
      if (again || !ended) return null;
    }
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Null when no reply came: the process ended, or was ended for its silence. */
  async #ask(question: HostQuestion, seconds: number): Promise<HostReply | null> {
    this.#child ??= this.#start();
    const child = this.#child;
    const reply = await new Promise<HostReply | null>((resolve) => {
      const over = (came: HostReply | null) => {
        clearTimeout(limit);
        this.#signal.removeEventListener('abort', stop);
        child.removeAllListeners();
        resolve(came);
      };
      const stop = () => over(null);
      const limit = setTimeout(stop, seconds * 1000);
      this.#signal.addEventListener('abort', stop);
      child.once('message', (came) => over(came as HostReply));
      child.once('exit', stop).once('error', stop);
      child.send(question);
    });
    if (reply === null) {
      child.on('error', () => {}).kill('SIGKILL');
      this.#child = undefined;
      this.#signal.throwIfAborted();
    }
    return reply;
  }

  #start(): ChildProcess {
    const { args, env } = hostCommand(this.#near, 'gradingHostEntry');
    const [entry = '', ...options] = [...args].reverse();
    return fork(entry, [], {
      cwd: this.#folder,
      execArgv: options.reverse(),
      env: { ...env, MLE_GRADING: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
  }
}
