import { assertNotEmpty } from '../core/index.js';
import type { Assignment, AssignmentOptions } from './assignment.js';
import { decodeValue, encodeValue } from './exchange.js';
import { currentRun } from './run.js';
import { assertStudent } from './student.js';
import { studentRandom } from './studentRandom.js';

/** For whom a script works where nobody is named: in the instructor's notebook. */
export const SAMPLE_STUDENT = 'sample';

/**
 * Begins an assignment: what each student is given, and the phrase that it comes from.
 *
 * It stands in a cell of its own, tagged `assignment`; in a student's notebook that cell opens the
 * file with the student's data. The data go through the form in which they travel.
 *
 * @param id the name of the script's file, without its ending.
 * @throws MlError EMPTY for an empty name or phrase | INVALID_ARGUMENT for data that cannot be
 *   written to a file.
 *
 * @example (await defineAssignment('dice', { seed: 'tall ships', data: (random) => ({ sides: random.integer(4, 20) }) })).data; // { sides: 9 }
 */
export async function defineAssignment<Data>(
  id: string,
  options: AssignmentOptions<Data>,
): Promise<Assignment<Data>> {
  assertNotEmpty('defineAssignment', 'id', id.length);
  const run = currentRun();
  const seed = run?.phrase ?? options.seed;
  assertNotEmpty('defineAssignment', 'seed', seed.length);
  const student = run?.student ?? SAMPLE_STUDENT;
  const dataOf = async (name: string): Promise<Data> => {
    assertStudent('defineAssignment', name);
    const made = await options.data(studentRandom(seed, name, 'data'), name);
    return decodeValue(encodeValue(made)) as Data;
  };
  const data = await dataOf(student);
  const [exercises, rubrics] = [new Map(), new Map()];
  const assignment: Assignment<Data> = { id, student, seed, data, dataOf, exercises, rubrics };
  if (run) run.assignment = assignment as Assignment<unknown>;
  return assignment;
}
