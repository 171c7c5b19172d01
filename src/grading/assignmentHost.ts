import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Assignment } from './assignment.js';
import { type AssignmentBundle, assignmentBundle } from './assignmentBundle.js';
import { answerScript } from './assignmentNotebook.js';
import { parseAssignment } from './assignmentScript.js';
import { encodeValue } from './exchange.js';
import { dataFileOf } from './openAssignment.js';
import { proveAssignment } from './proveAssignment.js';
import { type Run, setRun } from './run.js';

/** What a process that runs an assignment's script is asked; it works in a folder of its own. */
export interface HostJob {
  readonly id: string;
  /** The script, which lies in the working folder. */
  readonly script: string;
  /** For whom it is run. */
  readonly student: string;
  readonly seed?: string | undefined;
  readonly libraryVersion: string;
  /** Whose data are wanted. */
  readonly students: readonly string[];
  /** Whether the assignment is to be proven. */
  readonly prove: boolean;
}

/** What it answers. */
export interface HostAnswer {
  readonly bundle: AssignmentBundle;
  /** By student, encoded. */
  readonly data: Readonly<Record<string, string>>;
  /** What the proof found; empty without one. */
  readonly faults: readonly string[];
}

/** Runs the job in `job.json` of the working folder and writes `answer.json`. */
export async function hostAssignment(): Promise<void> {
  const job = JSON.parse(readFileSync('job.json', 'utf8')) as HostJob;
  const { id, student, seed, libraryVersion, students } = job;
  const run: Run = { student, phrase: seed };
  setRun(run);
  await import(pathToFileURL(job.script).href);
  const { assignment } = run;
  if (assignment === undefined) throw new Error('the script never called defineAssignment.');

  const data: [string, string][] = [];
  for (const name of students) data.push([name, encodeValue(await assignment.dataOf(name))]);
  const script = parseAssignment(readFileSync(job.script, 'utf8'), id);
  const answer: HostAnswer = {
    bundle: assignmentBundle(script, assignment, { libraryVersion, students }),
    data: Object.fromEntries(data),
    faults: job.prove ? await proof(job, assignment) : [],
  };
  writeFileSync('answer.json', JSON.stringify(answer));
}

/** The proof, with the stubs of the very notebook that this student is handed. */
async function proof(job: HostJob, assignment: Assignment<unknown>): Promise<readonly string[]> {
  const functions = [...assignment.exercises.values()].flatMap((exercise) => exercise.functions);
  const { studentCells } = parseAssignment(readFileSync(job.script, 'utf8'), job.id);
  const code = studentCells.filter(({ kind }) => kind === 'code').map(({ text }) => text);
  writeFileSync(dataFileOf(job.id), encodeValue(assignment.data));
  writeFileSync('student.ts', answerScript(code, functions));
  let stubs: Record<string, unknown>;
  try {
    const handedOut = await import(pathToFileURL('student.ts').href);
    stubs = (handedOut as { mleAnswers: Record<string, unknown> }).mleAnswers;
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    return [`the student's notebook does not run from top to bottom: ${words}`];
  }
  return proveAssignment(assignment, stubs);
}
