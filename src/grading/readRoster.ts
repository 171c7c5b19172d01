import { MlError } from '../core/index.js';
import { readCsv } from '../data/index.js';
import { assertStudent } from './student.js';

/**
 * The students of a roster: the column `student` of a CSV file, in its order.
 *
 * @throws MlError FILE_NOT_FOUND | UNKNOWN_COLUMN | EMPTY | INVALID_ARGUMENT for a name that could
 *   not be a folder | DUPLICATE_NAME when two differ in nothing but case.
 *
 * @example await readRoster('student,name\nada,Ada L.\nbo,Bo K.\n'); // [ 'ada', 'bo' ]
 */
export async function readRoster(path: string): Promise<string[]> {
  const table = await readCsv(path, { columns: { student: 'string' } });
  const students = Array.from({ length: table.rowCount }, (_, i) =>
    String(table.row(i).student ?? '').trim(),
  );
  if (students.length === 0) throw new MlError('EMPTY', 'readRoster: the roster has no rows.');
  const seen = new Set<string>();
  for (const student of students) {
    assertStudent('readRoster', student);
    if (seen.has(student.toLowerCase())) {
      throw new MlError('DUPLICATE_NAME', `readRoster: ${student} is there twice.`);
    }
    seen.add(student.toLowerCase());
  }
  return students;
}
