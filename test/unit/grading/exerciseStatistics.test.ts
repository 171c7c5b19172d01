import { exerciseStatistics } from 'mle-kit/grading';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';
import { classOf, marks, marksOf } from './aClass.js';

interface Case {
  readonly name: string;
  readonly points: readonly number[];
  readonly earned: readonly (readonly number[])[];
  readonly difficulty: readonly number[];
  readonly discrimination: readonly number[];
}

const golden = loadGolden<Case>('exerciseStatistics');

/** Students who earned this, exercise by exercise. */
function studentsOf({ points, earned }: Pick<Case, 'points' | 'earned'>) {
  return earned.map((row, i) => ({
    judged: [],
    marks: {
      ...marksOf(`s${i}`, [0, 0]),
      earned: row.reduce((sum, one) => sum + one, 0),
      exercises: row.map((one, j) => ({
        exercise: `e${j}`,
        points: points[j]!,
        earned: one,
        attempted: true,
        tests: [],
      })),
    },
  }));
}

describe('exerciseStatistics', () => {
  it('agrees with four students worked by hand', () => {
    const rows = [
      [0, 0],
      [1, 0],
      [2, 1],
      [1, 1],
    ];
    const [first, second] = exerciseStatistics(studentsOf({ points: [2, 1], earned: rows }));
    // items 0 1 2 1 and 0 0 1 1: covariance 1/4 · Σ = 0.25, deviations √0.5 and 0.5
    const r = 0.25 / (Math.sqrt(0.5) * 0.5);
    expect(first).toMatchObject({
      points: 2,
      submissions: 4,
      difficulty: 0.5,
      full: 0.25,
      none: 0.25,
    });
    expect(second).toMatchObject({ points: 1, difficulty: 0.5, full: 0.5, none: 0.5 });
    expect(first!.discrimination).toBeCloseTo(r, 12);
    expect(second!.discrimination).toBeCloseTo(r, 12);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, (one) => {
    exerciseStatistics(studentsOf(one)).forEach(({ difficulty, discrimination }, j) => {
      expect(difficulty).toBeCloseTo(one.difficulty[j]!, 12);
      expect(discrimination).toBeCloseTo(one.discrimination[j]!, 12);
    });
  });

  it('leaves out those who handed in nothing', () => {
    const [first] = exerciseStatistics(classOf(marks).students);
    expect(first).toMatchObject({ submissions: 3, difficulty: 2 / 3 });
  });

  it('has no discrimination where it is undefined', () => {
    const alike = studentsOf({
      points: [1, 1],
      earned: [
        [1, 0],
        [1, 1],
        [1, 0],
      ],
    });
    expect(exerciseStatistics(alike).map(({ discrimination }) => discrimination)).toEqual([
      null,
      null,
    ]);
    const two = studentsOf({
      points: [1, 1],
      earned: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(exerciseStatistics(two)[0]!.discrimination).toBeNull();
  });

  it('takes a rubric for those whose lines are all graded, and not for the others', () => {
    const judged = (earned: number | null) => [
      { exercise: 'dice.3', criteria: [{ says: 'a', points: 2, earned, comment: '' }] },
    ];
    const students = [
      { marks: marksOf('ada', [4, 2]), judged: judged(2) },
      { marks: marksOf('bo', [4, 0]), judged: judged(1) },
      { marks: marksOf('cem', [0, 0]), judged: judged(0) },
      { marks: marksOf('dana', [0, 2]), judged: judged(null) },
    ];
    const statistics = exerciseStatistics(students);
    expect(statistics.map(({ exercise }) => exercise)).toEqual([
      'dice.1',
      'dice.2',
      'dice.3 (rubric)',
    ]);
    expect(statistics[2]).toMatchObject({ submissions: 3, difficulty: 0.5 });
    expect(statistics[2]!.discrimination).toBeCloseTo(0.981980506, 8); // 2 1 0 against 6 4 0
  });
});
