import { equals } from '../notebook/index.js';
import type { AnyTest } from './assignment.js';
import { decodeValue } from './exchange.js';
import type { Output } from './outputs.js';

/** The marks of one hidden test. */
export interface TestMark {
  readonly test: string;
  readonly points: number;
  /** All points, or none. */
  readonly earned: number;
  /** What went wrong first, in words; null when all is well. */
  readonly why: string | null;
}

/**
 * Marks what came for a test's inputs: the part of grading that the student's code never meets.
 *
 * Marks depend on nothing but the arguments, so they can be computed again from stored outputs.
 *
 * @param inputs  encoded.
 * @param wanted  what the solution gave, in the order of the inputs.
 * @param outputs what the answer gave; one that is missing fails the test.
 *
 * @example
 * const test = { test: 'half of 3', points: 2, inputs: () => [3], call: (half, x) => half(x) };
 * markTest(test, ['3'], [{ value: '1.5' }], [{ value: '1' }]).why; // 'input 1 of 1: came 1, wanted 1.5'
 */
export function markTest(
  test: AnyTest,
  inputs: readonly string[],
  wanted: readonly Output[],
  outputs: readonly Output[],
): TestMark {
  const { points } = test;
  for (let i = 0; i < inputs.length; i++) {
    const words = fault(test, inputs[i]!, wanted[i], outputs[i]);
    if (words === null) continue;
    const why = `input ${i + 1} of ${inputs.length}: ${words}`;
    return { test: test.test, points, earned: 0, why };
  }
  const nothing = inputs.length === 0;
  return {
    test: test.test,
    points,
    earned: nothing ? 0 : points,
    why: nothing ? 'there is no input' : null,
  };
}

function fault(
  test: AnyTest,
  input: string,
  wanted: Output | undefined,
  output: Output | undefined,
): string | null {
  if (wanted === undefined || 'error' in wanted)
    return 'the solution gives nothing to compare with';
  if (output === undefined) return 'nothing came';
  if ('error' in output) return `the answer stopped: ${output.error}`;
  try {
    const came = decodeValue(output.value);
    const right = decodeValue(wanted.value);
    const verdict = test.compare
      ? test.compare(came, right, decodeValue(input))
      : equals(came, right, test.tolerance ?? 1e-9);
    if (verdict === true) return null;
    return typeof verdict === 'string' ? verdict : 'the output will not do';
  } catch (cause) {
    return `the output cannot be compared: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
