import { assertNotEmpty, MlError } from '../core/index.js';
import { inNotebook, print } from './channel.js';
import type { CheckOptions, Tests } from './exercise.js';
import { hintCount, registerHints, takeHint } from './hint.js';
import { likelyMistake } from './likelyMistake.js';
import { isProving, proveExercise } from './proveExercise.js';
import { recordProgress } from './recordProgress.js';
import { type Outcome, runTest } from './runTest.js';

/**
 * Runs the visible tests of an exercise and answers in words.
 *
 * There are three states. Not attempted: a test met the stub. Passed: every sentence holds.
 * Failed: the sentences that do not hold, what came instead, the likely mistake where the answer
 * gives what a known wrong one gives, and the next hint. In a notebook nothing is thrown, so that
 * the cells below still run; in a script, where the solutions stand, a failed check stops the
 * lesson. With `MLE_PROVE=1` in the environment a script also proves that the stub and each
 * mistake fail as they are meant to.
 *
 * @param id     the exercise, such as '8.2'.
 * @param answer the learner's function, or several by name: `{ hidden, glaring }`.
 * @param tests  by the sentence that must hold, a function of the answer that returns true, or
 *   false, or what is wrong in words; it may also throw, or return a promise. It gives the same
 *   each time, and calls the answer that it is given, never one by its name in the lesson.
 * @param options three `hints`, the gentlest first; two `mistakes` or more, or a `rubric`.
 * @returns A promise: cells say `await check(…)`.
 * @throws MlError EMPTY without tests | INVALID_ARGUMENT when they are no functions | CHECK_FAILED
 *   in a script when a sentence does not hold.
 *
 * @example await check('8.2', (a, b) => a + b, { 'two and two is four': (add) => add(2, 2) === 4 }); // undefined
 */
export async function check<Answer>(
  id: string,
  answer: Answer,
  tests: Tests<Answer>,
  options: CheckOptions<Answer> = {},
): Promise<void> {
  const sentences = Object.keys(tests);
  assertNotEmpty('check', 'tests', sentences.length);
  if (Object.values(tests).some((test) => typeof test !== 'function')) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `check: exercise ${id} has tests that are no functions. The answer comes first: check('${id}', answer, tests, options).`,
    );
  }
  registerHints(id, options.hints ?? []);

  const outcomes: Outcome[] = [];
  for (const sentence of sentences) {
    const outcome = await runTest(sentence, tests[sentence]!, answer);
    if (outcome.state === 'not attempted') {
      print(`${id} not attempted yet`);
      return;
    }
    outcomes.push(outcome);
  }
  const passed = outcomes.every(({ state }) => state === 'holds');
  if (inNotebook()) keepTry(id, passed); // a script holds our solutions, not the learner's
  if (!passed) {
    const likely = await likelyMistake(outcomes, answer, tests, options.mistakes ?? []);
    reportFailures(id, outcomes, likely);
    return;
  }
  reportSuccess(id, sentences.length, options.rubric ?? []);
  if (!isProving()) return;
  await proveExercise(id, answer, tests, options);
  print(`${id} proven`);
}

function keepTry(id: string, passed: boolean): void {
  recordProgress((progress) => {
    const before = progress.exercises[id] ?? { passed: false, tries: 0 };
    const now = { passed: before.passed || passed, tries: before.tries + 1 };
    return { ...progress, exercises: { ...progress.exercises, [id]: now } };
  });
}

function reportSuccess(id: string, total: number, rubric: readonly string[]): void {
  const lines = [`${id} ✓ ${total === 1 ? 'the check holds' : `all ${total} checks hold`}`];
  if (rubric.length > 0) lines.push('Now judge it yourself, line by line:');
  print([...lines, ...rubric.map((line) => `  □ ${line}`)].join('\n'));
}

function reportFailures(
  id: string,
  outcomes: readonly Outcome[],
  likely: string | undefined,
): void {
  const total = outcomes.length;
  const failures = outcomes
    .filter(({ state }) => state === 'fails')
    .map(({ sentence, words }) => `${sentence}: ${words}`);
  const summary =
    total === 1
      ? 'the check does not hold'
      : `${failures.length} of ${total} checks ${failures.length === 1 ? 'does' : 'do'} not hold`;
  const lines = [`${id} ✗ ${summary}`, ...failures.map((failure) => `  ✗ ${failure}`)];
  if (likely !== undefined) lines.push(`  Likely: ${likely}`);
  const hint = hintCount(id) === 0 ? undefined : takeHint(id);
  if (hint !== undefined) lines.push(`  ${hint}`);
  print(lines.join('\n'));
  if (inNotebook()) return;
  throw new MlError('CHECK_FAILED', `check: exercise ${id}: ${failures.join('; ')}.`);
}
