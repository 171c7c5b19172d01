import fc from 'fast-check';
import { meanAbsoluteError, meanPinballLoss, medianAbsoluteError } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';
import { weightsOf } from './goldenCases.js';

interface Case {
  readonly name: string;
  readonly yTrue: number[];
  readonly yPred: number[];
  readonly sampleWeight: number[] | null;
  readonly median: number;
  readonly pinball: Readonly<Record<string, number>>;
}
const golden = loadGolden<Case>('quantileErrors');

describe.each(golden.cases)(`on $name, as ${golden.reference} has it`, (c) => {
  it('median absolute error and pinball loss', () => {
    const weights = weightsOf(c);
    expect(medianAbsoluteError(c.yTrue, c.yPred, weights)).toBeCloseTo(c.median, 12);
    for (const [alpha, loss] of Object.entries(c.pinball)) {
      const got = meanPinballLoss(c.yTrue, c.yPred, { ...weights, alpha: Number(alpha) });
      expect(got).toBeCloseTo(loss, 11);
    }
  });
});

describe('worked by hand', () => {
  it('median of errors 1, 2, 3, 4: 2.5 where two weigh as much as the other two', () => {
    const median = (sampleWeight: number[]) =>
      medianAbsoluteError([1, 2, 3, 4], [0, 0, 0, 0], { sampleWeight });
    expect(median([1, 3, 2, 2])).toBe(2.5);
    expect(median([0.1, 1.1, 0.8, 0.4])).toBe(2.5); // 0.1 + 1.1 is 1.2000000000000002
    expect(median([1, 3.000001, 2, 2])).toBe(2);
    expect(median([0, 0, 0, 5])).toBe(4);
  });
  it('the median of 1, 2, 4 and of 1, 2, 4, 100', () => {
    expect(medianAbsoluteError([1, 2, 4], [0, 0, 0])).toBe(2);
    expect(medianAbsoluteError([1, 2, 4, 100], [0, 0, 0, 0])).toBe(3);
  });
  it('a weight moves the median', () => {
    expect(medianAbsoluteError([1, 2, 4], [0, 0, 0], { sampleWeight: [1, 1, 5] })).toBe(4);
    expect(medianAbsoluteError([1, 2, 4], [0, 0, 0], { sampleWeight: [1, 1, 2] })).toBe(3);
  });
  it('pinball: too low by 2 costs 2α, too high by 2 costs 2(1 − α)', () => {
    expect(meanPinballLoss([2], [0], { alpha: 0.9 })).toBeCloseTo(1.8, 14);
    expect(meanPinballLoss([0], [2], { alpha: 0.9 })).toBeCloseTo(0.2, 14);
  });
});

describe('any errors', () => {
  const numbers = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 30 });
  it('half the absolute error is the pinball loss of the median', () => {
    fc.assert(
      fc.property(numbers, (y) => {
        const zeros = y.map(() => 0);
        expect(meanPinballLoss(y, zeros)).toBeCloseTo(meanAbsoluteError(y, zeros) / 2, 12);
      }),
    );
  });
  it('whole weights are repeated rows', () => {
    fc.assert(
      fc.property(numbers, (y) => {
        const sampleWeight = y.map((v) => Math.abs(v) % 3);
        fc.pre(sampleWeight.some((w) => w > 0));
        const repeated = y.flatMap((v, i) => new Array<number>(sampleWeight[i]!).fill(v));
        const zeros = (rows: number[]) => rows.map(() => 0);
        for (const metric of [medianAbsoluteError, meanPinballLoss]) {
          const weighted = metric(y, zeros(y), { sampleWeight });
          expect(weighted).toBeCloseTo(metric(repeated, zeros(repeated)), 12);
        }
      }),
    );
  });
});

describe.each(Object.entries({ medianAbsoluteError, meanPinballLoss }))('%s', (name, metric) => {
  it.each([
    ['different lengths', [1, 2], [1], {}, 'SHAPE_MISMATCH'],
    ['no rows', [], [], {}, 'EMPTY'],
    ['NaN', [1], [Number.NaN], {}, 'NOT_FINITE'],
    ['weights of 0 only', [1], [1], { sampleWeight: [0] }, 'UNDEFINED_METRIC'],
    ['a negative weight', [1], [1], { sampleWeight: [-1] }, 'OUT_OF_RANGE'],
  ])('refuses %s', (_, yTrue, yPred, options, code) => {
    expect(() => metric(yTrue, yPred, options)).toThrow(code);
    expect(() => metric(yTrue, yPred, options)).toThrow(`${name}: `);
  });
  it('takes 1e300', () => {
    expect(metric([1e300, 1e300], [0, 0])).toBeGreaterThan(1e299);
  });
});

it('meanPinballLoss refuses an alpha above 1', () => {
  expect(() => meanPinballLoss([1], [1], { alpha: 1.1 })).toThrow('OUT_OF_RANGE');
});
