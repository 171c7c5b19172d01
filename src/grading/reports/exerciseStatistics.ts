import { pearson } from '../../explore/index.js';
import { mean } from '../../math/index.js';
import type { StudentMarks } from './classMarks.js';
import { rubricStanding, standingOf } from './standing.js';

/** How one exercise worked in a class. */
export interface ExerciseStatistics {
  readonly exercise: string;
  readonly points: number;
  /** Submissions that it is computed from. */
  readonly submissions: number;
  /** Mean share of the points, 0 to 1: high where the exercise is easy. */
  readonly difficulty: number;
  /** −1 to 1; null where it is undefined. */
  readonly discrimination: number | null;
  /** Share of submissions with all points. */
  readonly full: number;
  /** Share of submissions with none. */
  readonly none: number;
}

/**
 * Classical item statistics of each exercise, over those who handed something in.
 *
 * difficulty p = mean(earned) / points. discrimination r = corr(earned, total − earned): the
 * correlation of the exercise with *the rest* of the marks (item-rest, or corrected item-total;
 * for an exercise of right or wrong it is the point-biserial correlation). Those who do well
 * elsewhere should do well here: below 0.2 look at the exercise, below 0 look at its tests first.
 * It is null with fewer than three submissions, or where all earn the same here or elsewhere. In
 * a class of 20 its standard error is about 0.2.
 *
 * A rubric counts for the students for whom all of its lines are graded; the rest is what has been
 * graded so far.
 *
 * Cost: O(students · exercises).
 * Source: Crocker & Algina (1986), Introduction to Classical and Modern Test Theory, chapter 14.
 * Agrees with: scipy.stats.pearsonr (test/golden/exerciseStatistics.json).
 *
 * @example exerciseStatistics([]); // []
 */
export function exerciseStatistics(students: readonly StudentMarks[]): ExerciseStatistics[] {
  const handedIn = students.filter(({ marks }) => marks.submission !== null);
  const items = new Map<string, { points: number; earned: number[]; rest: number[] }>();
  const add = (exercise: string, points: number, earned: number, rest: number) => {
    const item = items.get(exercise) ?? { points, earned: [], rest: [] };
    item.earned.push(earned);
    item.rest.push(rest);
    items.set(exercise, item);
  };
  for (const student of handedIn) {
    const total = standingOf(student).earned;
    for (const { exercise, points, earned } of student.marks.exercises) {
      add(exercise, points, earned, total - earned);
    }
    for (const rubric of student.judged) {
      const { points, earned, open } = rubricStanding(rubric);
      if (open === 0) add(`${rubric.exercise} (rubric)`, points, earned, total - earned);
    }
  }
  return [...items].map(([exercise, { points, earned, rest }]) => {
    const share = (holds: (value: number) => boolean) =>
      earned.filter(holds).length / earned.length;
    return {
      exercise,
      points,
      submissions: earned.length,
      difficulty: mean(earned) / points,
      discrimination: earned.length < 3 ? null : discrimination(earned, rest),
      full: share((value) => value === points),
      none: share((value) => value === 0),
    };
  });
}

function discrimination(earned: readonly number[], rest: readonly number[]): number | null {
  const differs = (values: readonly number[]) => values.some((value) => value !== values[0]);
  return differs(earned) && differs(rest) ? pearson(earned, rest) : null;
}
