import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MlError } from '../../core/index.js';

/** A submission in nbgrader's folders. */
export interface NbgraderSubmission {
  readonly student: string;
  /** The notebook; null when the student's folder has none of that name. */
  readonly file: string | null;
  /** As `timestamp.txt` says it, such as `2026-03-01 12:00:00.000000 UTC`. */
  readonly timestamp: string | null;
}

/**
 * The submissions of one assignment in a course folder of nbgrader:
 * `submitted/<student>/<assignment>/<notebook>.ipynb`, with `timestamp.txt` beside it.
 *
 * @param folder     the course folder.
 * @param assignment its name there.
 * @param notebook   without its ending. Default: the one notebook of `release/<assignment>`, else
 *   the assignment's name.
 * @returns in the order of names. Links are not followed: students made these folders.
 * @throws MlError FILE_NOT_FOUND without a folder `submitted` | INVALID_ARGUMENT when
 *   `release/<assignment>` holds several notebooks and none is named | EMPTY when nobody handed in.
 *
 * Source: nbgrader's user guide, "How to structure course files".
 */
export function nbgraderSubmissions(
  folder: string,
  assignment: string,
  notebook = releasedNotebook(folder, assignment),
): NbgraderSubmission[] {
  const submitted = join(folder, 'submitted');
  if (!existsSync(submitted)) {
    throw new MlError(
      'FILE_NOT_FOUND',
      `nbgraderSubmissions: ${folder} has no folder "submitted". Name nbgrader's course folder.`,
    );
  }
  const folders = (path: string) => entries(path).filter((entry) => entry.isDirectory());
  const found = folders(submitted)
    .map(({ name }) => name)
    .sort()
    .filter((student) => folders(join(submitted, student)).some(({ name }) => name === assignment))
    .map((student) => {
      const inside = join(submitted, student, assignment);
      const file = plainFile(inside, `${notebook}.ipynb`);
      return { student, file, timestamp: timestampIn(inside) };
    });
  if (found.length > 0) return found;
  throw new MlError(
    'EMPTY',
    `nbgraderSubmissions: nobody handed in ${assignment} in ${submitted}.`,
  );
}

function releasedNotebook(folder: string, assignment: string): string {
  const released = join(folder, 'release', assignment);
  const notebooks = existsSync(released)
    ? entries(released).flatMap((entry) =>
        entry.isFile() && entry.name.endsWith('.ipynb') ? [entry.name.slice(0, -6)] : [],
      )
    : [];
  if (notebooks.length <= 1) return notebooks[0] ?? assignment;
  if (notebooks.includes(assignment)) return assignment;
  throw new MlError(
    'INVALID_ARGUMENT',
    `nbgraderSubmissions: ${released} holds ${notebooks.join(', ')}. Say which is graded.`,
  );
}

/** As nbgrader writes it; students can write another, such as a formula for your spreadsheet. */
const TIMESTAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?( [\w/+-]{1,40})?$/;

function timestampIn(folder: string): string | null {
  const file = plainFile(folder, 'timestamp.txt');
  if (file === null || statSync(file).size > 100) return null;
  const text = readFileSync(file, 'utf8').trim();
  return TIMESTAMP.test(text) ? text : null;
}

function plainFile(folder: string, name: string): string | null {
  const there = entries(folder).some((entry) => entry.isFile() && entry.name === name);
  return there ? join(folder, name) : null;
}

function entries(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}
