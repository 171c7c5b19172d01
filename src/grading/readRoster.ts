import { readGradebook } from './gradebooks/gradebook.js';
import { assertStudent } from './student.js';

/**
 * The students of a roster, in its order: a CSV file with a column `student`, or what Canvas, Moodle
 * or nbgrader export; see `readGradebook`.
 *
 * @throws MlError as `readGradebook` | INVALID_ARGUMENT for a name that could not be a folder.
 *
 * @example await readRoster('student,name\nada,Ada L.\nbo,Bo K.\n'); // [ 'ada', 'bo' ]
 */
export async function readRoster(path: string): Promise<string[]> {
  const { students } = await readGradebook(path);
  const named = students.filter((student) => student !== null);
  for (const student of named) assertStudent('readRoster', student);
  return named;
}
