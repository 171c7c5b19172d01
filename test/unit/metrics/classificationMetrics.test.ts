import fc from 'fast-check';
import {
  type AveragedOptions,
  accuracy,
  balancedAccuracy,
  classificationReport,
  cohenKappa,
  confusionMatrix,
  f1Score,
  fBetaScore,
  type Label,
  matthewsCorrelation,
  precision,
  recall,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';
import { gap, weightsOf } from './goldenCases.js';

type Options = AveragedOptions<Label>;
const fBeta = (t: Label[], p: Label[], options: Options = {}) =>
  fBetaScore(t, p, { beta: 2.5, ...options });
const averaged = { precision, recall, f1Score, fBetaScore: fBeta } as Record<
  'precision' | 'recall' | 'f1Score' | 'fBetaScore',
  (t: Label[], p: Label[], options?: Options) => number
>;
const names = Object.keys(averaged) as (keyof typeof averaged)[];
const plain = { accuracy, balancedAccuracy, matthewsCorrelation, cohenKappa };

interface Case {
  readonly name: string;
  readonly yTrue: Label[];
  readonly yPred: Label[];
  readonly sampleWeight: number[] | null;
  readonly positive: Label;
  readonly zeroDivision: 0 | 1 | null;
  readonly scores: Record<string, Record<keyof typeof averaged, number | number[]>>;
  readonly report: number[][];
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly adjusted: number;
  readonly matthewsCorrelation: number;
  readonly kappa: Record<'none' | 'linear' | 'quadratic', number>;
  readonly confusion: Record<'none' | 'true' | 'predicted' | 'all', number[][]>;
}
const golden = loadGolden<Case>('classificationMetrics');

describe.each(golden.cases)(`on $name, as ${golden.reference} has it`, (c) => {
  const { yTrue, yPred } = c;
  const weights = weightsOf(c);
  const zero = c.zeroDivision === null ? {} : { zeroDivision: c.zeroDivision };

  it.each(Object.keys(c.scores))('precision, recall, F1 and F-beta, average %s', (average) => {
    const how = (average === 'None' ? null : average) as 'macro';
    for (const name of names) {
      const options = { ...weights, ...zero, average: how, positive: c.positive };
      const got = [averaged[name](yTrue, yPred, options)].flatMap((v) =>
        typeof v === 'number' ? v : [...(v as Float64Array)],
      );
      expect(gap(got, [c.scores[average]![name]].flat())).toBeLessThan(1e-12);
    }
  });

  it('the report', () => {
    const report = classificationReport(yTrue, yPred, { ...weights, ...zero });
    const rows = [...report.classes, report.macroAverage, report.weightedAverage];
    rows.forEach(({ precision: p, recall: r, f1, support }, i) => {
      expect(gap([p, r, f1, support], c.report[i]!)).toBeLessThan(1e-11);
    });
    expect(rows.length).toBe(c.report.length);
    expect(report.accuracy).toBeCloseTo(c.accuracy, 12);
  });

  it('accuracy, balanced accuracy and the Matthews correlation', () => {
    expect(accuracy(yTrue, yPred, weights)).toBeCloseTo(c.accuracy, 12);
    expect(balancedAccuracy(yTrue, yPred, weights)).toBeCloseTo(c.balancedAccuracy, 12);
    const adjusted = balancedAccuracy(yTrue, yPred, { ...weights, adjusted: true });
    expect(adjusted).toBeCloseTo(c.adjusted, 12);
    expect(matthewsCorrelation(yTrue, yPred, weights)).toBeCloseTo(c.matthewsCorrelation, 12);
  });

  it.each(['none', 'linear', 'quadratic'] as const)('kappa with weights %s', (kind) => {
    expect(cohenKappa(yTrue, yPred, { ...weights, weights: kind })).toBeCloseTo(c.kappa[kind], 12);
  });

  it.each(['none', 'true', 'predicted', 'all'] as const)('confusion, normalize %s', (normalize) => {
    const { counts } = confusionMatrix(yTrue, yPred, { ...weights, normalize });
    expect(gap(counts.data, c.confusion[normalize].flat())).toBeLessThan(1e-11);
  });
});

describe('worked by hand on ten birds', () => {
  const truth = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
  const says = [1, 1, 1, 0, 1, 0, 0, 0, 0, 1];

  it('three found, one missed, two false alarms, four rightly let go', () => {
    expect(confusionMatrix(truth, says)).toEqual({
      labels: [0, 1],
      counts: expect.objectContaining({ data: Float64Array.of(4, 2, 1, 3) }),
    });
  });
  it('accuracy 7/10, precision 3/5, recall 3/4', () => {
    expect(accuracy(truth, says)).toBe(0.7);
    expect(precision(truth, says)).toBe(3 / 5);
    expect(recall(truth, says)).toBe(3 / 4);
  });
  it('F1 6/9, F2 15/(4·4 + 5), balanced accuracy (4/6 + 3/4)/2', () => {
    expect(f1Score(truth, says)).toBe(6 / 9);
    expect(fBetaScore(truth, says, { beta: 2 })).toBeCloseTo(15 / 21, 14);
    expect(fBetaScore(truth, says, { beta: 0 })).toBe(precision(truth, says));
    expect(balancedAccuracy(truth, says)).toBeCloseTo((4 / 6 + 3 / 4) / 2, 14);
    expect(balancedAccuracy(truth, says, { adjusted: true })).toBeCloseTo(4 / 6 + 3 / 4 - 1, 14);
  });
  it('Matthews (3·4 − 2·1)/√(5·4·6·5), kappa (0.7 − 0.5)/(1 − 0.5)', () => {
    expect(matthewsCorrelation(truth, says)).toBeCloseTo(10 / Math.sqrt(600), 14);
    expect(cohenKappa(truth, says)).toBeCloseTo(0.4, 14);
  });
  it('the report as a table', () => {
    const { text } = classificationReport(truth, says, { digits: 3 });
    expect(text).toBe(
      [
        'class             precision  recall     F1  rows',
        '0                     0.800   0.667  0.727     6',
        '1                     0.600   0.750  0.667     4',
        'macro average         0.700   0.708  0.697    10',
        'weighted average      0.720   0.700  0.703    10',
        'accuracy 0.700',
      ].join('\n'),
    );
  });
  it('labels choose and order the classes', () => {
    const { counts } = confusionMatrix(['a', 'b', 'c'], ['a', 'c', 'c'], { labels: ['c', 'a'] });
    expect(counts.toRows()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    const three = [0, 1, 2, 2];
    const labels = [2, 0];
    expect(recall(three, [0, 1, 2, 0], { average: null, labels })).toEqual(Float64Array.of(0.5, 1));
    expect(recall(three, [0, 1, 2, 0], { average: 'micro', labels })).toBe(2 / 3);
    expect(recall(three, [0, 1, 2, 0], { average: 'weighted', labels })).toBe(2 / 3);
    expect(recall(three, [0, 1, 2, 0], { average: 'macro', labels })).toBe(0.75);
    const report = classificationReport(three, [0, 1, 2, 0], { labels });
    expect(report.classes.map(({ label, support }) => [label, support])).toEqual([
      [2, 2],
      [0, 1],
    ]);
  });
});

describe('classes that are named', () => {
  it('stand in their own order: low, mid, high are one and two steps apart', () => {
    const truth = ['low', 'mid', 'high'];
    const says = ['high', 'mid', 'high'];
    const labels = ['low', 'mid', 'high'];
    // Observed: 2 steps. Expected, with columns of 1 mid and 2 high: low 1 + 2·2, mid 2·1, high 1.
    const linear = cohenKappa(truth, says, { labels, weights: 'linear' });
    expect(linear).toBeCloseTo(1 - 2 / (8 / 3), 14);
    const sorted = cohenKappa(truth, says, { weights: 'linear' });
    // high, low, mid: observed 1 step; expected high 2, low 2·1 + 1, mid 2·2
    expect(sorted).toBeCloseTo(1 - 1 / (9 / 3), 14);
  });
  it('leave out a row that is predicted as another class, and no cell counts it', () => {
    const { counts } = confusionMatrix(['a', 'b', 'b'], ['a', 'a', 'c'], { labels: ['a', 'b'] });
    expect(counts.toRows()).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
  it('add nothing to the pot when no row has them', () => {
    const options = { average: 'micro', labels: [0, 7] } as const;
    expect(precision([0, 0, 1], [0, 1, 1], options)).toBe(1);
    expect(recall([0, 0, 1], [0, 1, 1], options)).toBe(0.5);
  });
  it('are one class only where the weights of others vanish in the sum', () => {
    const sampleWeight = [1, 1, 1e-20];
    const [two, one] = [
      [1, 0, 0],
      [1, 1, 0],
    ];
    expect(() => matthewsCorrelation(one, two, { sampleWeight })).toThrow('one class only');
    expect(() => matthewsCorrelation(two, one, { sampleWeight })).toThrow('one class only');
    expect(matthewsCorrelation(two, one, { sampleWeight: [1, 1, 1e-9] })).toBeGreaterThan(0);
  });
  it('are one class only, in whatever order its weights are added', () => {
    // 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in their last digit.
    for (const sampleWeight of [
      [0.1, 0.2, 0.3],
      [0.3, 0.2, 0.1],
    ]) {
      const weights = { sampleWeight, zeroDivision: 0 } as const;
      expect(matthewsCorrelation([0, 1, 1], [1, 1, 1], weights)).toBe(0);
      expect(matthewsCorrelation([1, 1, 1], [0, 1, 1], weights)).toBe(0);
    }
  });
});

const pairs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => ({ t: rows.map(([a]) => a), p: rows.map(([, b]) => b) }));
const soft = { zeroDivision: 0 } as const;

describe('whatever the labels are', () => {
  it('other names change no average', () => {
    const rename = (label: number) => ['kiwi', 'Zebra', 'ant', ''][label]!;
    fc.assert(
      fc.property(pairs, ({ t, p }) => {
        const [tn, pn] = [t.map(rename), p.map(rename)];
        for (const average of ['macro', 'micro', 'weighted'] as const) {
          const options = { ...soft, average };
          expect(f1Score(tn, pn, options)).toBeCloseTo(f1Score(t, p, options), 12);
        }
        expect(accuracy(tn, pn)).toBe(accuracy(t, p));
        expect(cohenKappa(tn, pn, soft)).toBeCloseTo(cohenKappa(t, p, soft), 12);
        expect(matthewsCorrelation(tn, pn, soft)).toBeCloseTo(matthewsCorrelation(t, p, soft), 12);
      }),
    );
  });

  it('truth and prediction exchanged: precision is recall, the rest is symmetric', () => {
    fc.assert(
      fc.property(pairs, ({ t, p }) => {
        for (const average of ['macro', 'micro'] as const) {
          const options = { ...soft, average };
          expect(precision(t, p, options)).toBeCloseTo(recall(p, t, options), 12);
          expect(f1Score(t, p, options)).toBeCloseTo(f1Score(p, t, options), 12);
        }
        expect(cohenKappa(t, p, soft)).toBeCloseTo(cohenKappa(p, t, soft), 12);
        expect(matthewsCorrelation(t, p, soft)).toBeCloseTo(matthewsCorrelation(p, t, soft), 12);
      }),
    );
  });

  it('micro averages of all classes are accuracy, and so is recall weighted by rows', () => {
    fc.assert(
      fc.property(pairs, ({ t, p }) => {
        const right = accuracy(t, p);
        expect(precision(t, p, { average: 'micro' })).toBeCloseTo(right, 12);
        expect(recall(t, p, { average: 'weighted', ...soft })).toBeCloseTo(right, 12);
      }),
    );
  });

  it('a row of weight 2 counts as two rows, one of weight 0 not at all', () => {
    fc.assert(
      fc.property(pairs, ({ t, p }) => {
        const [t2, p2] = [
          [...t, t[0]!, 3],
          [...p, p[0]!, 0],
        ];
        const sampleWeight = [...t.map(() => 1), 1, 0];
        const options = { ...soft, labels: [...new Set([...t, ...p])], average: 'macro' } as const;
        const twice = [
          [...t, t[0]!],
          [...p, p[0]!],
        ] as const;
        expect(f1Score(t2, p2, { ...options, sampleWeight })).toBeCloseTo(
          f1Score(...twice, options),
          12,
        );
        expect(accuracy(t2, p2, { sampleWeight })).toBeCloseTo(accuracy(...twice), 12);
        expect(matthewsCorrelation(t2, p2, { ...soft, sampleWeight })).toBeCloseTo(
          matthewsCorrelation(...twice, soft),
          12,
        );
      }),
    );
  });
});

describe('refusals', () => {
  const all = { ...averaged, ...plain, confusionMatrix, classificationReport } as Record<
    string,
    (t: Label[], p: Label[], options?: object) => unknown
  >;
  describe.each(Object.entries(all))('%s', (name, metric) => {
    it.each([
      ['different lengths', [1, 0], [1], {}, 'SHAPE_MISMATCH'],
      ['no rows', [], [], {}, 'EMPTY'],
      ['NaN as a label', [1, Number.NaN], [1, 0], {}, 'NOT_FINITE'],
      ['an infinite label', [1, 0], [1, Number.POSITIVE_INFINITY], {}, 'NOT_FINITE'],
      ['a missing label', [1, null as never], [1, 0], {}, 'MISSING_VALUE'],
      ['a missing first label', [null as never, 1], [1, 0], {}, 'MISSING_VALUE'],
      ['numbers beside texts', [1, 0], ['1', '0'], {}, 'WRONG_KIND'],
      ['a number after a text', ['1', 0], ['1', '0'], {}, 'WRONG_KIND'],
      ['a missing label after a text', ['1', null as never], ['1', '0'], {}, 'MISSING_VALUE'],
      ['booleans', [true as never], [true as never], {}, 'WRONG_KIND'],
      ['too few weights', [1, 0], [1, 0], { sampleWeight: [1] }, 'SHAPE_MISMATCH'],
      ['a negative weight', [1, 0], [1, 0], { sampleWeight: [2, -1] }, 'OUT_OF_RANGE'],
      ['weights of 0 only', [1, 0], [1, 0], { sampleWeight: [0, 0] }, 'UNDEFINED_METRIC'],
      ['weights without end', [1, 0], [1, 0], { sampleWeight: [1e308, 1e308] }, 'OUT_OF_RANGE'],
    ])('refuses %s', (_, yTrue: Label[], yPred: Label[], options, code) => {
      expect(() => metric(yTrue, yPred, options)).toThrow(code);
      expect(() => metric(yTrue, yPred, options)).toThrow(`${name}: `);
    });
    it('takes labels of 1e300', () => {
      expect(() => metric([1e300, 1], [1, 1e300])).not.toThrow();
    });
  });

  it.each(names)('%s refuses 0/0, unless told its value', (name) => {
    const [t, p] =
      name === 'recall'
        ? [
            [0, 0],
            [1, 0],
          ]
        : [
            [0, name === 'precision' ? 1 : 0],
            [0, 0],
          ];
    expect(() => averaged[name](t, p)).toThrow('UNDEFINED_METRIC');
    expect(() => averaged[name](t, p)).toThrow('class 1');
    expect(averaged[name](t, p, { zeroDivision: 0 })).toBe(0);
    expect(averaged[name](t, p, { zeroDivision: 1 })).toBe(1);
  });
  it.each(names)('%s refuses a binary score of three classes or of the wrong name', (name) => {
    expect(() => averaged[name]([0, 1, 2], [0, 1, 2])).toThrow('INVALID_ARGUMENT');
    expect(() => averaged[name](['a', 'b'], ['a', 'b'])).toThrow('`positive`');
    expect(() => averaged[name](['a', 'a'], ['a', 'a'])).toThrow('`positive`');
    expect(() => averaged[name]([2, 3], [2, 3])).toThrow('`positive`');
  });
  it('refuses unknown options and doubles', () => {
    expect(() => precision([0, 1], [0, 1], { average: 'mean' as never })).toThrow(
      'INVALID_ARGUMENT',
    );
    expect(() => recall([0, 1], [0, 1], { zeroDivision: 2 as never })).toThrow('INVALID_ARGUMENT');
    expect(() => confusionMatrix([0], [0], { labels: [0, 0] })).toThrow('DUPLICATE_NAME');
    expect(() => confusionMatrix([0], [0], { labels: [] })).toThrow('EMPTY');
    expect(() => confusionMatrix([0], [1], { labels: [1] })).toThrow('INVALID_ARGUMENT');
    expect(() => confusionMatrix([0], [0], { normalize: 'rows' as never })).toThrow('"true"');
    expect(() => cohenKappa([0, 1], [0, 1], { weights: 'cubic' as never })).toThrow('"linear"');
    expect(() => fBetaScore([0, 1], [0, 1], { beta: -1 })).toThrow('OUT_OF_RANGE');
    expect(() => fBetaScore([0, 1], [0, 1], { beta: Number.NaN })).toThrow('OUT_OF_RANGE');
  });
  it('refuses averages over classes without rows, whose rows are the weights, unless told', () => {
    const options = { average: 'weighted', labels: [2] } as const;
    expect(() => precision([1, 1], [2, 2], options)).toThrow('UNDEFINED_METRIC');
    // As scikit-learn has it: where all weights are 0, the plain mean.
    expect(precision([1, 1], [2, 2], { ...options, zeroDivision: 1 })).toBe(0);
    expect(recall([1, 1], [2, 2], { ...options, zeroDivision: 1 })).toBe(1);
    expect(recall([0, 1], [0, 1], { ...options, zeroDivision: 0 })).toBe(0);
    const both = { ...options, labels: [2, 3], zeroDivision: 1 } as const;
    expect(precision([1, 1], [2, 2], both)).toBe(0.5);
    const report = classificationReport([1, 1], [2, 2], { labels: [2], zeroDivision: 0 });
    expect(report.weightedAverage).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
  });
  it('one class only: accuracy is defined, correlation and kappa are not', () => {
    expect(accuracy([1, 1], [1, 1])).toBe(1);
    expect(balancedAccuracy([1, 1], [1, 0])).toBe(0.5);
    expect(() => balancedAccuracy([1, 1], [1, 0], { adjusted: true })).toThrow('UNDEFINED_METRIC');
    expect(() => matthewsCorrelation([1, 1], [1, 0])).toThrow('UNDEFINED_METRIC');
    expect(matthewsCorrelation([1, 0], [1, 1], soft)).toBe(0);
    expect(() => cohenKappa([1, 1], [1, 1])).toThrow('UNDEFINED_METRIC');
    expect(cohenKappa([1, 1], [1, 1], { zeroDivision: 1 })).toBe(1);
  });
});
