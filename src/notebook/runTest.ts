import { inspect } from 'node:util';
import type { Tests } from './exercise.js';
import { recordAnswer, Thrown } from './recordAnswer.js';

/**
 * What a stub throws in place of an answer: `throw new Error('not attempted: write your answer
 * here');`. `check` knows it by the first two words.
 */
export const NOT_ATTEMPTED = 'not attempted: write your answer here';
const NOT_ATTEMPTED_START = 'not attempted';

/** What came of one test. */
export interface Outcome {
  readonly sentence: string;
  readonly state: 'holds' | 'fails' | 'not attempted';
  /** What came instead, in words; empty when the sentence holds. */
  readonly words: string;
  /** What the answer gave, call by call. */
  readonly outputs: readonly unknown[];
}

/** Tries an answer on one test: nothing that the answer does passes through. */
export async function runTest<Answer>(
  sentence: string,
  test: Tests<Answer>[string],
  answer: Answer,
): Promise<Outcome> {
  const { recorded, outputs } = recordAnswer(answer);
  try {
    const result: unknown = await test(recorded);
    if (result === true) return { sentence, state: 'holds', words: '', outputs };
    return { sentence, state: 'fails', words: describeResult(result, outputs), outputs };
  } catch (error) {
    if (isNotAttempted(error)) return { sentence, state: 'not attempted', words: '', outputs };
    return { sentence, state: 'fails', words: `it threw ${describeError(error)}`, outputs };
  }
}

function describeResult(result: unknown, outputs: readonly unknown[]): string {
  if (typeof result === 'string') return result;
  if (result !== false) return `the test returned ${String(result)} instead of true`;
  const last = describeOutput(outputs.at(-1));
  return last === undefined ? 'it does not' : `it does not, your answer gave ${last}`;
}

/** A short value in words; nothing for what would fill lines. */
function describeOutput(value: unknown): string | undefined {
  if (value === undefined || value instanceof Thrown) return undefined;
  if (typeof value === 'function') return undefined;
  const list = ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  // JSON has no NaN, no bigint and no circle.
  const oneLine = { depth: 3, compact: true, breakLength: Number.POSITIVE_INFINITY };
  const text = typeof list === 'string' ? JSON.stringify(list) : inspect(list, oneLine);
  return text.length > 60 ? undefined : text;
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
