import type { TestMark } from './markTest.js';

/** The marks of one exercise of a submission. */
export interface ExerciseMarks {
  readonly exercise: string;
  readonly points: number;
  readonly earned: number;
  /** Whether the student wrote anything in place of the stub. */
  readonly attempted: boolean;
  readonly tests: readonly TestMark[];
}

/** The marks of one submission: plain JSON, the same bytes for the same input. */
export interface SubmissionMarks {
  readonly kind: 'mle-marks/1';
  readonly assignment: string;
  /** Of the assignment's script, as the bundle has it. */
  readonly assignmentSha256: string;
  readonly libraryVersion: string;
  readonly student: string;
  /** Tells whether they are still those of the run, by this bundle. Null when nothing was handed in. */
  readonly stamp: string | null;
  /** Null when nothing was handed in. */
  readonly submission: { readonly file: string; readonly sha256: string } | null;
  readonly points: number;
  readonly earned: number;
  readonly exercises: readonly ExerciseMarks[];
  /** What a person should know: a file that cannot be read, a limit that was hit, an attack. */
  readonly notes: readonly string[];
}
