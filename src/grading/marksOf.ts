import type { AssignmentBundle } from './assignmentBundle.js';
import type { TestMark } from './markTest.js';
import type { Output } from './outputs.js';
import type { StoredRun } from './storedRun.js';
import type { ExerciseMarks, SubmissionMarks } from './submissionMarks.js';

const LONGEST_WHY = 300;

/**
 * The marks of a submission from those of its tests.
 *
 * @param run   null when nothing was handed in.
 * @param stamp of run and bundle; null when nothing was handed in.
 * @param marks of each test by exercise and sentence; one that is missing earns nothing.
 */
export function marksOf(
  { id, sha256, libraryVersion, points, exercises }: AssignmentBundle,
  student: string,
  run: StoredRun | null,
  stamp: string | null,
  marks: (exercise: string, test: string) => TestMark | null,
): SubmissionMarks {
  const reason = run === null ? 'nothing was handed in' : (run.fault ?? 'it was not run');
  const graded = exercises.map((exercise): ExerciseMarks => {
    const tests = exercise.tests.map(({ test, points }): TestMark => {
      const mark = marks(exercise.id, test) ?? { test, points, earned: 0, why: reason };
      return { ...mark, why: mark.why?.slice(0, LONGEST_WHY) ?? null };
    });
    return {
      exercise: exercise.id,
      points: exercise.points,
      earned: tests.reduce((sum, { earned }) => sum + earned, 0),
      attempted: run !== null && attempted(run, exercise.id),
      tests,
    };
  });
  const fault = run === null ? ['nothing was handed in'] : run.fault === null ? [] : [run.fault];
  return {
    kind: 'mle-marks/1',
    assignment: id,
    assignmentSha256: sha256,
    libraryVersion,
    student,
    stamp,
    submission: run?.submission ?? null,
    points,
    earned: graded.reduce((sum, { earned }) => sum + earned, 0),
    exercises: graded,
    notes: [...fault, ...(run?.notes ?? [])],
  };
}

function attempted(run: StoredRun, exercise: string): boolean {
  const tests = run.tests.filter((test) => test.exercise === exercise);
  return tests.some(({ outputs }) => outputs.some((output) => !isStub(output)));
}

function isStub(output: Output): boolean {
  return 'error' in output && /^(not attempted|there is no function)/.test(output.error);
}
