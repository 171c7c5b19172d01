import fc from 'fast-check';
import { brierScore, calibrationCurve, logLoss, Matrix } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';
import { gap, weightsOf } from './goldenCases.js';

interface Case {
  readonly name: string;
  readonly yTrue: number[];
  readonly yProb: number[] | number[][];
  readonly sampleWeight: number[] | null;
  readonly logLoss: number;
  readonly brierScore: number;
  readonly curves: readonly {
    readonly strategy: 'uniform' | 'quantile';
    readonly bins: number;
    readonly observed: number[];
    readonly predicted: number[];
  }[];
}
const golden = loadGolden<Case>('probabilityMetrics');

describe.each(golden.cases)(`on $name, as ${golden.reference} has it`, (c) => {
  const several = Array.isArray(c.yProb[0]);
  it('log loss and Brier score', () => {
    const options = weightsOf(c);
    if (several) {
      const p = Matrix.from(c.yProb as number[][]);
      expect(logLoss(c.yTrue, p, options)).toBeCloseTo(c.logLoss, 12);
      expect(brierScore(c.yTrue, p, options)).toBeCloseTo(c.brierScore, 12);
    } else {
      const p = c.yProb as number[];
      expect(logLoss(c.yTrue, p, options)).toBeCloseTo(c.logLoss, 12);
      expect(brierScore(c.yTrue, p, options)).toBeCloseTo(c.brierScore, 12);
    }
  });
  it('calibration curves', () => {
    for (const { strategy, bins, observed, predicted } of c.curves) {
      const curve = calibrationCurve(c.yTrue, c.yProb as number[], { strategy, bins });
      expect(gap(curve.observed, observed)).toBeLessThan(1e-12);
      expect(gap(curve.predicted, predicted)).toBeLessThan(1e-12);
      expect(curve.counts.reduce((a, b) => a + b, 0)).toBe(c.yTrue.length);
    }
  });
});

describe('worked by hand', () => {
  it('log loss of 0.8 and 0.6 rightly given', () => {
    expect(logLoss([1, 0], [0.8, 0.4])).toBeCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, 14);
  });
  it('a sure mistake costs 52 ln 2, and is not infinite', () => {
    expect(logLoss([1], [0])).toBeCloseTo(52 * Math.LN2, 12);
    expect(logLoss([0], [1])).toBeCloseTo(52 * Math.LN2, 12);
  });
  it('a sure hit costs 2⁻⁵², and is not free', () => {
    expect(logLoss([1], [1])).toBeCloseTo(2 ** -52, 30);
    expect(logLoss([0], [0])).toBeCloseTo(2 ** -52, 30);
  });
  it('Brier score (0.04 + 0.16)/2; three classes, doubled squares', () => {
    expect(brierScore([1, 0], [0.8, 0.4])).toBeCloseTo(0.1, 14);
    const p = Matrix.from([[0, 0.5, 0.5]]);
    expect(brierScore(['b'], p, { labels: ['a', 'b', 'c'] })).toBe(0.5);
  });
  it('a bin holds its upper edge', () => {
    const { predicted, counts } = calibrationCurve([0, 1, 1], [0, 0.5, 0.6], { bins: 2 });
    expect([...predicted]).toEqual([0.25, 0.6]);
    expect([...counts]).toEqual([2, 1]);
  });
});

describe('proper scores', () => {
  it('prefer the share that came to any other constant', () => {
    const share = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(share, share, (positives, tenths) => {
        const y = Array.from({ length: 10 }, (_, i) => (i < positives ? 1 : 0));
        const answer = (p: number) => new Array<number>(10).fill(p);
        for (const score of [logLoss, brierScore]) {
          expect(score(y, answer(positives / 10))).toBeLessThanOrEqual(
            score(y, answer(tenths / 10)) + 1e-12,
          );
        }
      }),
    );
  });
  it('are the same with two columns as with one, and for the other class', () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 64 })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(rows, (list) => {
        const y = list.map(([a]) => a);
        const p = list.map(([, b]) => b / 64);
        const both = Matrix.from(p.map((v) => [1 - v, v]));
        const other = p.map((v) => 1 - v);
        for (const score of [logLoss, brierScore]) {
          const value = score(y, p);
          expect(score(y, both, { labels: [0, 1] })).toBeCloseTo(value, 12);
          expect(
            score(
              y.map((v) => 1 - v),
              other,
            ),
          ).toBeCloseTo(value, 12);
        }
      }),
    );
  });
});

describe('refusals', () => {
  const metrics = { logLoss, brierScore, calibrationCurve } as Record<
    string,
    (y: number[], p: number[], options?: object) => unknown
  >;
  describe.each(Object.entries(metrics))('%s', (name, metric) => {
    it.each([
      ['different lengths', [1, 0], [1], 'SHAPE_MISMATCH'],
      ['no rows', [], [], 'EMPTY'],
      ['NaN', [1, 0], [Number.NaN, 1], 'NOT_FINITE'],
      ['a probability above 1', [1, 0], [1.1, 1], 'OUT_OF_RANGE'],
      ['a probability below 0', [1, 0], [1, -0.1], 'OUT_OF_RANGE'],
      ['1e300', [1, 0], [1e300, 1], 'OUT_OF_RANGE'],
      ['a label 2', [1, 2], [1, 1], 'NOT_BINARY'],
    ])('refuses %s', (_, y, p, code) => {
      expect(() => metric(y, p)).toThrow(code);
      expect(() => metric(y, p)).toThrow(`${name}: `);
    });
  });
  it('bad matrices, weights and options', () => {
    const p = Matrix.from([[0.5, 0.5], [0.2, 0.8]]); // biome-ignore format: a matrix
    expect(() => logLoss([0, 1], Matrix.from([[0.5, 0.6], [0.2, 0.8]]))).toThrow('row 0'); // biome-ignore format: a matrix
    expect(() => logLoss([0, 1], Matrix.from([[0.5, 0.5], [2, -1]]))).toThrow('row 1, column 0'); // biome-ignore format: a matrix
    expect(() => brierScore([0, 0], p)).toThrow('SHAPE_MISMATCH');
    expect(brierScore([0, 0], p, { labels: [0, 1] })).toBeCloseTo((0.25 + 0.64) / 2, 14);
    expect(() => brierScore([0, 3], p, { labels: [0, 1] })).toThrow('INVALID_ARGUMENT');
    expect(() => logLoss([0], p)).toThrow('SHAPE_MISMATCH');
    expect(() => logLoss([0, 0], Matrix.from([[1], [1]]))).toThrow('SHAPE_MISMATCH');
    expect(() => logLoss([0, 1], [0, 1], { sampleWeight: [0, 0] })).toThrow('UNDEFINED_METRIC');
    expect(() => calibrationCurve([1], [1], { bins: 0 })).toThrow('OUT_OF_RANGE');
    expect(() => calibrationCurve([1], [1], { strategy: 'even' as never })).toThrow('"uniform"');
  });
});
