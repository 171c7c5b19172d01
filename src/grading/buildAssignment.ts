import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '../core/index.js';
import { formatNotebook } from '../course/index.js';
import type { AssignmentBundle } from './assignmentBundle.js';
import { assignmentNotebook } from './assignmentNotebook.js';
import { readAssignment } from './assignmentScript.js';
import { SAMPLE_STUDENT } from './defineAssignment.js';
import { decodeValue } from './exchange.js';
import { libraryVersion } from './libraryVersion.js';
import { dataFileOf } from './openAssignment.js';
import { runHost } from './runHost.js';
import { assertStudent } from './student.js';

/** How an assignment is built. */
export interface BuildAssignmentOptions {
  /** For whom; default one student called `sample`. */
  readonly students?: readonly string[] | undefined;
  /** In place of the phrase that the script has. */
  readonly seed?: string | undefined;
}

/**
 * Writes what an assignment hands out and what its grader needs.
 *
 *     DIR/students/<student>/<id>.ipynb       without solutions and hidden tests
 *     DIR/students/<student>/<id>.data.json   this student's data
 *     DIR/instructor/<id>.ipynb               everything; with the data of `sample`
 *     DIR/instructor/<id>.data.json
 *     DIR/<id>.bundle.json                    for `mle grade`: never to be handed out
 *
 * The same script, students and seed give the same bytes. Nothing is proven here:
 * see `checkAssignment`.
 *
 * @param file the assignment's script.
 * @param out  a folder; files in it are replaced, none is removed.
 * @throws MlError FILE_NOT_FOUND | PARSE_ERROR | CHECK_FAILED when the script stops |
 *   INVALID_ARGUMENT for a student whose name could not be a folder's.
 */
export async function buildAssignment(
  file: string,
  out: string,
  { students = [SAMPLE_STUDENT], seed }: BuildAssignmentOptions = {},
): Promise<AssignmentBundle> {
  for (const student of students) assertStudent('buildAssignment', student);
  const script = readAssignment(file);
  const { bundle, data } = await runHost(file, script.source, {
    id: script.id,
    student: SAMPLE_STUDENT,
    seed,
    libraryVersion,
    students: [...new Set([...students, SAMPLE_STUDENT])],
    prove: false,
  });
  const handOut = async (folder: string, student: string, instructor: boolean) => {
    const encoded = data[student]!;
    const reader = { instructor, data: decodeValue(encoded), libraryVersion };
    const notebook = formatNotebook(assignmentNotebook(script, reader));
    await write(join(folder, `${script.id}.ipynb`), notebook);
    await write(join(folder, dataFileOf(script.id)), `${encoded}\n`);
  };
  for (const student of students) await handOut(join(out, 'students', student), student, false);
  await handOut(join(out, 'instructor'), SAMPLE_STUDENT, true);
  const whole = { ...bundle, students: [...students] };
  await write(join(out, `${script.id}.bundle.json`), `${JSON.stringify(whole, null, 2)}\n`);
  return whole;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await replaceFile('buildAssignment', file, (temporary) => writeFile(temporary, text));
}
