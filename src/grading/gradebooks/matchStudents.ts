import { MlError } from '../../core/index.js';
import type { ClassMarks } from '../reports/classMarks.js';
import { standingOf } from '../reports/standing.js';

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
 * @throws MlError INCOMPLETE when somebody has marks and no row: they would be lost silently.
 */
export function matchStudents(
  where: string,
  all: ClassMarks,
  students: readonly (string | null)[],
): MatchedMarks {
  const rows = new Set(students.map((student) => student?.toLowerCase()));
  const lost = all.students
    .map(({ marks }) => marks.student)
    .filter((student) => !rows.has(student.toLowerCase()));
  if (lost.length > 0) {
    throw new MlError(
      'INCOMPLETE',
      `${where}: ${lost.length} of ${all.students.length} students with marks are not in the gradebook: ` +
        `${lost.slice(0, 10).join(', ')}. Export it again, or name students as it does.`,
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
