import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../src/core/index.js';
import {
  adjustPValues,
  chiSquared,
  countCategories,
  jensenShannonDistance,
  kolmogorovSmirnov,
  populationStabilityIndex,
  stabilityLimit,
  stabilityOfCounts,
  wassersteinDistance,
} from '../../../src/monitoring/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface SampleCase {
  readonly of: 'samples';
  readonly name: string;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly statistic: number;
  readonly location: number;
  readonly exact: number;
  readonly asymptotic: number | null;
  readonly wasserstein: number;
}
interface CountCase {
  readonly of: 'counts';
  readonly name: string;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly smallestExpected: number;
  readonly jensenShannon: number;
  readonly jensenShannonBits: number;
  readonly psi?: number;
}
interface PsiCase {
  readonly of: 'psi';
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly value: number;
}
interface AdjustedCase {
  readonly of: 'benjaminiHochberg';
  readonly at: readonly number[];
  readonly value: readonly number[];
}
const golden = loadGolden<SampleCase | CountCase | PsiCase | AdjustedCase>('drift');
const casesOf = <C extends (typeof golden.cases)[number]>(of: C['of']) =>
  golden.cases.filter((each): each is C => each.of === of);
const number = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);
const sample = fc.array(number, { minLength: 1, maxLength: 40 });

describe('kolmogorovSmirnov', () => {
  it('agrees with three values against three, counted by hand', () => {
    expect(kolmogorovSmirnov([1, 4, 5], [2, 3, Number.NaN, 6])).toEqual({
      statistic: 1 / 3,
      pValue: 1,
      location: 1,
      reference: 3,
      current: 3,
      method: 'exact',
    });
  });

  it.each(casesOf<SampleCase>('samples'))(`agrees with ${golden.reference} on $name`, (c) => {
    const exact = kolmogorovSmirnov(c.a, c.b, { method: 'exact' });
    expect(exact.statistic).toBeCloseTo(c.statistic, 14);
    expect(Math.abs(exact.pValue - c.exact)).toBeLessThanOrEqual(1e-10 * c.exact);
    expect(kolmogorovSmirnov(c.a, c.b)).toEqual(exact);
    if (c.asymptotic === null) return;
    const { pValue } = kolmogorovSmirnov(c.a, c.b, { method: 'asymptotic' });
    expect(Math.abs(pValue - c.asymptotic)).toBeLessThanOrEqual(1e-5 * c.asymptotic + 5e-6);
  });

  it('is the largest difference of shares, whatever the order and any rising change of scale', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const found = kolmogorovSmirnov(a, b);
        const share = (values: readonly number[], x: number) =>
          values.filter((value) => value <= x).length / values.length;
        const gaps = [...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x)));
        expect(found.statistic).toBeCloseTo(Math.max(...gaps), 12);
        expect(Math.abs(share(a, found.location) - share(b, found.location))).toBeCloseTo(
          found.statistic,
          12,
        );
        const other = kolmogorovSmirnov([...b].reverse().map(Math.cbrt), a.map(Math.cbrt));
        expect(other.pValue).toBeCloseTo(found.pValue, 10);
      }),
    );
  });

  it.each<[string, (r: Random) => number, number]>([
    ['alike', (r) => r.normal(), 0],
    ['apart', (r) => r.normal(), 0.4],
    ['with ties', (r) => Math.round(4 * r.normal()), 0],
    ['with long tails', (r) => r.normal() / r.normal(), 0.01],
    ['within two values', (r) => r.integer(0, 2), 0],
    [
      'with infinities',
      (r) => (r.uniform() < 0.01 ? (r.uniform() < 0.3 ? -Infinity : Infinity) : r.uniform()),
      0,
    ],
    ['with one value that is far away', (r) => (r.uniform() < 1e-4 ? 1e300 : r.uniform()), 0.001],
    ['of one value', () => 3, 0],
  ])('finds the same among many values %s, of which it sorts only some', (_, make, shift) => {
    const random = createRandom(6);
    const a = Float64Array.from({ length: 40_000 }, () => make(random));
    const b = Float64Array.from({ length: 30_001 }, () => make(random) + shift);
    const found = kolmogorovSmirnov(a, b);
    const [up, other] = [a.slice().sort(), b.slice().sort()];
    let [i, j, largest, location] = [0, 0, -1, Number.NaN];
    while (i < up.length || j < other.length) {
      const value = Math.min(up[i] ?? Infinity, other[j] ?? Infinity);
      while (i < up.length && up[i]! <= value) i++;
      while (j < other.length && other[j]! <= value) j++;
      const distance = Math.abs(i * other.length - j * up.length);
      if (distance > largest) [largest, location] = [distance, value];
    }
    expect(found.statistic).toBe(largest / (up.length * other.length));
    expect(found.location).toBe(location);
  });

  it('leaves the samples as they are, and takes infinities for values', () => {
    const a = Float64Array.of(3, 1, 2);
    expect(kolmogorovSmirnov(a, [Infinity, -Infinity]).statistic).toBe(0.5);
    expect([...a]).toEqual([3, 1, 2]);
  });

  it.each([
    [[], [1], 'EMPTY'],
    [[1], [Number.NaN], 'EMPTY'],
    [['a'] as unknown as number[], [1], 'WRONG_KIND'],
  ])('refuses %j against %j', (a, b, code) => {
    expect(() => kolmogorovSmirnov(a, b)).toThrow(code);
  });

  it('refuses an unknown method', () => {
    expect(() => kolmogorovSmirnov([1], [1], { method: 'fast' as 'exact' })).toThrow(
      'INVALID_ARGUMENT',
    );
  });
});

