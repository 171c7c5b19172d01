import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedFacts } from '../../../src/explore/groupedFacts.js';
import { countSorted, factsOf } from '../../../src/explore/numberFacts.js';

describe('groupedFacts', () => {
  it('tells of 1, 1, 1, 2, 5 what one counts by hand', () => {
    const facts = groupedFacts(Float64Array.of(1, 2, 5), Float64Array.of(3, 1, 1), 2);
    expect(facts).toMatchObject({
      ...{ n: 5, distinct: 3, min: 1, max: 5, whole: true, smallestStep: 1, largestStep: 3 },
      mostFrequent: [
        { value: 1, count: 3 },
        { value: 2, count: 1 },
      ],
    });
    expect(facts.moments.mean).toBe(2);
    expect([0, 0.5, 0.625, 0.75, 0.875, 1].map(facts.quantile)).toEqual([1, 1, 1.5, 2, 3.5, 5]);
    expect(facts.countIn([0, 1, 2, 5])).toEqual([0, 3, 2]);
    expect(facts.countIn([3, 4])).toEqual([0]);
  });

  it('tells of groups what factsOf tells of all their values', () => {
    const value = fc.oneof(
      fc.integer({ min: -5, max: 5 }),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(1, 1e200, 1e-200),
        (some, size) => {
          const all = Float64Array.from(some, (x) => x * size + 0);
          const values = Float64Array.from(new Set(all)).sort();
          const times = values.map((x) => all.filter((y) => y === x).length);
          const facts = groupedFacts(values, times, 3);
          const { moments, quantile, sorted, ...expected } = factsOf(all, 3);
          expect(facts).toMatchObject(expected);
          for (const p of [0, 0.01, 0.25, 0.5, 0.9, 1]) expect(facts.quantile(p)).toBe(quantile(p));
          const largest = Math.max(-sorted[0]!, sorted[sorted.length - 1]!);
          const edges = [...values, values[values.length - 1]! + 1];
          expect(facts.countIn(edges)).toEqual(countSorted(sorted, edges));
          for (const [name, found] of Object.entries(moments)) {
            const given = facts.moments[name as keyof typeof moments];
            if (found === null) expect(given).toBeNull();
            else
              expect(Math.abs(given! - found)).toBeLessThanOrEqual(
                1e-9 * Math.max(name === 'mean' ? largest : 1, Math.abs(found)),
              );
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
