import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/index.js';
import {
  chiSquareTest,
  correlationRatio,
  correlationTest,
  cramersV,
  mutualInformation,
  pearson,
  spearman,
} from '../../../src/explore/index.js';
import { ranks } from '../../../src/math/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Numbers {
  readonly name: string;
  readonly kind: 'numbers';
  readonly a: number[];
  readonly b: number[];
  readonly pearson: number;
  readonly pearsonP: number;
  readonly interval: readonly [number, number];
  readonly spearman: number;
  readonly spearmanP: number;
  readonly ranks: number[];
  readonly mutualInformation8: number;
}
interface Categories {
  readonly name: string;
  readonly kind: 'categories';
  readonly a: (string | boolean)[];
  readonly b: (string | boolean)[];
  readonly values: number[];
  readonly cramersV: number;
  readonly bergsma: number;
  readonly chi2: number;
  readonly chi2P: number;
  readonly degrees: number;
  readonly mutualInformation: number;
  readonly correlationRatio: number;
}
const golden = loadGolden<Numbers | Categories>('associations');
const numbers = golden.cases.filter((c): c is Numbers => c.kind === 'numbers');
const categories = golden.cases.filter((c): c is Categories => c.kind === 'categories');
const { reference } = golden;
const gap = Number.NaN;

describe('pearson, spearman and correlationTest', () => {
  it('agree with four points worked by hand', () => {
    // a − ā: −3, −1, 1, 3; b − b̄: −2, 0, −1, 3. Σ products 14, squares 20 and 14.
    expect(pearson([1, 3, 5, 7], [0, 2, 1, 5])).toBeCloseTo(14 / Math.sqrt(280), 15);
    // Ranks 1, 2, 3, 4 and 1, 3, 2, 4: 1 − 6 · 2 / (4 · 15)
    expect(spearman([1, 3, 5, 7], [0, 2, 1, 5])).toBeCloseTo(0.8, 15);
  });

  it.each(numbers)(`agree with ${reference} on $name`, (c) => {
    expect(pearson(c.a, c.b)).toBeCloseTo(c.pearson, 11);
    expect(spearman(c.a, c.b)).toBeCloseTo(c.spearman, 13);
    expect([...ranks(c.a)]).toEqual(c.ranks);
    const tested = correlationTest(c.a, c.b);
    expect(Math.abs(tested.pValue - c.pearsonP)).toBeLessThan(1e-7 * c.pearsonP);
    expect(tested.interval![0]).toBeCloseTo(c.interval[0], 10);
    expect(tested.interval![1]).toBeCloseTo(c.interval[1], 10);
    const ranked = correlationTest(c.a, c.b, { method: 'spearman' });
    expect(ranked.coefficient).toBe(spearman(c.a, c.b));
    expect(Math.abs(ranked.pValue - c.spearmanP)).toBeLessThan(1e-9 * c.spearmanP + 1e-300);
  });

  it.each(numbers)('leave incomplete rows out: $name', ({ a, b }) => {
    const withGaps = [
      [...a, gap, 5, gap],
      [...b, 7, gap, gap],
    ] as const;
    expect(pearson(...withGaps)).toBe(pearson(a, b));
    expect(spearman(...withGaps)).toBe(spearman(a, b));
    expect(correlationTest(...withGaps).count).toBe(a.length);
  });

  it('stay within −1 and 1, do not mind which comes first, and follow the scale', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2 }), (rows) => {
        const a = rows.map(([x]) => x);
        const b = rows.map(([, y]) => y);
        fc.pre(new Set(a.map((x) => x + 0)).size > 1 && new Set(b.map((x) => x + 0)).size > 1);
        for (const measure of [pearson, spearman]) {
          const r = measure(a, b);
          expect(Math.abs(r)).toBeLessThanOrEqual(1);
          expect(measure(b, a)).toBeCloseTo(r, 12);
          expect(
            measure(
              a.map((x) => -x),
              b,
            ),
          ).toBeCloseTo(-r, 12);
        }
        expect(spearman(a, a)).toBeCloseTo(1, 14);
      }),
    );
  });

  it('knows a perfect line, even of three points and far from zero', () => {
    const line = correlationTest([1e9, 1e9 + 1, 1e9 + 2], [3, 2, 1]);
    expect(line).toEqual({ coefficient: -1, pValue: 0, interval: null, count: 3 });
  });

  it.each([
    ['lengths that differ', [1, 2], [1], 'SHAPE_MISMATCH'],
    ['an infinite value', [1, 2], [1, Infinity], 'NOT_FINITE'],
    ['one complete row', [1, gap], [1, 2], 'EMPTY'],
    ['a constant', [3, 3, 3], [1, 2, 3], 'UNDEFINED_METRIC'],
    ['a constant as the second', [1, 2, 3], [0.1, 0.1, 0.1], 'UNDEFINED_METRIC'],
  ])('refuse %s', (_, a, b, code) => {
    for (const measure of [pearson, spearman, correlationTest]) {
      expect(() => measure(a, b)).toThrow(code);
    }
  });

  it('refuses an unknown method', () => {
    const options = { method: 'kendall' } as unknown as { method: 'pearson' };
    expect(() => correlationTest([1, 2, 3], [1, 2, 4], options)).toThrow('INVALID_ARGUMENT');
  });
});

