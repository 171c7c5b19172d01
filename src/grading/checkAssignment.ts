import { assertInteger } from '../core/index.js';
import type { AssignmentBundle } from './assignmentBundle.js';
import { readAssignment } from './assignmentScript.js';
import { libraryVersion } from './libraryVersion.js';
import { runHost } from './runHost.js';

/** How an assignment is proven. */
export interface CheckAssignmentOptions {
  /** How many invented students it is proven for, each with other data. Default 3. */
  readonly students?: number;
  readonly seed?: string | undefined;
  /** Called before each student. */
  readonly onStudent?: ((number: number, of: number) => void) | undefined;
}

/** What came of the proof. */
export interface AssignmentProof {
  readonly bundle: AssignmentBundle;
  /** What does not hold, each with the first student for whom it does not; empty when all does. */
  readonly faults: readonly string[];
}

/**
 * Proves that an assignment marks right: for several students, each with data of their own, the
 * solution earns full marks, the stub none, and each wrong answer loses what is said of it.
 *
 * Each student's proof runs in a process of its own, with the very code that the student's
 * notebook holds. Visible tests are run as well: the solution has to pass them.
 *
 * @param file the assignment's script.
 * @throws MlError FILE_NOT_FOUND | PARSE_ERROR | CHECK_FAILED when the script itself stops.
 *
 * Cost: about a second for each student, and what the script takes.
 */
export async function checkAssignment(
  file: string,
  { students = 3, seed, onStudent }: CheckAssignmentOptions = {},
): Promise<AssignmentProof> {
  assertInteger('checkAssignment', 'students', students, 1);
  const { id, source } = readAssignment(file);
  const faults = new Map<string, string>(); // by fault, the student
  const seen = new Map<string, string>(); // by data, the student
  let bundle: AssignmentBundle | undefined;
  for (let k = 1; k <= students; k++) {
    onStudent?.(k, students);
    const student = `proof-${k}`;
    const job = { id, student, seed, libraryVersion, students: [student], prove: true };
    const answer = await runHost(file, source, job);
    bundle ??= answer.bundle;
    for (const fault of answer.faults) if (!faults.has(fault)) faults.set(fault, student);
    const data = answer.data[student] ?? '';
    const twin = seen.get(data);
    if (twin !== undefined) faults.set(`has the same data as ${twin}`, student);
    seen.set(data, student);
  }
  const told = [...faults].map(([fault, student]) => `${fault} (student ${student})`);
  return { bundle: bundle!, faults: told };
}
