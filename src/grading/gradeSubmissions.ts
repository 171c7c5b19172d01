import { join } from 'node:path';
import { assertInteger, MlError, type Progress, silentProgress } from '../core/index.js';
import { assertWorks } from './apart/assertWorks.js';
import { type Limits, limitsFrom } from './apart/limits.js';
import { openSandbox } from './apart/sandbox.js';
import type { AssignmentBundle } from './assignmentBundle.js';
import { findSubmissions } from './findSubmissions.js';
import { gradeOne } from './gradeOne.js';
import { type ReadBundle, readBundle } from './readBundle.js';
import { type Stranger, studentWorks } from './studentWork.js';
import type { SubmissionMarks } from './submissionMarks.js';
import { TrustedHost } from './trustedHost.js';

/** How submissions are graded. */
export interface GradeOptions {
  /** How many at a time. Marks do not depend on it. Default 2. */
  readonly parallel?: number | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** How long comparing a test may take. Default 30. */
  readonly compareSeconds?: number | undefined;
  /** Without bubblewrap: see `UNSAFE`. */
  readonly unsafe?: boolean | undefined;
  /** Marks are computed from stored outputs; no code of a student is run. */
  readonly recompute?: boolean | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came of it. */
export interface GradeReport {
  readonly bundle: AssignmentBundle;
  /** In the order of the roster; of all students, also those who handed in nothing. */
  readonly marks: readonly SubmissionMarks[];
  /** By student, the code that was handed in. */
  readonly sources: ReadonlyMap<string, string>;
  /** What lies among the submissions and is nobody's, and why. */
  readonly strangers: readonly Stranger[];
  /** How many marks an earlier run had computed. */
  readonly reused: number;
}

/**
 * Grades what students handed in: each submission is run apart, its outputs are compared here.
 *
 *     OUT/marks/<student>.json     the marks
 *     OUT/outputs/<student>.json   what they were computed from; for the instructor alone
 *
 * A run that was broken off goes on where it stopped: a student whose bundle, submission and limits
 * are unchanged is not run again. The same input gives the same bytes. The threat model is in this
 * folder's README.
 *
 * @param submissions a folder; see `findSubmissions` for its layouts.
 * @param bundleFile  `<assignment>.bundle.json`.
 * A failure that is not the student's is never stored as marks: it stops the run.
 *
 * @throws MlError FILE_NOT_FOUND | INVALID_STATE | CHECKSUM_MISMATCH | UNSUPPORTED, as `readBundle`,
 *   FILE_NOT_FOUND for a submission that may not be read, UNSUPPORTED where submissions cannot be run | CHECK_FAILED when the assignment's own script stops | ABORTED.
 */
export async function gradeSubmissions(
  submissions: string,
  bundleFile: string,
  out: string,
  options: GradeOptions = {},
): Promise<GradeReport> {
  const { parallel = 2, unsafe = false, recompute = false, progress = silentProgress } = options;
  const { compareSeconds = 30 } = options;
  assertInteger('gradeSubmissions', 'parallel', parallel, 1);
  const limits = limitsFrom(options.limits);
  const signal = options.signal ?? new AbortController().signal;
  const read: ReadBundle = readBundle(bundleFile);
  const { bundle } = read;
  const { students, strangers } = studentWorks(
    findSubmissions(submissions, bundle.id),
    bundle.students,
  );

  const graded = new Map<string, Awaited<ReturnType<typeof gradeOne>>>();
  const stopped = () =>
    new MlError(
      'ABORTED',
      `gradeSubmissions: stopped after ${graded.size} of ${students.length} submissions. ` +
        `The same call goes on from there: ${join(out, 'marks')} holds what is done.`,
    );
  if (!recompute) {
    await assertWorks(openSandbox(limits, unsafe), signal).catch((cause) => {
      throw signal.aborted ? stopped() : cause;
    });
  }
  const waiting = [...students];
  let failed = false;
  const work = async (): Promise<void> => {
    const host = new TrustedHost(bundle, signal, compareSeconds);
    try {
      const sandbox = recompute ? null : openSandbox(limits, unsafe);
      for (let next = waiting.shift(); next !== undefined && !failed; next = waiting.shift()) {
        signal.throwIfAborted();
        const one = { ...read, submissions, out, sandbox, host, signal, safe: !unsafe };
        graded.set(next.student, await gradeOne(next, one));
        progress.advance(graded.size, { student: next.student });
      }
    } catch (cause) {
      failed = true;
      throw cause;
    } finally {
      host.close();
    }
  };
  progress.start(students.length, 'submissions');
  try {
    const places = Array.from({ length: Math.min(parallel, students.length) }, work);
    const ends = await Promise.allSettled(places);
    const broken = ends.find((end) => end.status === 'rejected');
    if (signal.aborted) throw stopped();
    if (broken) throw broken.reason;
  } finally {
    progress.finish();
  }
  const done = students.map(({ student }) => graded.get(student)!);
  return {
    bundle,
    marks: done.map(({ marks }) => marks),
    sources: new Map(
      done.flatMap(({ marks, source }) => (source ? [[marks.student, source]] : [])),
    ),
    strangers,
    reused: done.filter(({ reused }) => reused).length,
  };
}
