import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/index.js';
import { argsort } from '../../../src/math/index.js';

/** The plain way: by value, and by place where values are equal. */
function byHand(values: readonly number[]): number[] {
  return values
    .map((value, i) => ({ value, i }))
    .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.i - b.i))
    .map(({ i }) => i);
}

describe('argsort', () => {
  it('orders a handful, and leaves the input as it was', () => {
    const values = [3, -1, 2, -Infinity, 0, -1];
    expect([...argsort(values)]).toEqual([3, 1, 5, 4, 2, 0]);
    expect(values).toEqual([3, -1, 2, -Infinity, 0, -1]);
  });

  it('gives nothing for nothing', () => {
    expect([...argsort([])]).toEqual([]);
  });

  const random = createRandom(7);
  it.each([
    ['spread over all sizes and signs', () => random.normal() * 10 ** random.integer(-300, 300)],
    ['many of one value', () => random.integer(0, 5)],
    ['all of one value', () => 7],
    ['zeros of both signs', () => (random.uniform() < 0.5 ? 0 : -0)],
    ['moments of one half-year', () => 978_307_200_000 + 60_000 * random.integer(0, 260_000)],
    ['so small that only the lower half differs', () => random.integer(-1000, 1000) * 5e-324],
    ['infinite now and then', () => (random.uniform() < 0.1 ? -1 : 1) / random.integer(0, 3)],
  ])('orders 5000 values that are %s, equal ones as they came', (_, draw) => {
    const values = Array.from({ length: 5000 }, draw);
    expect([...argsort(values)]).toEqual(byHand(values));
  });

  it('orders any numbers, few or many', () => {
    const few = fc.array(fc.double({ noNaN: true }), { maxLength: 30 });
    const many = fc.array(fc.double({ noNaN: true }), { minLength: 4096, maxLength: 4200 });
    const orders = (values: number[]) => {
      expect([...argsort(values)]).toEqual(byHand(values));
    };
    fc.assert(fc.property(few, orders), { numRuns: 100 });
    fc.assert(fc.property(many, orders), { numRuns: 5 });
  });
});
