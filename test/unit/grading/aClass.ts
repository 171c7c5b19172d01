import type {
  AssignmentBundle,
  ClassMarks,
  ExerciseMarks,
  StudentMarks,
  SubmissionMarks,
} from 'mle-kit/grading';

/** An assignment of two exercises with hidden tests, and one that a person grades. */
export const bundle: AssignmentBundle = {
  kind: 'mle-assignment/1',
  id: 'dice',
  title: 'Dice & chance',
  libraryVersion: '0.1.0',
  seed: 'SEED',
  students: ['ada', 'bo', 'cem', 'dana'],
  points: 6,
  exercises: [
    { id: 'dice.1', functions: ['mean'], points: 4, tests: [] },
    { id: 'dice.2', functions: ['sum'], points: 2, tests: [] },
  ],
  rubrics: [
    {
      exercise: 'dice.3',
      criteria: [
        { says: 'names a die', points: 2 },
        { says: 'says why', points: 1.5 },
      ],
    },
  ],
  source: [
    '// %% tags=["assignment"]',
    "const work = await defineAssignment<Dice>('dice', { seed: 'SEED' });",
    '// %% tags=["exercise"]',
    'function mean(rolls: readonly number[]): number {',
    '  // solution',
    '  return SECRET;',
    '}',
  ].join('\n'),
  sha256: 'a'.repeat(64),
};

function exercise(id: string, points: number, earned: number, why: string): ExerciseMarks {
  const test = { test: `${id} holds`, points, earned, why: earned === points ? null : why };
  return { exercise: id, points, earned, attempted: earned > 0, tests: [test] };
}

/** Marks of a student; `earned` null where nothing was handed in. */
export function marksOf(
  student: string,
  earned: readonly [number, number] | null,
  { why = 'input 1 of 1: came 2, wanted 3', notes = [] as readonly string[] } = {},
): SubmissionMarks {
  const [first, second] = earned ?? [0, 0];
  return {
    kind: 'mle-marks/1',
    assignment: 'dice',
    assignmentSha256: bundle.sha256,
    libraryVersion: '0.1.0',
    student,
    stamp: earned && 'c'.repeat(64),
    submission: earned && { file: `${student}/dice.ipynb`, sha256: 'b'.repeat(64) },
    points: 6,
    earned: first + second,
    exercises: [exercise('dice.1', 4, first, why), exercise('dice.2', 2, second, why)],
    notes,
  };
}

/** Four students: full marks, some, none, nothing handed in. */
export const marks: readonly SubmissionMarks[] = [
  marksOf('dana', null),
  marksOf('bo', [4, 1]),
  marksOf('ada', [4, 2]),
  marksOf('cem', [0, 0]),
];

/** A class of these marks, without a rubric. */
export function classOf(list: readonly SubmissionMarks[]): ClassMarks {
  const students: StudentMarks[] = list.map((one) => ({ marks: one, judged: [] }));
  const { id: assignment, title, sha256: assignmentSha256, libraryVersion } = bundle;
  const facts = { assignment, title, assignmentSha256, libraryVersion };
  return { kind: 'mle-class/1', ...facts, rubrics: [], students, similar: [] };
}
