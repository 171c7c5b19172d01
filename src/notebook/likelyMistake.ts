import { type Mistake, type Tests, withMistake } from './exercise.js';
import { type Outcome, runTest } from './runTest.js';
import { sameOutput, sameWords } from './sameOutput.js';

/**
 * Which of the wrong answers that stand with an exercise was given.
 *
 * The learner's answer is taken for a mistake when both fail the same tests, and on these gave the
 * same, call by call. How it is written does not matter.
 *
 * @param outcomes of all tests, tried on the learner's answer.
 * @returns what the first such mistake says, or undefined when it is none of them.
 *
 * Cost: the failed tests once for each mistake, all tests for the one that is found.
 */
export async function likelyMistake<Answer>(
  outcomes: readonly Outcome[],
  answer: Answer,
  tests: Tests<Answer>,
  mistakes: readonly Mistake<Answer>[],
): Promise<string | undefined> {
  for (const mistake of mistakes) {
    if (await looksLike(outcomes, tests, withMistake(answer, mistake))) return mistake.says;
  }
  return undefined;
}

async function looksLike<Answer>(
  outcomes: readonly Outcome[],
  tests: Tests<Answer>,
  wrong: Answer,
): Promise<boolean> {
  const failed = outcomes.filter(({ state }) => state !== 'holds');
  for (const outcome of [...failed, ...outcomes.filter(({ state }) => state === 'holds')]) {
    const { sentence, state, words, outputs } = outcome;
    const other = await runTest(sentence, tests[sentence]!, wrong);
    if (other.state !== state) return false;
    if (state === 'holds') continue;
    if (!sameWords(other.words, words) || !sameOutput(other.outputs, outputs)) return false;
  }
  return failed.length > 0;
}
