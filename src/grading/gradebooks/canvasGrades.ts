import type { Table } from '../../core/index.js';
import type { ClassMarks } from '../reports/classMarks.js';
import { type Gradebook, textOf } from './gradebook.js';
import { matchStudents } from './matchStudents.js';

/** The columns by which Canvas knows a student; those that the export has are given back. */
const IDENTITY = [
  ...['Student', 'LastName', 'FirstName', 'ID', 'SIS User ID', 'SIS Login ID'],
  ...['Integration ID', 'Root Account', 'Section'],
];

/**
 * Marks as Canvas's gradebook imports them: the export's own rows, the columns that name a student,
 * and this assignment's. No other column is given back, so that no other mark can change.
 *
 * @param column how the assignment's column is called in the export, such as `Metrics (4711)`. Default:
 *   the one whose name is the assignment's title, with an id behind it or without; if there is none,
 *   Canvas asks at the import whether to create it.
 * @throws MlError INCOMPLETE when a student who handed in is not in the export.
 *
 * Marks that a person has to complete, and students without marks, keep what the export says.
 * Source: Canvas's gradebook_importer.rb.
 */
export function canvasGrades(
  all: ClassMarks,
  { table, students }: Gradebook,
  column = columnOf(table, all.title),
): Table {
  const marks = matchStudents('canvasGrades', all, students);
  const points = String(marks.points);
  const cells = students.map((student, i) => {
    const row = table.row(i);
    if (/Points Possible/.test(textOf(row, 'Student') || textOf(row, 'LastName'))) return points;
    const now = textOf(row, column);
    return (student === null ? null : marks.earned(student)) ?? (now === '' ? null : now);
  });
  return table
    .select(IDENTITY.filter((name) => table.has(name)))
    .with(column, { kind: 'string', values: cells });
}

function columnOf(table: Table, title: string): string {
  const plain = (name: string) => name.replace(/ \(\d+\)$/, '');
  return table.columnNames.find((name) => plain(name) === title) ?? title;
}
