import fc from 'fast-check';
import { averagePrecision, Matrix, precisionRecallCurve, rocAuc, rocCurve } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';
import { gap, weightsOf } from './goldenCases.js';

interface Case {
  readonly name: string;
  readonly yTrue: number[];
  readonly yScore: number[];
  readonly sampleWeight: number[] | null;
  readonly roc: number[][];
  readonly rocAll: number[][];
  readonly precisionRecall: number[][];
  readonly rocAuc: number;
  readonly averagePrecision: number;
}
interface Several {
  readonly name: string;
  readonly yTrue: number[];
  readonly yScore: number[][];
  readonly sampleWeight: number[] | null;
  readonly oneVsRest: Record<'macro' | 'weighted' | 'micro', number> & { readonly None: number[] };
}
const golden = loadGolden<Case | Several>('rankingMetrics');
const binary = golden.cases.filter((c): c is Case => 'roc' in c);
const several = golden.cases.filter((c): c is Several => 'oneVsRest' in c);

describe.each(binary)(`on $name, as ${golden.reference} has it`, (c) => {
  const { yTrue, yScore } = c;
  const weights = weightsOf(c);

  it('areas', () => {
    expect(rocAuc(yTrue, yScore, weights)).toBeCloseTo(c.rocAuc, 12);
    expect(averagePrecision(yTrue, yScore, weights)).toBeCloseTo(c.averagePrecision, 12);
  });
  it('the ROC curve', () => {
    const curve = rocCurve(yTrue, yScore, weights);
    expect(gap(curve.falsePositiveRate, c.roc[0]!)).toBeLessThan(1e-12);
    expect(gap(curve.truePositiveRate, c.roc[1]!)).toBeLessThan(1e-12);
    expect(curve.thresholds[0]).toBe(Number.POSITIVE_INFINITY);
    expect(gap(curve.thresholds.subarray(1), c.roc[2]!)).toBe(0);
    const all = rocCurve(yTrue, yScore, { ...weights, dropIntermediate: false });
    expect(gap(all.falsePositiveRate, c.rocAll[0]!)).toBeLessThan(1e-12);
    expect(gap(all.truePositiveRate, c.rocAll[1]!)).toBeLessThan(1e-12);
  });
  it('the precision-recall curve', () => {
    const curve = precisionRecallCurve(yTrue, yScore, weights);
    expect(gap(curve.precision, c.precisionRecall[0]!)).toBeLessThan(1e-12);
    expect(gap(curve.recall, c.precisionRecall[1]!)).toBeLessThan(1e-12);
    expect(gap(curve.thresholds, c.precisionRecall[2]!)).toBe(0);
  });
  it('weights of 1 change nothing', () => {
    if (c.sampleWeight) return;
    const ones = { sampleWeight: yTrue.map(() => 1) };
    expect(rocAuc(yTrue, yScore, ones)).toBeCloseTo(c.rocAuc, 12);
    expect(averagePrecision(yTrue, yScore, ones)).toBeCloseTo(c.averagePrecision, 12);
  });
});

describe.each(several)(`one against the rest on $name, as ${golden.reference} has it`, (c) => {
  const scores = Matrix.from(c.yScore);
  const weights = weightsOf(c);
  it.each(['macro', 'weighted', 'micro'] as const)('average %s', (average) => {
    const got = rocAuc(c.yTrue, scores, { ...weights, average });
    expect(got).toBeCloseTo(c.oneVsRest[average], 12);
  });
  it('one value per class, and columns in another order', () => {
    const each = rocAuc(c.yTrue, scores, { ...weights, average: null });
    expect(gap(each, c.oneVsRest.None)).toBeLessThan(1e-12);
    const turned = Matrix.from(c.yScore.map((row) => [...row].reverse()));
    const options = { ...weights, labels: [3, 2, 1, 0], average: null } as const;
    expect(gap(rocAuc(c.yTrue, turned, options), [...c.oneVsRest.None].reverse())).toBeLessThan(
      1e-12,
    );
  });
});

