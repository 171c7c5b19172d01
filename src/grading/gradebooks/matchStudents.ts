import { MlError } from '../../core/index.js';
import type { ClassMarks } from '../reports/classMarks.js';
import { standingOf } from '../reports/standing.js';
import type { SubmissionMarks } from '../submissionMarks.js';

/** Marks by student, as a gradebook needs them. */
export interface MatchedMarks {
  /** What could be earned. */
  readonly points: number;
  /** Null for a student without marks, and while a line of a rubric is not graded. */
  readonly earned: (student: string) => string | null;
}

/**
 * The marks of a class for the students of a gradebook; names agree whatever their case.
 *
 * @throws MlError INCOMPLETE when somebody who handed in has no row: the marks would be lost silently.
 */
export function matchStudents(
  where: string,
  all: ClassMarks,
  students: readonly (string | null)[],
): MatchedMarks {
  const lost = withoutRow(all, students).filter(({ submission }) => submission !== null);
  if (lost.length > 0) {
    const names = lost.map(({ student }) => student);
    throw new MlError(
      'INCOMPLETE',
      `${where}: ${lost.length} of ${all.students.length} students have marks and are not in the gradebook: ` +
        `${names.slice(0, 10).join(', ')}. Export it again, or name students as it does.`,
    );
  }
  const standings = new Map(
    all.students.map((student) => [student.marks.student.toLowerCase(), standingOf(student)]),
  );
  return {
    points: Math.max(...all.students.map((student) => standingOf(student).points)),
    earned: (student) => {
      const standing = standings.get(student.toLowerCase());
      return standing === undefined || standing.open > 0 ? null : String(standing.earned);
    },
  };
}

/** The marks of those whom a gradebook does not know: who left the course, perhaps. */
export function withoutRow(
  { students }: ClassMarks,
  known: readonly (string | null)[],
): readonly SubmissionMarks[] {
  const rows = new Set(known.map((student) => student?.toLowerCase()));
  return students
    .map(({ marks }) => marks)
    .filter(({ student }) => !rows.has(student.toLowerCase()));
}
