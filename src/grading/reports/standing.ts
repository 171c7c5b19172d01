import type { RubricMarks, StudentMarks } from './classMarks.js';

/** Where a student stands, hidden tests and rubrics together. */
export interface Standing {
  readonly earned: number;
  /** What could be earned. */
  readonly points: number;
  /** Points of lines that no person has graded yet. */
  readonly open: number;
}

/** The sums of a student. */
export function standingOf({ marks, judged }: StudentMarks): Standing {
  let { earned, points } = marks;
  let open = 0;
  for (const rubric of judged) {
    const sums = rubricStanding(rubric);
    earned += sums.earned;
    points += sums.points;
    open += sums.open;
  }
  return { earned, points, open };
}

/** The sums of one rubric. */
export function rubricStanding({ criteria }: RubricMarks): Standing {
  let [earned, points, open] = [0, 0, 0];
  for (const one of criteria) {
    points += one.points;
    earned += one.earned ?? 0;
    if (one.earned === null) open += one.points;
  }
  return { earned, points, open };
}