describe('worked by hand', () => {
  it('hit, miss, hit: AP is the mean of 1/1 and 2/3, AUC is one pair of two', () => {
    expect(averagePrecision([1, 0, 1], [0.9, 0.8, 0.7])).toBeCloseTo((1 + 2 / 3) / 2, 14);
    expect(rocAuc([1, 0, 1], [0.9, 0.8, 0.7])).toBe(0.5);
  });
  it('a tie is half a pair, and one threshold', () => {
    expect(rocAuc([1, 0], [0.5, 0.5])).toBe(0.5);
    expect(averagePrecision([1, 0], [0.5, 0.5])).toBe(0.5);
    expect(rocAuc([1, 0], [0, -0])).toBe(0.5);
    expect(rocCurve([1, 0, 1], [0.5, 0.5, 0.1]).falsePositiveRate).toEqual(
      Float64Array.of(0, 1, 1),
    );
  });
  it('weights of any size: only their ratios within a class count', () => {
    const [y, s] = [
      [1, 0, 1, 0],
      [0.9, 0.8, 0.7, 0.6],
    ];
    // Pairs of weight 1·2 + 1·4 + 3·4 are right, 3·2 is wrong.
    for (const unit of [1, 2 ** -600, 2 ** 700, 5e-324]) {
      const sampleWeight = [1, 2, 3, 4].map((weight) => weight * unit);
      expect(rocAuc(y, s, { sampleWeight })).toBeCloseTo(18 / 24, 14);
    }
    for (const [ones, zeros] of [
      [1e200, 1],
      [1, 1e200],
      [1e-300, 1e300],
    ] as const) {
      const sampleWeight = [ones, zeros, ones, zeros];
      expect(rocAuc(y, s, { sampleWeight })).toBeCloseTo(0.75, 14);
    }
    expect(rocAuc([1, 0], [0.9, 0.1], { sampleWeight: [Number.MAX_VALUE, 1] })).toBe(1);
  });
  it('a perfect ranking is 1, whatever the weights', () => {
    const sampleWeight = [0.1, 0.1, 0.1];
    expect(rocAuc([0, 1, 0], [0.1, 0.9, 0.2], { sampleWeight })).toBe(1);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 2 }),
        (w) => {
          const y = w.map((_, i) => (i === 0 ? 1 : 0));
          expect(rocAuc(y, y, { sampleWeight: w })).toBe(1);
        },
      ),
    );
  });
  it('texts as classes', () => {
    const scores = Matrix.from([
      [0.9, 0.1],
      [0.4, 0.6],
      [0.7, 0.3],
    ]);
    expect(rocAuc(['ant', 'bee', 'ant'], scores)).toBe(1);
  });
});

const rows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 2,
    maxLength: 40,
  })
  .map((list) => ({ y: list.map(([a]) => a), s: list.map(([, b]) => b) }))
  .filter(({ y }) => y.includes(0) && y.includes(1));

describe('any ranking', () => {
  it('is the same after an increasing change of its scores, and in another order', () => {
    fc.assert(
      fc.property(rows, ({ y, s }) => {
        const stretched = s.map((v) => Math.exp(v * 3) - 7);
        for (const metric of [rocAuc, averagePrecision]) {
          expect(metric(y, stretched)).toBe(metric(y, s));
          expect(metric([...y].reverse(), [...s].reverse())).toBeCloseTo(metric(y, s), 12);
        }
      }),
    );
  });
  it('turned round has the area 1 − AUC, and so has the other class', () => {
    fc.assert(
      fc.property(rows, ({ y, s }) => {
        const area = rocAuc(y, s);
        expect(
          rocAuc(
            y,
            s.map((v) => -v),
          ),
        ).toBeCloseTo(1 - area, 12);
        expect(
          rocAuc(
            y.map((v) => 1 - v),
            s,
          ),
        ).toBeCloseTo(1 - area, 12);
      }),
    );
  });
  it('has the area that counting all pairs gives, also with weights', () => {
    fc.assert(
      fc.property(rows, ({ y, s }) => {
        const w = s.map((v) => 1 + ((v + 9) % 4));
        let won = 0;
        let all = 0;
        for (let i = 0; i < y.length; i++) {
          for (let j = 0; j < y.length; j++) {
            if (y[i] !== 1 || y[j] !== 0) continue;
            all += w[i]! * w[j]!;
            won += w[i]! * w[j]! * (s[i]! > s[j]! ? 1 : s[i] === s[j] ? 0.5 : 0);
          }
        }
        expect(rocAuc(y, s, { sampleWeight: w })).toBeCloseTo(won / all, 12);
        const repeat = (values: number[]) =>
          values.flatMap((value, i) => new Array<number>(w[i]!).fill(value));
        expect(rocAuc(repeat(y), repeat(s))).toBeCloseTo(won / all, 12);
        expect(averagePrecision(repeat(y), repeat(s))).toBeCloseTo(
          averagePrecision(y, s, { sampleWeight: w }),
          12,
        );
      }),
    );
  });
  it('of thousands of scores has the area under its curve', () => {
    const y = Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 5 === 0 ? 1 : 0));
    const s = y.map((v, i) => ((i * 104729) % 3001) / 1000 + v);
    const { falsePositiveRate: x, truePositiveRate: h } = rocCurve(y, s);
    let area = 0;
    for (let k = 1; k < x.length; k++) area += ((x[k]! - x[k - 1]!) * (h[k]! + h[k - 1]!)) / 2;
    expect(rocAuc(y, s)).toBeCloseTo(area, 12);
  });
});

