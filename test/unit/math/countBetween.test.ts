import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutWebAssembly } from './withoutWebAssembly.js';

/** The function on a machine with WebAssembly, or on one without. */
async function countBetweenOn(machine: 'WebAssembly' | 'none') {
  const load = () => import('../../../src/math/countBetween.js');
  return (await (machine === 'none' ? withoutWebAssembly(load) : load())).countBetween;
}

const naive = (values: readonly number[], edges: readonly number[]) => {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const x of values) {
    if (!Number.isNaN(x)) counts[edges.filter((edge) => edge <= x).length]! += 1;
  }
  return counts;
};

describe.each(['WebAssembly', 'none'] as const)('countBetween, with %s', (machine) => {
  it('counts four values by hand, a value at an edge above it', async () => {
    const countBetween = await countBetweenOn(machine);
    expect([...countBetween([1, 2, 3, Number.NaN], [2])]).toEqual([1, 2]);
  });

  it('counts infinities at the ends, −0 as 0, and NaN nowhere, also in a long sample', async () => {
    const countBetween = await countBetweenOn(machine);
    const some = [-Infinity, -1, -0, 0, Number.NaN, 1, Infinity];
    const values = Array.from({ length: 1000 }, () => some).flat();
    expect([...countBetween(values, [0, 1])]).toEqual([2000, 2000, 2000]);
  });

  it.each([
    2047, 2048, 2049, 4096, 5001,
  ])('counts each of %i values once, wherever a block ends', async (length) => {
    const countBetween = await countBetweenOn(machine);
    const values = Float64Array.from({ length }, (_, i) => i);
    const edges = [0.5, 2040, length - 1];
    expect([...countBetween(values, edges)]).toEqual([1, 2039, length - 2041, 1]);
  });

  it('counts as a plain comparison does, for any values and edges, few and many', async () => {
    const countBetween = await countBetweenOn(machine);
    const number = fc.oneof(
      fc.double(),
      fc.integer({ min: -5, max: 5 }),
      fc.double({ min: -1, max: 1, noNaN: true }),
    );
    const edge = fc.oneof(
      fc.integer({ min: -5, max: 5 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const comparator = (a: number, b: number) => a === b;
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 60 }),
        fc.oneof(
          fc.uniqueArray(edge, { minLength: 1, maxLength: 12, comparator }),
          fc.uniqueArray(edge, { minLength: 30, maxLength: 50, comparator }),
        ),
        (some, unordered) => {
          const edges = [...unordered].sort((a, b) => a - b);
          const values = [...some, ...edges];
          expect([...countBetween(values, edges)]).toEqual(naive(values, edges));
          const many = Array.from({ length: 2100 }, (_, i) => values[i % values.length]!);
          expect([...countBetween(many, edges)]).toEqual(naive(many, edges));
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    [[], 'EMPTY'],
    [[1, 1], 'OUT_OF_RANGE'],
    [[2, 1], 'OUT_OF_RANGE'],
    [[Number.NaN], 'OUT_OF_RANGE'],
  ])('refuses the edges %j', async (edges, code) => {
    const countBetween = await countBetweenOn(machine);
    expect(() => countBetween([1], edges)).toThrow(code);
  });
});
