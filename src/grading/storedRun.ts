import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MlError, replaceFile } from '../core/index.js';
import type { AskedTest } from './apart/runSubmission.js';
import type { Output } from './outputs.js';
import { hashOf } from './readBundle.js';
import type { SubmissionMarks } from './submissionMarks.js';

/** What a submission's run gave: all that marks are computed from, beside the bundle. */
export interface StoredRun {
  readonly kind: 'mle-run/1';
  /** Tells whether bundle, submission and limits are still those of the run. */
  readonly stamp: string;
  readonly student: string;
  readonly submission: SubmissionMarks['submission'];
  /** Why there was nothing to run. */
  readonly fault: string | null;
  readonly notes: readonly string[];
  readonly tests: readonly {
    readonly exercise: string;
    readonly test: string;
    /** Of what was asked: outputs are of use only for the same inputs and call. */
    readonly asked: string;
    readonly outputs: readonly Output[];
  }[];
}

/** What tells one question from another. */
export function askedHash({ call, functions, inputs }: AskedTest): string {
  return hashOf(JSON.stringify([call, functions, inputs]));
}

/** `OUT/outputs/<student>.json`, which is the instructor's alone: it tells hidden inputs. */
export function runFile(out: string, student: string): string {
  return join(out, 'outputs', `${student}.json`);
}

/** `OUT/marks/<student>.json`. */
export function marksFile(out: string, student: string): string {
  return join(out, 'marks', `${student}.json`);
}

/**
 * What such a file holds; null when there is none.
 *
 * @throws MlError INVALID_STATE when it holds something else.
 */
export function readStored<Stored extends StoredRun | SubmissionMarks>(
  file: string,
  kind: Stored['kind'],
): Stored | null {
  if (!existsSync(file)) return null;
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    if (stored.kind === kind) return stored;
  } catch {
    // Told below.
  }
  throw new MlError('INVALID_STATE', `${file} is damaged. Remove it, and grade again.`);
}

/** Writes such a file: there whole, or not at all. */
export async function writeStored(file: string, stored: StoredRun | SubmissionMarks) {
  await mkdir(dirname(file), { recursive: true });
  const text = `${JSON.stringify(stored, null, 2)}\n`;
  await replaceFile('gradeSubmissions', file, (temporary) => writeFile(temporary, text));
}