describe('wassersteinDistance', () => {
  it('moves 0, 1, 3 to 5, 6, 8 by 5 each', () => {
    expect(wassersteinDistance([0, 1, 3], [5, 6, 8])).toBe(5);
    expect(wassersteinDistance([0], [0, 1])).toBe(0.5);
    expect(wassersteinDistance([7, 7], [7])).toBe(0);
  });

  it.each(casesOf<SampleCase>('samples'))(`agrees with ${golden.reference} on $name`, (c) => {
    const found = wassersteinDistance(c.a, c.b);
    expect(Math.abs(found - c.wasserstein)).toBeLessThanOrEqual(1e-12 * (1 + c.wasserstein));
  });

  it('is the mean difference of sorted values where sizes are equal, and a metric', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 30 }), (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const up = (values: number[]) => [...values].sort((x, y) => x - y);
        const mean = up(a).reduce((sum, x, i) => sum + Math.abs(x - up(b)[i]!), 0) / a.length;
        const found = wassersteinDistance(a, b);
        expect(Math.abs(found - mean)).toBeLessThanOrEqual(1e-9 * (1 + mean));
        expect(wassersteinDistance(b, a)).toBeCloseTo(found, 6);
      }),
    );
  });

  it('refuses an empty sample', () => {
    expect(() => wassersteinDistance([Number.NaN], [1])).toThrow('EMPTY');
    expect(() => wassersteinDistance([1], [])).toThrow('EMPTY');
  });
});