describe('cramersV, chiSquareTest, mutualInformation and correlationRatio', () => {
  it('agree with a table worked by hand', () => {
    // Counts 3 1 / 1 3: expected 2 everywhere, χ² = 4 · 1/2 = 2, V = √(2 / 8).
    const a = ['l', 'l', 'l', 'l', 'r', 'r', 'r', 'r'];
    const b = ['u', 'u', 'u', 'd', 'd', 'd', 'd', 'u'];
    expect(chiSquareTest(a, b).statistic).toBe(2);
    expect(chiSquareTest(a, b).smallestExpected).toBe(2);
    expect(cramersV(a, b)).toBe(0.5);
    // Bergsma: φ² − 1/7 = 3/28; two categories become 2 − 1/7 = 13/7; √(3/28 / (6/7))
    expect(cramersV(a, b, { biasCorrected: true })).toBeCloseTo(Math.sqrt(1 / 8), 14);
    const information = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
    expect(mutualInformation(a, b)).toBeCloseTo(information, 15);
    // Group means 2 and 4 about 3: between 8 · 1 = 8, within 8 · 1 = 8.
    expect(correlationRatio(a, [1, 3, 1, 3, 3, 5, 3, 5])).toBeCloseTo(Math.SQRT1_2, 15);
  });

  it.each(categories)(`agree with ${reference} on $name`, (c) => {
    expect(cramersV(c.a, c.b)).toBeCloseTo(c.cramersV, 13);
    expect(cramersV(c.a, c.b, { biasCorrected: true })).toBeCloseTo(c.bergsma, 12);
    const tested = chiSquareTest(c.a, c.b);
    expect(tested.statistic).toBeCloseTo(c.chi2, 10);
    expect(tested.degreesOfFreedom).toBe(c.degrees);
    expect(Math.abs(tested.pValue - c.chi2P)).toBeLessThan(1e-9 * c.chi2P);
    expect(mutualInformation(c.a, c.b)).toBeCloseTo(c.mutualInformation, 13);
    expect(correlationRatio(c.a, c.values)).toBeCloseTo(c.correlationRatio, 12);
  });

  it.each(numbers)(`mutualInformation in eight bins agrees with ${reference} on $name`, (c) => {
    const found = mutualInformation(c.a, c.b, { bins: 8 });
    expect(found).toBeCloseTo(c.mutualInformation8, 12);
  });

  it('mutualInformation sees a circle that correlation does not', () => {
    const random = createRandom(7);
    const angles = Array.from({ length: 2000 }, () => random.uniform(0, 2 * Math.PI));
    const [a, b] = [angles.map(Math.cos), angles.map(Math.sin)];
    expect(Math.abs(pearson(a, b))).toBeLessThan(0.05);
    expect(mutualInformation(a, b, { bins: 10 })).toBeGreaterThan(0.5);
  });

  it('mutualInformation bins only what is of numbers', () => {
    const a = [1, 2, 3, 4, 5, 6, 7, 8];
    const b = ['x', 'x', 'x', 'x', 'y', 'y', 'y', 'y'];
    expect(mutualInformation(a, b, { bins: 2 })).toBeCloseTo(Math.LN2, 14);
    expect(mutualInformation(a, b)).toBeCloseTo(Math.LN2, 14); // each number a category of its own
    expect(mutualInformation(a, a, { bins: 4 })).toBeCloseTo(Math.log(4), 14);
    expect(mutualInformation([1, 1, 1, 1], [1, 2, 3, 4], { bins: 2 })).toBe(0);
  });

  it('cramersV corrected is about 0 for unrelated columns, where plain V is not', () => {
    const random = createRandom(1);
    const labels = () => Array.from({ length: 60 }, () => random.integer(0, 8));
    const pairs = Array.from({ length: 40 }, () => [labels(), labels()] as const);
    const mean = (biasCorrected: boolean) =>
      pairs.reduce((sum, [a, b]) => sum + cramersV(a, b, { biasCorrected }), 0) / pairs.length;
    expect(mean(false)).toBeGreaterThan(0.3);
    expect(mean(true)).toBeLessThan(0.08);
  });

  it('leave rows out in which either is missing, and take dates by their time', () => {
    const { a, b, values } = categories[0]!;
    const left = [...a, null, 'ant', undefined];
    const right = [...b, 'x', null, gap];
    expect(cramersV(left, right)).toBe(cramersV(a, b));
    expect(mutualInformation(left, right)).toBe(mutualInformation(a, b));
    expect(correlationRatio(left, [...values, 1, gap, 2])).toBe(correlationRatio(a, values));
    const days = [new Date(1), new Date(1), new Date(2), new Date(Number.NaN)];
    expect(cramersV(days, ['p', 'p', 'q', 'q'])).toBe(1);
  });

  it('do not mind which comes first, nor what the categories are called', () => {
    const label = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 2 }), (rows) => {
        const a = rows.map(([x]) => x);
        const b = rows.map(([, y]) => y);
        fc.pre(new Set(a).size > 1 && new Set(b).size > 1);
        const renamed = a.map((x) => ({ a: 3, b: 1, c: 2 })[x]);
        for (const biasCorrected of [false, true]) {
          const v = cramersV(a, b, { biasCorrected });
          // The root of a rounding error near 0 is large: the squares agree.
          expect(cramersV(b, renamed, { biasCorrected }) ** 2).toBeCloseTo(v ** 2, 12);
          expect(v).toBeGreaterThanOrEqual(0);
          expect(v).toBeLessThanOrEqual(1);
        }
        expect(mutualInformation(b, renamed)).toBeCloseTo(mutualInformation(a, b), 12);
        expect(cramersV(a, a)).toBeCloseTo(1, 14);
      }),
    );
  });

  it.each([
    ['cramersV', () => cramersV(['a'], []), 'SHAPE_MISMATCH'],
    ['cramersV', () => cramersV(['a', 'a'], ['x', 'y']), 'UNDEFINED_METRIC'],
    ['cramersV', () => cramersV(['a', 'b'], ['x', 'x']), 'UNDEFINED_METRIC'],
    ['cramersV', () => cramersV(['a'], [null]), 'EMPTY'],
    ['cramersV', () => cramersV(['a'], ['b'], { corrected: true } as object), 'INVALID_ARGUMENT'],
    ['chiSquareTest', () => chiSquareTest(['a', 'b'], ['x', 'x']), 'UNDEFINED_METRIC'],
    ['mutualInformation', () => mutualInformation([], []), 'EMPTY'],
    ['mutualInformation', () => mutualInformation([1], [1], { bins: 1 }), 'OUT_OF_RANGE'],
    [
      'mutualInformation',
      () => mutualInformation([1, Infinity], [1, 2], { bins: 2 }),
      'NOT_FINITE',
    ],
    ['correlationRatio', () => correlationRatio(['a', 'b'], [1]), 'SHAPE_MISMATCH'],
    ['correlationRatio', () => correlationRatio(['a', 'b'], [1, 1]), 'UNDEFINED_METRIC'],
    ['correlationRatio', () => correlationRatio(['a', 'a'], [1, 2]), 'UNDEFINED_METRIC'],
    ['correlationRatio', () => correlationRatio(['a', 'b'], [1, gap]), 'EMPTY'],
    ['correlationRatio', () => correlationRatio(['a', 'b'], [1, Infinity]), 'NOT_FINITE'],
  ] as const)('%s refuses what it cannot answer: %s', (name, act, code) => {
    expect(act).toThrow(code);
    expect(act).toThrow(name);
  });
});