describe('refusals', () => {
  const metrics = { rocAuc, averagePrecision, rocCurve, precisionRecallCurve } as Record<
    string,
    (y: number[], s: number[], options?: object) => unknown
  >;
  describe.each(Object.entries(metrics))('%s', (name, metric) => {
    it.each([
      ['different lengths', [1, 0], [1], {}, 'SHAPE_MISMATCH'],
      ['no rows', [], [], {}, 'EMPTY'],
      ['a NaN score', [1, 0], [Number.NaN, 1], {}, 'NOT_FINITE'],
      ['an infinite score', [1, 0], [1, Number.POSITIVE_INFINITY], {}, 'NOT_FINITE'],
      ['a label 2', [1, 2], [1, 2], {}, 'NOT_BINARY'],
      ['no positive', [0, 0], [1, 2], {}, 'UNDEFINED_METRIC'],
      ['positives of weight 0', [0, 1], [1, 2], { sampleWeight: [1, 0] }, 'UNDEFINED_METRIC'],
      ['a negative weight', [0, 1], [1, 2], { sampleWeight: [1, -1] }, 'OUT_OF_RANGE'],
      ['too many weights', [0, 1], [1, 2], { sampleWeight: [1, 1, 1] }, 'SHAPE_MISMATCH'],
    ])('refuses %s', (_, y, s, options, code) => {
      expect(() => metric(y, s, options)).toThrow(code);
      expect(() => metric(y, s, options)).toThrow(`${name}: `);
    });
    it('takes scores of 1e300', () => {
      expect(() => metric([1, 0], [1e300, -1e300])).not.toThrow();
    });
  });
  it('the ROC needs negatives, average precision does not', () => {
    expect(() => rocAuc([1, 1], [1, 2])).toThrow('UNDEFINED_METRIC');
    expect(() => rocCurve([1, 1], [1, 2])).toThrow('UNDEFINED_METRIC');
    expect(averagePrecision([1, 1], [1, 2])).toBe(1);
  });
  it('one against the rest', () => {
    const two = Matrix.from([[0.5, 0.5], [0.1, 0.9]]); // biome-ignore format: a matrix
    const one = Matrix.from([[1], [1]]);
    expect(() => rocAuc([0, 1, 2], two)).toThrow('SHAPE_MISMATCH');
    expect(() => rocAuc([0, 0], two)).toThrow('`labels`');
    expect(() => rocAuc([0, 2], two, { labels: [0, 1] })).toThrow('INVALID_ARGUMENT');
    expect(() => rocAuc([0, 0], two, { labels: [0, 1] })).toThrow('UNDEFINED_METRIC');
    expect(() => rocAuc([0, 1], two, { labels: [0, 1, 2] })).toThrow('SHAPE_MISMATCH');
    expect(() => rocAuc([0, 1], two, { average: 'mean' as never })).toThrow('INVALID_ARGUMENT');
    expect(() => rocAuc([0, 0], one)).toThrow('UNDEFINED_METRIC');
    expect(() => rocAuc([0, 1], Matrix.from([[0, Number.NaN], [0, 1]]))).toThrow('row 0'); // biome-ignore format: a matrix
  });
});
