import { assertAtLeast, MlError } from '../core/index.js';
import type { AnyTest, Assignment, GradedExercise, HiddenTest, WrongAnswer } from './assignment.js';
import { functionsOf } from './functionsOf.js';

/**
 * Adds a hidden test to an exercise. It stands in a cell tagged `hidden`, which students never get.
 *
 * The inputs differ by student. What the solution gives for them is what is wanted, so the test
 * says no expected value, and the process that runs an answer never holds one.
 *
 * @param exercise its name, the one that `visible` has.
 * @param answer   the function to be graded, or several by name.
 * @throws MlError INVALID_ARGUMENT when points are no multiple of 0.5 above 0, when the sentence
 *   stands there twice, or when another test of the exercise asks for other functions.
 *
 * @example
 * const dice = await defineAssignment('dice', { seed: 'tall ships', data: () => ({ sides: 6 }) });
 * const average = (rolls) => rolls.reduce((sum, roll) => sum + roll, 0) / rolls.length;
 * hidden(dice, 'dice.1', average, { test: 'ten rolls', points: 2, inputs: (random, data) => [Array.from({ length: 10 }, () => random.integer(1, data.sides + 1))], call: (answer, rolls) => answer(rolls) });
 * dice.exercises.get('dice.1').tests.length; // 1
 */
export function hidden<Data, Answer, Input, Output>(
  assignment: Assignment<Data>,
  exercise: string,
  answer: Answer,
  test: HiddenTest<Data, Answer, Input, Output>,
): void {
  const { points } = test;
  const entry = entryOf(assignment, exercise, answer);
  if (!(points > 0) || !Number.isInteger(points * 2)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `hidden: exercise ${exercise}, "${test.test}": points are ${points}, and a multiple of 0.5 above 0 is needed.`,
    );
  }
  if (entry.tests.some((other) => other.test === test.test)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `hidden: exercise ${exercise} has two tests called "${test.test}". Reports tell them apart by their sentence.`,
    );
  }
  entry.tests.push(test as AnyTest);
}

/**
 * Writes down a wrong answer and the points that it costs: `mle assignment check` proves it.
 *
 * @param answer the wrong function, or all of several by name.
 * @throws MlError OUT_OF_RANGE when it loses less than nothing.
 *
 * @example
 * const dice = await defineAssignment('dice', { seed: 'tall ships', data: () => ({ sides: 6 }) });
 * const average = (rolls) => rolls.reduce((sum, roll) => sum + roll, 0) / rolls.length;
 * wrongAnswer(dice, 'dice.1', average, { says: 'a constant', answer: () => 3.5, loses: 2 });
 * dice.exercises.get('dice.1').wrong.length; // 1
 */
export function wrongAnswer<Data, Answer>(
  assignment: Assignment<Data>,
  exercise: string,
  answer: Answer,
  wrong: WrongAnswer<Answer>,
): void {
  assertAtLeast('wrongAnswer', 'loses', wrong.loses, 0);
  entryOf(assignment, exercise, answer).wrong.push(wrong);
}

function entryOf<Data>(
  assignment: Assignment<Data>,
  exercise: string,
  answer: unknown,
): GradedExercise {
  const functions = functionsOf(exercise, answer);
  const known = assignment.exercises.get(exercise);
  if (known === undefined) {
    const entry: GradedExercise = { id: exercise, answer, functions, tests: [], wrong: [] };
    assignment.exercises.set(exercise, entry);
    return entry;
  }
  if (known.functions.join() === functions.join()) return known;
  throw new MlError(
    'INVALID_ARGUMENT',
    `hidden: exercise ${exercise} asks for ${known.functions.join(', ')} in one place and for ${functions.join(', ')} in another.`,
  );
}
