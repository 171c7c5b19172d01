import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranks } from '../../../src/math/index.js';

describe('ranks', () => {
  it('shares the mean of the places among equal values', () => {
    expect([...ranks([5, 1, 5, 3, 5])]).toEqual([4, 1, 4, 2, 4]);
    expect([...ranks([0, -0])]).toEqual([1.5, 1.5]);
    expect([...ranks([])]).toEqual([]);
  });

  it('adds up to n(n + 1) / 2 and follows any rising change of scale', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 })), (values) => {
        const found = ranks(values);
        expect(found.reduce((a, b) => a + b, 0)).toBe((values.length * (values.length + 1)) / 2);
        expect(ranks(values.map((value) => value ** 3))).toEqual(found);
      }),
    );
  });

  it('refuses a NaN', () => {
    expect(() => ranks([1, Number.NaN])).toThrow('NOT_FINITE');
  });
});
