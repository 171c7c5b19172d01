import { Table } from '../../core/index.js';
import type { ClassMarks } from '../reports/classMarks.js';

/**
 * The rubrics of a class as a table to be filled in by a person: one row for each student and line,
 * `earned` and `comment` as they stand, empty at first. Those who handed in nothing are left out.
 */
export function rubricTable({ students }: ClassMarks): Table {
  const rows = students.flatMap(({ marks: { student, submission }, judged }) =>
    submission === null
      ? []
      : judged.flatMap(({ exercise, criteria }) =>
          criteria.map((one, k) => ({ ...one, student, file: submission.file, exercise, k })),
        ),
  );
  const texts = (values: (string | null)[]) => ({ kind: 'string', values }) as const;
  const numbers = (values: number[]) => ({ kind: 'number', values }) as const;
  return Table.from([
    ['student', texts(rows.map(({ student }) => student))],
    ['file', texts(rows.map(({ file }) => harmless(file)))],
    ['exercise', texts(rows.map(({ exercise }) => exercise))],
    ['line', numbers(rows.map(({ k }) => k + 1))],
    ['says', texts(rows.map(({ says }) => says))],
    ['points', numbers(rows.map(({ points }) => points))],
    ['earned', numbers(rows.map(({ earned }) => earned ?? Number.NaN))],
    ['comment', texts(rows.map(({ comment }) => (comment === '' ? null : comment)))],
  ]);
}

/** A spreadsheet takes a text that begins so for a formula, and students choose names of files. */
function harmless(file: string): string {
  return /^[=+\-@\t\r]/.test(file) ? `'${file}` : file;
}
