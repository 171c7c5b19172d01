import { assertNotEmpty, MlError } from '../core/index.js';
import { inNotebook, print } from './channel.js';
import { hintCount, registerHints, takeHint } from './hint.js';

/**
 * What a stub throws in place of an answer: `throw new Error('not attempted: write your answer
 * here');`. `check` knows it by the first two words.
 */
export const NOT_ATTEMPTED = 'not attempted: write your answer here';
const NOT_ATTEMPTED_START = 'not attempted';

/** True when the sentence holds; otherwise false, or in words what came instead. */
export type CheckResult = boolean | string;

/** What a check may be given beside its tests. */
export interface CheckOptions {
  /** From a nudge to nearly the answer; each failed check gives the next one. */
  readonly hints?: readonly string[];
}

/**
 * Runs the visible tests of an exercise and answers in words.
 *
 * There are three states. Not attempted: a test met the stub. Passed: every sentence holds.
 * Failed: the sentences that do not hold, what came instead, and the next hint. In a notebook
 * nothing is thrown, so that the cells below still run; in a script, where the solutions stand,
 * a failed check stops the lesson.
 *
 * @param id    the exercise, such as '8.2'.
 * @param tests by the sentence that must hold, a function that returns true, or false, or what is
 *   wrong in words; it may also throw, or return a promise.
 * @param options `hints`, the gentlest first.
 * @returns A promise: cells say `await check(…)`.
 * @throws MlError EMPTY without tests | CHECK_FAILED in a script when a sentence does not hold.
 *
 * @example await check('8.2', { 'two and two is four': () => 2 + 2 === 4 }); // undefined
 */
export async function check(
  id: string,
  tests: Readonly<Record<string, () => CheckResult | Promise<CheckResult>>>,
  options: CheckOptions = {},
): Promise<void> {
  const sentences = Object.keys(tests);
  assertNotEmpty('check', 'tests', sentences.length);
  registerHints(id, options.hints ?? []);

  const failures: string[] = [];
  for (const sentence of sentences) {
    try {
      const result: unknown = await tests[sentence]!();
      if (result === true) continue;
      failures.push(`${sentence}: ${describeResult(result)}`);
    } catch (error) {
      if (isNotAttempted(error)) {
        print(`${id} not attempted yet`);
        return;
      }
      failures.push(`${sentence}: it threw ${describeError(error)}`);
    }
  }
  if (failures.length === 0) {
    print(
      `${id} ✓ ${sentences.length === 1 ? 'the check holds' : `all ${sentences.length} checks hold`}`,
    );
    return;
  }
  reportFailures(id, sentences.length, failures);
}

function reportFailures(id: string, total: number, failures: readonly string[]): void {
  const summary =
    total === 1
      ? 'the check does not hold'
      : `${failures.length} of ${total} checks ${failures.length === 1 ? 'does' : 'do'} not hold`;
  const lines = [`${id} ✗ ${summary}`, ...failures.map((failure) => `  ✗ ${failure}`)];
  const hint = hintCount(id) === 0 ? undefined : takeHint(id);
  if (hint !== undefined) lines.push(`  ${hint}`);
  print(lines.join('\n'));
  if (inNotebook()) return;
  throw new MlError('CHECK_FAILED', `check: exercise ${id}: ${failures.join('; ')}.`);
}

function describeResult(result: unknown): string {
  if (typeof result === 'string') return result;
  return result === false ? 'it does not' : `the test returned ${String(result)} instead of true`;
}

function describeError(error: unknown): string {
  return error instanceof Error ? `"${error.message}"` : String(error);
}

/** The stub's error, or one that was caused by it. */
function isNotAttempted(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
    if (at.message.startsWith(NOT_ATTEMPTED_START)) return true;
  }
  return false;
}
