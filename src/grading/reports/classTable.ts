import { Table } from '../../core/index.js';
import type { ClassMarks } from './classMarks.js';
import { rubricStanding, standingOf } from './standing.js';

/**
 * A class as a table: one row a student, one column an exercise.
 *
 * `handed_in` says whether there was a submission, `open` how many points no person has graded yet,
 * `notes` how many remarks the report has. A rubric of which a line is open has no number.
 */
export function classTable({ students, rubrics }: ClassMarks): Table {
  const standings = students.map(standingOf);
  const exercises = [
    ...new Set(students.flatMap(({ marks }) => marks.exercises.map(({ exercise }) => exercise))),
  ];
  const tested = exercises.map((exercise): readonly [string, number[]] => [
    exercise,
    students.map(
      ({ marks }) => marks.exercises.find((one) => one.exercise === exercise)?.earned ?? 0,
    ),
  ]);
  const byPerson = rubrics.map(({ exercise }): readonly [string, number[]] => [
    `${exercise} (rubric)`,
    students.map(({ judged }) => {
      const sums = rubricStanding(judged.find((one) => one.exercise === exercise)!);
      return sums.open > 0 ? Number.NaN : sums.earned;
    }),
  ]);
  const numbers = (values: readonly number[]) => ({ kind: 'number', values }) as const;
  return Table.from([
    ['student', { kind: 'string', values: students.map(({ marks }) => marks.student) }],
    [
      'handed_in',
      { kind: 'boolean', values: students.map(({ marks }) => marks.submission !== null) },
    ],
    ['earned', numbers(standings.map(({ earned }) => earned))],
    ['points', numbers(standings.map(({ points }) => points))],
    ['open', numbers(standings.map(({ open }) => open))],
    ...[...tested, ...byPerson].map(([name, values]) => [name, numbers(values)] as const),
    ['notes', numbers(students.map(({ marks }) => marks.notes.length))],
  ]);
}
