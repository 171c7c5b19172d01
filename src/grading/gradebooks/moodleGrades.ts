import type { Table } from '../../core/index.js';
import type { ClassMarks } from '../reports/classMarks.js';
import type { Gradebook } from './gradebook.js';
import { matchStudents } from './matchStudents.js';

const IDENTITY = [
  ...['First name', 'Last name', 'Surname', 'Username', 'ID number', 'Email address'],
];

/**
 * Marks as Moodle's "Import grades: CSV file" takes them: the columns of the export that name a
 * student, and this assignment's. In the import map "Email address" (or what you have) to the user
 * and the last column to the grade item, whose maximum has to be the assignment's points.
 *
 * @param column default: the title. In the export it is called `Assignment: Title (Real)` or the like.
 * @throws MlError INCOMPLETE when a student who handed in is not in the export.
 *
 * Marks that a person has to complete, and students without marks, are `-`, Moodle's "no grade".
 * Source: Moodle's grade/import/csv/classes/load_data.php.
 */
export function moodleGrades(
  all: ClassMarks,
  { table, students }: Gradebook,
  column = all.title,
): Table {
  const marks = matchStudents('moodleGrades', all, students);
  const values = students.map((student) => (student && marks.earned(student)) ?? '-');
  return table
    .select(IDENTITY.filter((name) => table.has(name)))
    .with(column, { kind: 'string', values });
}
