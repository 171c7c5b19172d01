import type { Output } from '../outputs.js';
import type { ApartProcess, End } from './apartProcess.js';
import { joinedOf, newsOf, outputOf } from './claims.js';
import type { JoinedCells } from './joinCells.js';
import type { RunnerJob, RunnerRequest } from './runnerEntry.js';
import { type Sandbox, START_SECONDS } from './sandbox.js';

/** A hidden test as far as the process apart may know it, and how reports call it. */
export interface AskedTest extends Omit<RunnerRequest, 'input'> {
  readonly exercise: string;
  readonly test: string;
  /** Encoded. */
  readonly inputs: readonly string[];
}

/** What is run. */
export interface SubmissionJob {
  /** The code of the notebook's cells. */
  readonly cells: readonly string[];
  readonly dataFile: string;
  readonly data: string;
  readonly tests: readonly AskedTest[];
}

/** What came of it. */
export interface SubmissionRun {
  /** For each test, for each of its inputs; missing from where the process ended. */
  readonly outputs: readonly (readonly Output[])[];
  readonly notes: readonly string[];
  /**
   * What was said where a process ended in which no code of the student had begun: the student or
   * the grader may be to blame. Null when there was no such end.
   */
  readonly doubt: string | null;
}

/** After so many cells that end the process, the notebook is given up. */
const MOST_LEFT_OUT = 3;
const MOST_NOTES = 20;

/**
 * Runs a submission apart: its cells from top to bottom, then every test.
 *
 * A cell that stops is noted, and the next one is run, as in a notebook. A cell or a test that ends
 * the process, or hangs, costs no more than itself: the notebook is run again, without that cell.
 *
 * @throws MlError ABORTED when the signal says so.
 */
export async function runSubmission(
  sandbox: Sandbox,
  { cells, dataFile, data, tests }: SubmissionJob,
  signal: AbortSignal,
): Promise<SubmissionRun> {
  const notes: string[] = [];
  const until = performance.now() + sandbox.limits.totalSeconds * 1000;
  const joined = await compile(sandbox, cells, signal);
  if ('end' in joined) {
    const why = `the notebook's code cannot be read: ${joined.end}`;
    return { outputs: tests.map(() => [{ error: why }]), notes: [why], doubt: joined.said };
  }
  for (const { cell, words } of joined.faults) {
    notes.push(`cell ${cell} is left out: ${words.slice(0, 200)}`);
  }

  const job = { dataFile, data, code: joined.code, skip: [] as number[] };
  const told = new Set<number>();
  const load = () => ready(sandbox, job, { notes, told }, until, signal);
  const outputs: Output[][] = [];
  let apart: ApartProcess | undefined;
  let lost: string | undefined;
  let doubt: string | null = null;
  for (const { exercise, test, inputs, functions, single, call } of tests) {
    const came: Output[] = [];
    outputs.push(came);
    for (const input of inputs) {
      lost ??= performance.now() > until ? `${sandbox.limits.totalSeconds} s are over` : undefined;
      if (lost === undefined && apart === undefined) {
        const loaded = await load();
        if ('lost' in loaded) ({ lost, doubt } = loaded);
        else apart = loaded;
      }
      if (lost !== undefined || apart === undefined) {
        came.push({ error: lost ?? 'the notebook does not run' });
        break;
      }
      apart.send({ functions, single, call, input } satisfies RunnerRequest);
      const reply = await apart.next(sandbox.limits.seconds);
      const output = 'end' in reply ? reply : outputOf(reply.text);
      if ('end' in output) {
        signal.throwIfAborted();
        apart.kill(output.end);
        apart = undefined;
        came.push({ error: output.end });
        notes.push(`exercise ${exercise}, "${test}": ${output.end}`);
        break;
      }
      came.push(output);
    }
  }
  apart?.kill('done');
  if (lost !== undefined) notes.push(`not all tests could be run: ${lost}`);
  return { outputs, notes: bounded(notes), doubt };
}

async function compile(
  sandbox: Sandbox,
  cells: readonly string[],
  signal: AbortSignal,
): Promise<JoinedCells | { readonly end: End; readonly said: string }> {
  const apart = sandbox.start('compile', signal);
  try {
    apart.send(cells);
    const reply = await apart.next(START_SECONDS);
    signal.throwIfAborted();
    const joined = 'end' in reply ? reply : joinedOf(reply.text);
    return 'end' in joined ? { ...joined, said: saidBy(apart, joined.end) } : joined;
  } finally {
    apart.kill('done');
  }
}

function saidBy({ said }: ApartProcess, end: End): string {
  return said === '' ? end : `${end}: ${said}`;
}

/** Why there is no process in which the notebook was run; for `doubt` see `SubmissionRun`. */
interface Lost {
  readonly lost: string;
  readonly doubt: string | null;
}

/** What is said of cells. One that stops does so in each run, and is told of once. */
interface Told {
  readonly notes: string[];
  readonly told: Set<number>;
}

/** A process in which the notebook was run. */
async function ready(
  sandbox: Sandbox,
  job: RunnerJob & { readonly skip: number[] },
  { notes, told }: Told,
  until: number,
  signal: AbortSignal,
): Promise<ApartProcess | Lost> {
  const { skip } = job;
  for (;;) {
    const apart = sandbox.start('run', signal);
    apart.send(job);
    let cell = 0;
    for (;;) {
      const reply = await apart.next(cell === 0 ? START_SECONDS : sandbox.limits.seconds);
      signal.throwIfAborted();
      const news = 'end' in reply ? reply : newsOf(reply.text);
      if ('ready' in news) return apart;
      if ('end' in news) {
        apart.kill(news.end);
        if (cell === 0) {
          const lost = `the notebook cannot be run: ${news.end}`;
          return { lost, doubt: saidBy(apart, news.end) };
        }
        notes.push(`cell ${cell} is left out: ${news.end}`);
        break;
      }
      cell = news.cell;
      if (news.fault !== undefined && !told.has(cell) && !news.fault.startsWith('not attempted')) {
        told.add(cell);
        notes.push(`cell ${cell} stopped: ${news.fault}`);
      }
      if (performance.now() > until) apart.kill(`${sandbox.limits.totalSeconds} s are over`);
    }
    skip.push(cell);
    if (skip.length > MOST_LEFT_OUT)
      return { lost: 'too many of its cells end the process', doubt: null };
    if (performance.now() > until) {
      return { lost: `${sandbox.limits.totalSeconds} s are over`, doubt: null };
    }
  }
}

/** As many as somebody reads. */
function bounded(notes: readonly string[]): string[] {
  const more = notes.length - MOST_NOTES;
  return more <= 0 ? [...notes] : [...notes.slice(0, MOST_NOTES), `and ${more} more notes`];
}
