import { MlError } from '../core/index.js';
import { type CheckOptions, type Tests, withMistake } from './exercise.js';
import { likelyMistake } from './likelyMistake.js';
import { NOT_ATTEMPTED, type Outcome, runTest } from './runTest.js';

const HINTS = 3;
const FEWEST_MISTAKES = 2;

/** Whether exercises are to be proven: the runner of scripts sets `MLE_PROVE=1`. */
export function isProving(): boolean {
  return process.env.MLE_PROVE === '1';
}

/**
 * Proves that an exercise tells right from wrong; its solution has just passed all tests.
 *
 * The stub passes no test. At least two wrong answers are written down, each fails a test and is
 * told what it says and not what another says; or there is a rubric. Hints are three.
 *
 * @throws MlError CHECK_FAILED with all that is missing.
 */
export async function proveExercise<Answer>(
  id: string,
  answer: Answer,
  tests: Tests<Answer>,
  { hints = [], mistakes = [], rubric = [] }: CheckOptions<Answer>,
): Promise<void> {
  const faults: string[] = [];
  if (hints.length !== HINTS) faults.push(`it has ${hints.length} hints, ${HINTS} are needed`);
  if (rubric.length === 0 && mistakes.length < FEWEST_MISTAKES) {
    faults.push(
      `it lists ${mistakes.length} mistakes, ${FEWEST_MISTAKES} are needed, or a rubric where the answer is a judgement`,
    );
  }
  for (const { sentence, state } of await runAll(tests, stubOf(answer))) {
    if (state === 'holds') faults.push(`the stub passes "${sentence}"`);
  }
  for (const mistake of mistakes) {
    const wrong = withMistake(answer, mistake);
    const outcomes = await runAll(tests, wrong);
    if (outcomes.some(({ state }) => state === 'not attempted')) {
      faults.push(`the mistake "${mistake.says}" is taken for not attempted`);
    } else if (outcomes.every(({ state }) => state === 'holds')) {
      faults.push(`the mistake "${mistake.says}" passes all checks`);
    } else {
      const told = await likelyMistake(outcomes, wrong, tests, mistakes);
      if (told === mistake.says) continue;
      faults.push(
        told === undefined
          ? `the mistake "${mistake.says}" is not known again: its tests must give the same each time`
          : `the mistake "${mistake.says}" cannot be told from "${told}"`,
      );
    }
  }
  if (faults.length === 0) return;
  throw new MlError('CHECK_FAILED', `check: exercise ${id} is not proven: ${faults.join('; ')}.`);
}

async function runAll<Answer>(tests: Tests<Answer>, answer: Answer): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [sentence, test] of Object.entries(tests)) {
    outcomes.push(await runTest(sentence, test, answer));
  }
  return outcomes;
}

/** What the learner's notebook holds in place of the solution. */
function stubOf<Answer>(answer: Answer): Answer {
  const stub = () => {
    throw new Error(NOT_ATTEMPTED);
  };
  if (typeof answer === 'function') return stub as Answer;
  return Object.fromEntries(Object.keys(answer as object).map((name) => [name, stub])) as Answer;
}
