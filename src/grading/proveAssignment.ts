import {
  type AnyTest,
  type Assignment,
  type GradedExercise,
  pointsOf,
  type WrongAnswer,
} from './assignment.js';
import { encodeValue } from './exchange.js';
import { answerFrom } from './functionsOf.js';
import { markTest, type TestMark } from './markTest.js';
import { type Output, outputsOf } from './outputs.js';
import { studentRandom } from './studentRandom.js';

/** A hidden test with the inputs of one student, and what the solution gives for them. */
export interface PreparedTest {
  readonly test: AnyTest;
  /** Encoded. */
  readonly inputs: readonly string[];
  readonly wanted: readonly Output[];
}

/** The inputs of one student for a hidden test, encoded: the same at each call. */
export function inputsOf(
  { seed, student, data }: Assignment<unknown>,
  exercise: GradedExercise,
  test: AnyTest,
): string[] {
  const random = studentRandom(seed, student, JSON.stringify(['hidden', exercise.id, test.test]));
  return Array.from(test.inputs(random, data), encodeValue);
}

/** The tests of an exercise as the grader needs them for the assignment's student. */
export async function prepareTests(
  assignment: Assignment<unknown>,
  exercise: GradedExercise,
): Promise<PreparedTest[]> {
  const prepared: PreparedTest[] = [];
  for (const test of exercise.tests) {
    const inputs = inputsOf(assignment, exercise, test);
    const wanted = await outputsOf(test.call.toString(), exercise.answer, inputs);
    prepared.push({ test, inputs, wanted });
  }
  return prepared;
}

/** The marks of an answer on all tests of its exercise. */
export async function markAnswer(
  prepared: readonly PreparedTest[],
  answer: unknown,
): Promise<TestMark[]> {
  const marks: TestMark[] = [];
  for (const { test, inputs, wanted } of prepared) {
    const outputs = await outputsOf(test.call.toString(), answer, inputs);
    marks.push(markTest(test, inputs, wanted, outputs));
  }
  return marks;
}

/**
 * Proves an assignment for the student for whom it was defined: the solution earns full marks, the
 * stub none, nor does a function that does nothing, and each wrong answer loses what is said of it.
 *
 * @param stubs the functions of the student's notebook by name, as it is handed out.
 * @returns what does not hold, a sentence each; empty when all does.
 *
 * @example
 * const dice = await defineAssignment('dice', { seed: 'tall ships', data: () => null });
 * await proveAssignment(dice, {}); // [ 'there is no hidden test: nothing can be earned' ]
 */
export async function proveAssignment(
  assignment: Assignment<unknown>,
  stubs: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const faults: string[] = [];
  if (![...assignment.exercises.values()].some(({ tests }) => tests.length > 0)) {
    faults.push('there is no hidden test: nothing can be earned');
  }
  for (const exercise of assignment.exercises.values()) {
    for (const fault of await exerciseFaults(assignment, exercise, stubs)) {
      faults.push(`exercise ${exercise.id}: ${fault}`);
    }
  }
  return faults;
}

async function exerciseFaults(
  assignment: Assignment<unknown>,
  exercise: GradedExercise,
  stubs: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const { answer, functions, wrong } = exercise;
  const total = pointsOf(exercise);
  let prepared: PreparedTest[];
  try {
    prepared = await prepareTests(assignment, exercise);
  } catch (cause) {
    return [`its inputs cannot be made: ${cause instanceof Error ? cause.message : String(cause)}`];
  }
  const faults = prepared.flatMap((one) => testFaults(assignment, exercise, one));
  if (faults.length > 0) return faults;

  for (const { test, why } of await markAnswer(prepared, answer)) {
    if (why !== null) faults.push(`the solution fails "${test}" (${why})`);
  }
  const absent = functions.filter((name) => typeof stubs[name] !== 'function');
  if (absent.length > 0) faults.push(`the student's notebook has no function ${absent.join(', ')}`);
  const stub = answerFrom(answer, functions, stubs);
  for (const { test, earned } of await markAnswer(prepared, stub)) {
    if (earned > 0) faults.push(`the stub passes "${test}"`);
  }
  const idle = answerFrom(answer, functions, Object.fromEntries(functions.map(doNothing)));
  for (const { test, earned } of await markAnswer(prepared, idle)) {
    if (earned > 0) faults.push(`a function that does nothing passes "${test}"`);
  }
  if (wrong.length === 0 && total > 0) faults.push('no wrong answer is written down');
  for (const one of wrong) faults.push(...(await wrongFaults(prepared, one, total)));
  return faults;
}

/** What such a test gives follows from its input, and needs no work: it could be forged, too. */
function doNothing(name: string): [string, () => void] {
  return [name, () => {}];
}

function testFaults(
  assignment: Assignment<unknown>,
  exercise: GradedExercise,
  { test, inputs, wanted }: PreparedTest,
): string[] {
  const faults: string[] = [];
  if (inputs.length === 0) faults.push(`"${test.test}" has no inputs`);
  if (inputsOf(assignment, exercise, test).join() !== inputs.join()) {
    faults.push(`"${test.test}" has other inputs each time: take randomness from its argument`);
  }
  wanted.forEach((output, i) => {
    if (!('error' in output)) return;
    faults.push(
      `the solution stops at "${test.test}", input ${i + 1}: ${output.error}. ` +
        'A call runs from its source alone, and what it returns has to travel',
    );
  });
  return faults;
}

async function wrongFaults(
  prepared: readonly PreparedTest[],
  { says, answer, loses }: WrongAnswer<unknown>,
  total: number,
): Promise<string[]> {
  const marks = await markAnswer(prepared, answer);
  const lost = marks.reduce((sum, { points, earned }) => sum + points - earned, 0);
  if (lost === loses) return [];
  const failed = marks.filter(({ why }) => why !== null).map(({ test }) => `"${test}"`);
  const where = failed.length === 0 ? 'it passes everything' : `it fails ${failed.join(', ')}`;
  return [`the wrong answer "${says}" loses ${lost} of ${total} points, not ${loses}: ${where}`];
}