describe('chiSquared', () => {
  it('agrees with a table worked by hand', () => {
    const found = chiSquared([10, 20], [20, 10]);
    expect(found.statistic).toBeCloseTo(4 * (25 / 15), 12);
    expect(found).toMatchObject({ degreesOfFreedom: 1, smallestExpected: 15, joined: 0 });
  });

  it.each(casesOf<CountCase>('counts'))(`agrees with ${golden.reference} on $name`, (c) => {
    const found = chiSquared(c.a, c.b);
    expect(found.statistic).toBeCloseTo(c.statistic, 10);
    expect(found.pValue).toBeCloseTo(c.pValue, 12);
    expect(found.degreesOfFreedom).toBe(c.degreesOfFreedom);
    expect(found.smallestExpected).toBeCloseTo(c.smallestExpected, 10);
  });

  it('joins rare categories until each is expected often enough', () => {
    const found = chiSquared([50, 2, 1, 40, 0], [40, 1, 2, 30, 3], { minimumExpected: 5 });
    expect(found.joined).toBe(4);
    expect(found).toEqual({ ...chiSquared([43, 50], [36, 40]), joined: 4 });
    expect(found.smallestExpected).toBeGreaterThanOrEqual(5);
    expect(chiSquared([1, 0], [1, 2], { minimumExpected: 5 })).toMatchObject({ pValue: 1 });
  });

  it('joins none that is frequent enough, and always leaves enough in each', () => {
    const counts = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(counts, (pairs) => {
        const [a, b] = [pairs.map(([x]) => x + 1), pairs.map(([, y]) => y + 1)];
        const found = chiSquared(a, b, { minimumExpected: 5 });
        if (found.degreesOfFreedom > 0)
          expect(found.smallestExpected).toBeGreaterThanOrEqual(4.999);
        expect(found.degreesOfFreedom).toBe(a.length - Math.max(0, found.joined - 1) - 1);
      }),
    );
  });

  it.each([
    [[1], [1, 2], 'SHAPE_MISMATCH'],
    [[-1, 2], [1, 2], 'OUT_OF_RANGE'],
    [[Number.NaN, 2], [1, 2], 'OUT_OF_RANGE'],
    [[0, 0], [1, 2], 'EMPTY'],
    [[], [], 'EMPTY'],
  ])('refuses %j against %j', (a, b, code) => {
    expect(() => chiSquared(a, b)).toThrow(code);
    expect(() => jensenShannonDistance(a, b)).toThrow(code);
    expect(() => stabilityOfCounts(a, b)).toThrow(code);
  });
});

describe('jensenShannonDistance', () => {
  it('is 0 for equal shares and 1 bit where nothing is common', () => {
    expect(jensenShannonDistance([1, 3], [10, 30])).toBe(0);
    expect(jensenShannonDistance([5, 0], [0, 7], { base: 2 })).toBe(1);
  });

  it.each(casesOf<CountCase>('counts'))(`agrees with ${golden.reference} on $name`, (c) => {
    expect(jensenShannonDistance(c.a, c.b)).toBeCloseTo(c.jensenShannon, 12);
    expect(jensenShannonDistance(c.a, c.b, { base: 2 })).toBeCloseTo(c.jensenShannonBits, 12);
  });

  it('refuses a base of 1', () => {
    expect(() => jensenShannonDistance([1], [1], { base: 1 })).toThrow('OUT_OF_RANGE');
  });
});

