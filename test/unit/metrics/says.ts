import { describe, expect, it } from 'vitest';
import { MlError } from '../../../src/core/index.js';

/**
 * What a learner reads when a metric refuses: where, what came, what is needed, the likely fix, and
 * the code. Where a guard of core speaks, its advice is tested there.
 *
 * @param calls by message: what is called, and throws an error that says so.
 */
export function says(of: string, calls: Readonly<Record<string, () => unknown>>): void {
  describe(`a refusal of ${of} says`, () => {
    it.each(Object.entries(calls))('%s', (message, call) => {
      expect(call).toThrow(MlError);
      expect(call).toThrow(message);
    });
  });
}
