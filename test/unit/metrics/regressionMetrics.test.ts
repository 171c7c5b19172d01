import fc from 'fast-check';
import { meanAbsoluteError, meanSquaredError, r2Score, rootMeanSquaredError } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

const metrics = { meanAbsoluteError, meanSquaredError, rootMeanSquaredError, r2Score };
type Name = keyof typeof metrics;

interface Case {
  readonly name: string;
  readonly yTrue: number[];
  readonly yPred: number[];
  readonly sampleWeight: number[] | null;
  readonly expected: Readonly<Record<Name, number>>;
}

const golden = loadGolden<Case>('regressionMetrics');
const names = Object.keys(metrics) as Name[];
const errors = names.filter((name) => name !== 'r2Score');

describe.each(names)('%s', (name) => {
  const metric = metrics[name];

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, (c) => {
    const options = c.sampleWeight ? { sampleWeight: c.sampleWeight } : {};
    const expected = c.expected[name];
    const got = metric(c.yTrue, c.yPred, options);
    expect(Math.abs(got - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));
  });

  it('counts a row of weight 2 as two rows', () => {
    const weighted = metric([1, 2, 4], [1, 3, 3], { sampleWeight: [1, 2, 1] });
    expect(weighted).toBeCloseTo(metric([1, 2, 2, 4], [1, 3, 3, 3]), 14);
  });

  it('ignores the order of the rows and a common shift', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small), { minLength: 2, maxLength: 20 }), (pairs) => {
        const yTrue = pairs.map(([t]) => t);
        const yPred = pairs.map(([, p]) => p);
        fc.pre(new Set(yTrue).size > 1);
        const value = metric(yTrue, yPred);
        expect(metric([...yTrue].reverse(), [...yPred].reverse())).toBeCloseTo(value, 9);
        const shifted = metric(
          yTrue.map((t) => t + 64),
          yPred.map((p) => p + 64),
        );
        expect(shifted).toBeCloseTo(value, 9);
      }),
    );
  });

  it.each([
    ['different lengths', [1, 2], [1], {}, 'SHAPE_MISMATCH'],
    ['no rows', [], [], {}, 'EMPTY'],
    ['a NaN in the truth', [1, Number.NaN], [1, 2], {}, 'NOT_FINITE'],
    ['an infinite prediction', [1, 2], [1, Number.POSITIVE_INFINITY], {}, 'NOT_FINITE'],
    ['too few weights', [1, 2], [1, 2], { sampleWeight: [1] }, 'SHAPE_MISMATCH'],
    ['a negative weight', [1, 2], [1, 2], { sampleWeight: [2, -1] }, 'OUT_OF_RANGE'],
    ['a NaN weight', [1, 2], [1, 2], { sampleWeight: [1, Number.NaN] }, 'NOT_FINITE'],
    ['weights of 0 only', [1, 2], [1, 2], { sampleWeight: [0, 0] }, 'UNDEFINED_METRIC'],
  ])('refuses %s', (_, yTrue, yPred, options, code) => {
    expect(() => metric(yTrue, yPred, options)).toThrow(code);
    expect(() => metric(yTrue, yPred, options)).toThrow(`${name}: `);
  });
});

/** Sixteenths: their sums are exact, so a shift changes nothing. */
const small = fc.integer({ min: -160, max: 160 }).map((value) => value / 16);

describe('regression metrics worked by hand', () => {
  it('mean absolute error: (1 + 0 + 2) / 3', () => {
    expect(meanAbsoluteError([3, 5, 2], [2, 5, 4])).toBe(1);
  });
  it('mean squared error: (1 + 0 + 4) / 3', () => {
    expect(meanSquaredError([3, 5, 2], [2, 5, 4])).toBe(5 / 3);
  });
  it('root mean squared error: √((1 + 0 + 4 + 4) / 4)', () => {
    expect(rootMeanSquaredError([3, 5, 2, 7], [2, 5, 4, 9])).toBe(1.5);
  });
  it('R²: 1 − 1 / 5', () => {
    expect(r2Score([1, 2, 3, 4], [1, 2, 3, 5])).toBe(0.8);
  });
  it('R² of always answering the mean: 0', () => {
    expect(r2Score([1, 2, 3], [2, 2, 2])).toBe(0);
  });
  it.each(errors)('%s of perfect predictions: 0', (name) => {
    expect(metrics[name]([1, 2], [1, 2])).toBe(0);
  });
});

describe('r2Score', () => {
  it.each([
    ['one row', [1], [1], {}],
    ['a constant truth', [0.1, 0.1, 0.1], [0.1, 0.2, 0.3], {}],
    [
      'weight on equal values only',
      [0.1, 0.1, 0.1, 5],
      [1, 2, 3, 4],
      { sampleWeight: [1, 1, 1, 0] },
    ],
    ['a spread too small to be squared', [0, 1e-200], [0, 0], {}],
  ])('refuses %s, where R² is 0/0', (_, yTrue, yPred, options) => {
    expect(() => r2Score(yTrue, yPred, options)).toThrow('UNDEFINED_METRIC');
  });
});