describe('populationStabilityIndex', () => {
  it('agrees with two bins worked by hand', () => {
    const byHand = (0.25 - 0.5) * Math.log(0.5) + (0.75 - 0.5) * Math.log(1.5);
    const bins = { edges: [0], counts: [50, 50] };
    expect(populationStabilityIndex(bins, [-1, 0, 1, 1, Number.NaN])).toBeCloseTo(byHand, 14);
  });

  it.each(casesOf<PsiCase>('psi'))('agrees with the formula in NumPy', ({ a, b, value }) => {
    expect(populationStabilityIndex(a, b)).toBeCloseTo(value, 12);
  });

  it.each(
    casesOf<CountCase>('counts').filter(({ psi }) => psi !== undefined),
  )('agrees with NumPy on the counts $name', ({ a, b, psi }) => {
    expect(stabilityOfCounts(a, b)).toBeCloseTo(psi!, 12);
  });

  it('stays finite with an empty bin, and is 0 for the sample itself', () => {
    expect(stabilityOfCounts([10, 0], [5, 5])).toBeCloseTo(
      -0.5 * Math.log(0.5) + 0.45 * Math.log(10),
      12,
    );
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(populationStabilityIndex(a, a)).toBe(0);
        const psi = populationStabilityIndex(a, b, { bins: 4 });
        expect(psi).toBeGreaterThanOrEqual(-0.5);
        expect(Number.isFinite(psi)).toBe(true);
      }),
    );
  });

  it('notices that a constant has become another one', () => {
    expect(populationStabilityIndex([5, 5, 5, 5], [5, 5])).toBe(0);
    // All of the reference in one bin, all of the current values in the other; an empty one counts as half a row.
    const byHand = (0.125 - 1) * Math.log(0.125) + (1 - 0.125) * Math.log(8);
    expect(populationStabilityIndex([5, 5, 5, 5], [99, 99, 9, Number.NaN, 9])).toBeCloseTo(
      byHand,
      14,
    );
    expect(populationStabilityIndex({ edges: [], counts: [4] }, [99])).toBe(0);
    expect(() => populationStabilityIndex([5, 5], [Number.NaN])).toThrow('EMPTY');
  });

  it('has a limit that 5% of a χ² distribution exceeds', () => {
    expect(stabilityLimit(100, 100, 2, 0.05)).toBeCloseTo((3.841458820694124 * 2) / 100, 10);
    expect(stabilityLimit(1000, 30, 10, 0.05)).toBeGreaterThan(0.25);
  });

  it.each([
    [() => populationStabilityIndex([], [1]), 'EMPTY'],
    [() => populationStabilityIndex([1, 2], []), 'EMPTY'],
    [() => populationStabilityIndex([1, 2], [Number.NaN]), 'EMPTY'],
    [() => populationStabilityIndex([1, 2], [1], { bins: 1 }), 'OUT_OF_RANGE'],
    [() => populationStabilityIndex({ edges: [1, 1], counts: [1, 1, 1] }, [1]), 'OUT_OF_RANGE'],
    [() => populationStabilityIndex({ edges: [1], counts: [1] }, [1]), 'SHAPE_MISMATCH'],
    [() => stabilityLimit(0, 5, 10, 0.05), 'OUT_OF_RANGE'],
    [() => stabilityLimit(5, 5, 10, 0), 'OUT_OF_RANGE'],
  ])('refuses %s', (call, code) => {
    expect(call).toThrow(code);
  });
});

describe('countCategories', () => {
  it('counts side by side, new categories too, and leaves out what is missing', () => {
    expect(countCategories(['a', null, 'b', 'a'], ['c', 'a', undefined])).toEqual({
      categories: ['a', 'b', 'c'],
      reference: [2, 1, 0],
      current: [1, 0, 1],
    });
    expect(countCategories([1, Number.NaN], [true, 1] as unknown as number[]).categories).toEqual([
      1,
      true,
    ]);
  });
});

describe('adjustPValues', () => {
  it('agrees with three p-values worked by hand', () => {
    expect(adjustPValues([0.01, 0.04, 0.03], 'holm')).toEqual([0.03, 0.06, 0.06]);
    expect(adjustPValues([0.01, 0.04], 'none')).toEqual([0.01, 0.04]);
    expect(adjustPValues([], 'holm')).toEqual([]);
  });

  it.each(casesOf<AdjustedCase>('benjaminiHochberg'))(`agrees with ${golden.reference} on $at`, ({
    at,
    value,
  }) => {
    adjustPValues(at, 'benjaminiHochberg').forEach((adjusted, i) => {
      expect(adjusted).toBeCloseTo(value[i]!, 12);
    });
  });

  it('never lowers a p-value, keeps their order, and Holm is the stricter one', () => {
    const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(chances, (pValues) => {
        const holm = adjustPValues(pValues, 'holm');
        const rate = adjustPValues(pValues, 'benjaminiHochberg');
        pValues.forEach((p, i) => {
          expect(rate[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
          expect(holm[i]).toBeGreaterThanOrEqual(rate[i]! * (1 - 1e-12));
          expect(holm[i]).toBeLessThanOrEqual(1);
          pValues.forEach((q, j) => {
            if (p < q) expect(holm[i]).toBeLessThanOrEqual(holm[j]!);
          });
        });
      }),
    );
  });

  it('refuses what is no p-value and no method', () => {
    expect(() => adjustPValues([1.1], 'holm')).toThrow('OUT_OF_RANGE');
    expect(() => adjustPValues([0.1], 'sidak' as 'holm')).toThrow('INVALID_ARGUMENT');
  });
});
