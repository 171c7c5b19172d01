import type { ClassMarks, StudentMarks } from './classMarks.js';
import { rubricStanding, standingOf } from './standing.js';

/** One line of a report: a hidden test, or a line of a rubric. */
export interface ReportLine {
  readonly says: string;
  /** Such as '2 of 2'. */
  readonly marks: string;
  readonly verdict: 'all' | 'some' | 'none' | 'open';
  /** What failed and why, or a person's comment; empty where nothing is to be said. */
  readonly why: string;
}

/** What a student is told, in no format yet. */
export interface StudentReport {
  readonly title: string;
  readonly student: string;
  /** One sentence with the sum. */
  readonly summary: string;
  /** What concerns the submission as a whole. */
  readonly notes: readonly string[];
  readonly exercises: readonly {
    readonly heading: string;
    /** Said above the lines; empty where nothing is to be said. */
    readonly remark: string;
    readonly lines: readonly ReportLine[];
  }[];
}

/**
 * What a report says to a student: per exercise the points, what failed and why.
 *
 * Of hidden tests it says their sentence and what `markTest` found wrong, no input and no code.
 */
export function studentReport({ title }: ClassMarks, record: StudentMarks): StudentReport {
  const { marks, judged } = record;
  const { earned, points, open } = standingOf(record);
  const nothing = marks.submission === null;
  const waiting = open > 0 ? ` ${count(open)} of them are not graded yet.` : '';
  const tested = marks.exercises.map((exercise) => ({
    heading: `${exercise.exercise}: ${exercise.earned} of ${count(exercise.points)}`,
    remark: nothing || exercise.attempted ? '' : 'Not attempted.',
    lines: exercise.tests.map((test) => ({
      says: test.test,
      ...amounts(test.earned, test.points),
      why: test.why ?? '',
    })),
  }));
  const byPerson = judged.map((rubric) => {
    const sums = rubricStanding(rubric);
    const sum = sums.open === sums.points ? 'not graded yet' : `${sums.earned} of ${sums.points}`;
    return {
      heading: `${rubric.exercise}, judged by a person: ${sum}`,
      remark: '',
      lines: rubric.criteria.map((one) => ({
        says: one.says,
        ...amounts(one.earned, one.points),
        why: one.comment,
      })),
    };
  });
  return {
    title,
    student: marks.student,
    summary: `${earned} of ${count(points)}.${waiting}`,
    notes: nothing && marks.notes.length === 0 ? ['Nothing was handed in.'] : marks.notes,
    exercises: [...tested, ...byPerson],
  };
}

function amounts(earned: number | null, points: number): Pick<ReportLine, 'marks' | 'verdict'> {
  if (earned === null) return { marks: `of ${points}`, verdict: 'open' };
  const verdict = earned === points ? 'all' : earned > 0 ? 'some' : 'none';
  return { marks: `${earned} of ${points}`, verdict };
}

function count(points: number): string {
  return points === 1 ? '1 point' : `${points} points`;
}
