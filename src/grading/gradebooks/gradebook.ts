import { MlError, type Table, type TableRow } from '../../core/index.js';
import { readTexts } from './readTexts.js';

/** Whose form a file of students has. */
export type GradebookForm = 'plain' | 'canvas' | 'moodle' | 'nbgrader';

/** A file of students as a learning platform exports it, every cell as text. */
export interface Gradebook {
  readonly form: GradebookForm;
  readonly table: Table;
  /** By row, the student as marks name them; null for a row that is no student's. */
  readonly students: readonly (string | null)[];
}

type NameOf = (row: TableRow) => string | null;

/** The columns of which the first one that is filled names a student. */
const NAMES: Readonly<Record<GradebookForm, readonly string[]>> = {
  plain: ['student'],
  canvas: ['SIS Login ID', 'SIS User ID', 'ID'],
  moodle: ['Username', 'Email address', 'ID number'],
  nbgrader: ['id'],
};

/**
 * Reads a file of students: a plain roster, or an export of Canvas, Moodle or nbgrader.
 *
 * The form is known by the header (Canvas's and Moodle's in English). A student is called what these
 * columns say, the first that the file has: plain `student`; Canvas `SIS Login ID`, `SIS User ID`,
 * `ID`; Moodle `Username`, `Email address`, `ID number`; nbgrader `id`. Canvas's rows of points,
 * of posting and of its test student are no students.
 *
 * @throws MlError as `readCsv` | UNKNOWN_COLUMN when the header is none of these | EMPTY without a
 *   student | MISSING_VALUE for a row without the name | DUPLICATE_NAME when two differ in nothing but case.
 *
 * Source: Canvas's gradebook_exporter.rb, Moodle's grade_export_txt.php, nbgrader's db student import.
 *
 * @example (await readGradebook('Student,ID,SIS Login ID,Section\n"    Points Possible",,,\n"Lovelace, Ada",7,ada,1\n')).students; // [ null, 'ada' ]
 */
export async function readGradebook(pathOrText: string): Promise<Gradebook> {
  const table = await readTexts(pathOrText);
  const form = formOf(table);
  const column = NAMES[form].find((name) => table.has(name))!;
  const isOther = form === 'canvas' ? isNoStudentOfCanvas : () => false;
  const name: NameOf = (row) => (isOther(row) ? null : textOf(row, column));
  const students = Array.from(table.rows(), name);
  if (!students.some((student) => student !== null)) {
    throw new MlError('EMPTY', 'readGradebook: the file has no students.');
  }
  const seen = new Set<string>();
  students.forEach((student, i) => {
    if (student === null) return;
    if (student === '') {
      throw new MlError(
        'MISSING_VALUE',
        `readGradebook: row ${i + 1} says nothing in "${column}", which names the student. Fill it in.`,
      );
    }
    if (seen.has(student.toLowerCase())) {
      throw new MlError('DUPLICATE_NAME', `readGradebook: ${student} is there twice.`);
    }
    seen.add(student.toLowerCase());
  });
  return { form, table, students };
}

function formOf(table: Table): GradebookForm {
  const has = (...names: string[]) => names.some((name) => table.has(name));
  if (has('student')) return 'plain';
  if (has('Student', 'LastName') && has(...NAMES.canvas)) return 'canvas';
  if (has(...NAMES.moodle)) return 'moodle';
  if (has('id')) return 'nbgrader';
  throw new MlError(
    'UNKNOWN_COLUMN',
    'readGradebook: no column names the students. Needed is "student", or an export of Canvas ' +
      '("Student", "ID", "SIS Login ID"), Moodle ("Email address") or nbgrader ("id"), in English. ' +
      `There are: ${table.columnNames.join(', ')}.`,
  );
}

function isNoStudentOfCanvas(row: TableRow): boolean {
  const name = textOf(row, 'Student') || textOf(row, 'LastName');
  return name === '' || /Points Possible/.test(name) || name === 'Student, Test';
}

/** The text of a cell; empty where nothing stands. */
export function textOf(row: TableRow, name: string): string {
  return String(row[name] ?? '').trim();
}
