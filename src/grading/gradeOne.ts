import { join } from 'node:path';
import { MlError } from '../core/index.js';
import { assertWorks } from './apart/assertWorks.js';
import { runSubmission, type SubmissionJob, type SubmissionRun } from './apart/runSubmission.js';
import type { Sandbox } from './apart/sandbox.js';
import type { PreparedStudent } from './gradingHost.js';
import { marksOf } from './marksOf.js';
import type { TestMark } from './markTest.js';
import { dataFileOf } from './openAssignment.js';
import { hashOf, type ReadBundle } from './readBundle.js';
import { readSubmission, UNREADABLE } from './readSubmission.js';
import {
  askedHash,
  marksFile,
  readStored,
  runFile,
  type StoredRun,
  writeStored,
} from './storedRun.js';
import type { StudentWork } from './studentWork.js';
import type { SubmissionMarks } from './submissionMarks.js';
import type { TrustedHost } from './trustedHost.js';

/** Whom and what it takes to grade a submission. */
export interface Grader extends ReadBundle {
  /** The folder of all submissions. */
  readonly submissions: string;
  readonly out: string;
  /** Null where marks are computed from stored outputs. */
  readonly sandbox: Sandbox | null;
  readonly safe: boolean;
  readonly host: TrustedHost;
  readonly signal: AbortSignal;
}

/** Marks, and the code that they are for. */
export interface Graded {
  readonly marks: SubmissionMarks;
  readonly source: string | null;
  /** Whether an earlier run had computed them. */
  readonly reused: boolean;
}

/** Grades the work of one student, unless an earlier run did. */
export async function gradeOne(work: StudentWork, grader: Grader): Promise<Graded> {
  const { student, works } = work;
  const { bundle, out, sandbox } = grader;
  const [first] = works;
  if (first === undefined) {
    const marks = marksOf(bundle, student, null, null, () => null);
    await writeStored(marksFile(out, student), marks);
    return { marks, source: null, reused: false };
  }
  const read = readSubmission(join(grader.submissions, first.file));
  const fault = first.fault ?? read.fault;
  if (fault?.startsWith(UNREADABLE)) {
    const file = join(grader.submissions, first.file);
    throw new MlError(
      'FILE_NOT_FOUND',
      `gradeSubmissions: ${student} handed in ${file}, but ${fault}. Make it readable to you, and grade again.`,
    );
  }
  const { sha256 } = read;
  const cells = fault === null ? read.cells : [];
  const source = cells.length > 0 ? cells.join('\n\n') : null;
  const stored = readStored<StoredRun>(runFile(out, student), 'mle-run/1');
  if (sandbox === null) {
    if (stored === null) {
      throw new MlError(
        'FILE_NOT_FOUND',
        `nothing is stored of a run of ${student}'s submission. Grade it without --recompute first.`,
      );
    }
    return { marks: await mark(work, stored, grader), source, reused: false };
  }

  const facts = [grader.sha256, first.file, sha256, fault, works.length];
  const stamp = hashOf(JSON.stringify([...facts, sandbox.limits, grader.safe]));
  if (stored?.stamp === stamp) {
    // They may be an older run's: a run is stored before it is compared, and then it is compared now.
    const marks = readStored<SubmissionMarks>(marksFile(out, student), 'mle-marks/1');
    if (marks?.stamp === marksStamp(stamp, grader)) return { marks, source, reused: true };
    return { marks: await mark(work, stored, grader), source, reused: false };
  }
  const twice = works.length > 1 ? [handedInTwice(works.map(({ file }) => file))] : [];
  let run: StoredRun = {
    kind: 'mle-run/1',
    stamp,
    student,
    submission: { file: first.file, sha256 },
    fault,
    notes: twice,
    tests: [],
  };
  let prepared: PreparedStudent | undefined;
  if (fault === null) {
    prepared = await grader.host.prepare(work.dataOf);
    const { data, tests } = prepared;
    const job = { cells, data, dataFile: dataFileOf(bundle.id), tests };
    const { outputs, notes } = await runFairly(sandbox, job, grader.signal);
    run = {
      ...run,
      notes: [...twice, ...notes],
      tests: tests.map((test, k) => {
        const { exercise, test: sentence } = test;
        return { exercise, test: sentence, asked: askedHash(test), outputs: outputs[k] ?? [] };
      }),
    };
  }
  await writeStored(runFile(out, student), run);
  return { marks: await mark(work, run, grader, prepared), source, reused: false };
}

/** Runs a submission; where it may have been the grader that failed, once more, if the grader works. */
async function runFairly(
  sandbox: Sandbox,
  job: SubmissionJob,
  signal: AbortSignal,
): Promise<SubmissionRun> {
  const run = await runSubmission(sandbox, job, signal);
  if (run.doubt === null) return run;
  await assertWorks(sandbox, signal);
  return runSubmission(sandbox, job, signal);
}

/** Computes and writes the marks of a run. */
async function mark(
  { student, dataOf }: StudentWork,
  run: StoredRun,
  grader: Grader,
  prepared?: PreparedStudent,
): Promise<SubmissionMarks> {
  const { bundle, host, out } = grader;
  const marks = new Map<string, TestMark>();
  if (run.fault === null) {
    const { tests } = prepared ?? (await host.prepare(dataOf));
    for (const [k, asked] of tests.entries()) {
      const { exercise, test } = asked;
      const known = run.tests.find((one) => one.exercise === exercise && one.test === test);
      const points = pointsOf(bundle, exercise, test);
      const none = (why: string): TestMark => ({ test, points, earned: 0, why });
      const given =
        known?.asked === askedHash(asked)
          ? ((await host.mark(k, known.outputs)) ?? none('comparing it did not come to an end'))
          : none('its inputs are not those of the run: grade it again');
      marks.set(JSON.stringify([exercise, test]), given);
    }
  }
  const found = (exercise: string, test: string) =>
    marks.get(JSON.stringify([exercise, test])) ?? null;
  const made = marksOf(bundle, student, run, marksStamp(run.stamp, grader), found);
  await writeStored(marksFile(out, student), made);
  return made;
}

/** Tells of what run marks are, and by which bundle. */
function marksStamp(run: string, { sha256 }: Grader): string {
  return hashOf(JSON.stringify([run, sha256]));
}

function pointsOf(bundle: ReadBundle['bundle'], exercise: string, test: string): number {
  const { tests = [] } = bundle.exercises.find(({ id }) => id === exercise) ?? {};
  return tests.find((one) => one.test === test)?.points ?? 0;
}

function handedInTwice(files: readonly string[]): string {
  return `handed in more than once (${files.join(', ')}): the first is graded`;
}
