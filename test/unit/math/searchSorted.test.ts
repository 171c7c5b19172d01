import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstAbove, firstAtLeast } from '../../../src/math/index.js';

describe('firstAtLeast and firstAbove', () => {
  it('count what is below a bound, and what is at most it', () => {
    const sorted = [1, 3, 3, 7];
    const places = (bound: number) => [firstAtLeast(sorted, bound), firstAbove(sorted, bound)];
    expect([0, 1, 2, 3, 7, 8].map(places)).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 3],
      [3, 4],
      [4, 4],
    ]);
    expect([firstAtLeast([], 1), firstAbove([], 1)]).toEqual([0, 0]);
  });

  it('look between two places only', () => {
    const sorted = Float64Array.of(1, 2, 9, 3, 5, 7, 0);
    expect([firstAtLeast(sorted, 5, 3, 6), firstAbove(sorted, 5, 3, 6)]).toEqual([4, 5]);
    expect([firstAtLeast(sorted, 99, 3, 6), firstAbove(sorted, -1, 3, 6)]).toEqual([6, 3]);
  });

  it('agree with counting, infinities and both zeros included', () => {
    const number = fc.double({ noNaN: true });
    fc.assert(
      fc.property(fc.array(number), number, (values, bound) => {
        const sorted = Float64Array.from(values).sort();
        expect(firstAtLeast(sorted, bound)).toBe(values.filter((v) => v < bound).length);
        expect(firstAbove(sorted, bound)).toBe(values.filter((v) => v <= bound).length);
      }),
    );
  });
});
