import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/index.js';
import { sortNumbers } from '../../../src/math/index.js';

const byValue = (a: number, b: number) => a - b;

describe('sortNumbers', () => {
  it('sorts a handful, and leaves the input as it was', () => {
    const values = [3, -1, 2, -Infinity, 0];
    expect([...sortNumbers(values)]).toEqual([-Infinity, -1, 0, 2, 3]);
    expect(values).toEqual([3, -1, 2, -Infinity, 0]);
  });

  const random = createRandom(7);
  it.each([
    ['spread over all sizes and signs', () => random.normal() * 10 ** random.integer(-300, 300)],
    ['whole', () => random.integer(-50, 50)],
    ['above a thousand whole', () => random.integer(0, 1e9)],
    ['close together: one upper half for all', () => 1e6 + random.uniform() / 1e6],
    ['close together and negative', () => -1e6 - random.uniform() / 1e6],
    ['in short runs that share their upper half', () => 1 + random.uniform() / 1e3],
    ['in runs of a few hundred', () => -(1 + random.uniform() / 1e5)],
    ['so small that only the lower half differs', () => random.integer(-1000, 1000) * 5e-324],
    ['ties', () => random.integer(0, 3) / 7],
    ['infinite now and then', () => (random.uniform() < 0.1 ? -1 : 1) / random.integer(0, 3)],
  ])('agrees with the engine on 5000 values that are %s', (_, draw) => {
    const values = Float64Array.from({ length: 5000 }, draw);
    // −0 and 0 count as equal.
    const plain = (sorted: ArrayLike<number>) => Array.from(sorted, (value) => value + 0);
    expect(plain(sortNumbers(values))).toEqual(plain([...values].sort(byValue)));
  });

  it('sorts negative numbers that differ in their lower half only, also after −0', () => {
    const values = Array.from({ length: 700 }, (_, i) => -5e-324 * ((i * 37) % 700));
    expect(Object.is(values[0], -0)).toBe(true);
    expect([...sortNumbers(values)]).toEqual([...values].sort(byValue));
  });

  it('sorts any numbers', () => {
    const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 500, maxLength: 900 });
    fc.assert(
      fc.property(numbers, (values) => {
        const sorted = sortNumbers(values);
        for (let i = 1; i < sorted.length; i++) expect(sorted[i - 1]! <= sorted[i]!).toBe(true);
        expect(new Set(sorted)).toEqual(new Set(values));
      }),
      { numRuns: 30 },
    );
  });
});
