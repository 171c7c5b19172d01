import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moments, quantile } from '../../../src/math/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly name: string;
  readonly values: number[];
  readonly mean: number;
  readonly deviation: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  readonly scipySkewness: number | null;
  readonly quantiles: readonly { readonly probability: number; readonly value: number }[];
}
const golden = loadGolden<Case>('moments');
const finite = fc.double({ noNaN: true, min: -1e6, max: 1e6 });

function expectClose(got: number | null, expected: number | null, tolerance = 1e-11): void {
  if (expected === null || got === null) expect(got).toBe(expected);
  else expect(Math.abs(got - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('moments', () => {
  it('agrees with four values worked by hand', () => {
    // Distances from 4: −3, −1, 1, 3. m₂ = 5, m₃ = 0, m₄ = 41.
    // G₂ = 3 / (2 · 1) · (5 · 41 / 25 − 3 · 3) = 1.5 · (8.2 − 9)
    const found = moments([1, 3, 5, 7]);
    expect(found.mean).toBe(4);
    expect(found.deviation).toBeCloseTo(Math.sqrt(20 / 3), 14);
    expect(found.skewness).toBe(0);
    expect(found.kurtosis).toBeCloseTo(-1.2, 14);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, (c) => {
    const found = moments(c.values);
    expectClose(found.mean, c.mean);
    expectClose(found.deviation, c.deviation);
    expectClose(found.skewness, c.skewness, 1e-10);
    expectClose(found.kurtosis, c.kurtosis, 1e-10);
    if (c.scipySkewness !== null) expectClose(found.skewness, c.scipySkewness, 1e-10);
  });

  it('has no skewness, no kurtosis and no deviation where equal values leave none', () => {
    expect(moments([0.1, 0.1, 0.1, 0.1, 0.1])).toEqual({
      count: 5,
      mean: 0.1,
      deviation: 0,
      skewness: null,
      kurtosis: null,
    });
  });

  it('keeps the mean of a million equal steps to the last digits', () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, i) => (i % 1000) / 10);
    expect(moments(values).mean).toBeCloseTo(49.95, 12);
    const exact = Math.sqrt((((1000 ** 2 - 1) / 12 / 100) * 1e6) / (1e6 - 1));
    expect(moments(values).deviation).toBeCloseTo(exact, 11);
  });

  it('survives values whose fourth powers do not fit a double', () => {
    const found = moments([-1e300, 0, 1e300]);
    expect(found.deviation).toBe(1e300);
    expect(found.skewness).toBe(0);
    expect(moments([1e308, 1.5e308]).mean).toBe(1.25e308);
    expect(moments([5e-324, 0, 5e-324]).mean).toBe(5e-324); // two thirds of it, rounded
  });

  it('moves with a shift and a scale, and does not see the order', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 4 }), finite, fc.boolean(), (values, by, turn) => {
        const before = moments(values);
        fc.pre((before.deviation ?? 0) > 1e-3);
        const sign = turn ? -1 : 1;
        const after = moments(values.map((value) => sign * 2 * value + by).reverse());
        const size = 1e6 + Math.abs(by);
        expect(Math.abs(after.mean - (sign * 2 * before.mean + by))).toBeLessThan(1e-12 * size);
        expectClose(after.deviation, 2 * before.deviation!, 1e-5);
        expect(after.skewness).toBeCloseTo(sign * before.skewness!, 3);
        expect(after.kurtosis).toBeCloseTo(before.kurtosis!, 3);
      }),
    );
  });

  it.each([
    ['no values', [], 'EMPTY'],
    ['a NaN', [1, Number.NaN], 'NOT_FINITE'],
    ['an infinity', [1, Infinity], 'NOT_FINITE'],
  ])('refuses %s', (_, values, code) => {
    expect(() => moments(values)).toThrow(code);
  });
});

describe('quantile', () => {
  it('lies on the line between its neighbours', () => {
    expect(quantile([10, 40, 20, 30], 0.5)).toBe(25);
    expect(quantile([10, 40, 20, 30], 0.1)).toBeCloseTo(13, 14);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({ values, quantiles }) => {
    for (const { probability, value } of quantiles) {
      expectClose(quantile(values, probability), value, 1e-15);
    }
  });

  it('rises with the probability and stays between least and greatest', () => {
    const share = fc.double({ noNaN: true, min: 0, max: 1 });
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1 }), share, share, (values, p, q) => {
        const [low, high] = [quantile(values, Math.min(p, q)), quantile(values, Math.max(p, q))];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  it.each([
    ['no values', [], 0.5, 'EMPTY'],
    ['a NaN', [Number.NaN], 0.5, 'NOT_FINITE'],
    ['a probability above 1', [1], 50, 'OUT_OF_RANGE'],
    ['a probability that is none', [1], Number.NaN, 'OUT_OF_RANGE'],
  ])('refuses %s', (_, values, probability, code) => {
    expect(() => quantile(values, probability)).toThrow(code);
  });
});
