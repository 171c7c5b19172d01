import { describe, expect, it } from 'vitest';
import { createRandom, Table } from '../../../src/core/index.js';
import { Pipeline, SimpleImputer, StandardScaler } from '../../../src/features/index.js';
import { brierScore, logLoss, rocAuc } from '../../../src/metrics/index.js';
import {
  calibrationTest,
  estimatePerformance,
  type ProbabilityMetricName,
  performanceReport,
  type ServedRow,
  skewReport,
} from '../../../src/monitoring/index.js';

const random = createRandom(12);
const probabilities = Array.from({ length: 4000 }, () => random.uniform() ** 2);
const outcomes = probabilities.map((p) => (random.uniform() < p ? 1 : 0));

describe('estimatePerformance', () => {
  it('agrees with four rows worked by hand', () => {
    const p = [0.9, 0.8, 0.1, 0.3];
    const of = (metric: ProbabilityMetricName) => estimatePerformance(p, { metric }).estimate!;
    expect(of('accuracy')).toBeCloseTo((0.9 + 0.8 + 0.9 + 0.7) / 4, 12);
    expect(of('precision')).toBeCloseTo(1.7 / 2, 12);
    expect(of('recall')).toBeCloseTo(1.7 / 2.1, 12);
    expect(of('f1Score')).toBeCloseTo(3.4 / 4.1, 12);
    expect(of('brierScore')).toBeCloseTo((0.09 + 0.16 + 0.09 + 0.21) / 4, 12);
  });

  it.each<[ProbabilityMetricName, (t: number[], p: number[]) => number]>([
    ['brierScore', brierScore],
    ['logLoss', logLoss],
    ['rocAuc', rocAuc],
    ['accuracy', (t, p) => t.filter((y, i) => y === (p[i]! >= 0.5 ? 1 : 0)).length / t.length],
  ])('foretells the %s of calibrated probabilities, within its interval', (metric, score) => {
    const found = estimatePerformance(probabilities, { metric, level: 0.998, draws: 2000 });
    const truth = score(outcomes, probabilities);
    expect(truth).toBeGreaterThan(found.low!);
    expect(truth).toBeLessThan(found.high!);
    expect(found.high! - found.low!).toBeLessThan(0.05);
  });

  it('is the metric itself where probabilities are sure', () => {
    for (const metric of ['accuracy', 'rocAuc', 'recall', 'f1Score'] as const) {
      expect(estimatePerformance([0, 1, 1, 0], { metric })).toMatchObject({
        estimate: 1,
        low: 1,
        high: 1,
      });
    }
    expect(estimatePerformance([0.1, 0.2], { metric: 'precision' })).toMatchObject({
      estimate: null,
      low: null,
    });
    expect(estimatePerformance([0.5, 0.5, 0.5], { metric: 'rocAuc' }).estimate).toBeCloseTo(
      0.5,
      12,
    );
  });

  it('covers the truth in about 95 of 100 draws', () => {
    let covered = 0;
    for (let draw = 0; draw < 300; draw++) {
      const r = random.fork(draw);
      const p = Array.from({ length: 100 }, () => r.uniform());
      const truth = p.filter((x) => r.uniform() < x === x >= 0.5).length / 100;
      const found = estimatePerformance(p, { draws: 200, seed: draw });
      if (truth >= found.low! && truth <= found.high!) covered++;
    }
    expect(covered).toBeGreaterThan(273); // binomial, 99.9%: 273 to 295 of 300, whole counts widen
  });

  it('warns where labelled rows speak against calibration', () => {
    const sure = probabilities.map((p) => Math.sqrt(p));
    const warned = estimatePerformance(sure, {
      calibration: { labels: outcomes, probabilities: sure },
    });
    expect(warned.calibration!.calibrated).toBe(false);
    expect(warned.note).toContain('do not trust');
    const trusted = estimatePerformance(probabilities, {
      calibration: { labels: outcomes, probabilities },
    });
    expect(trusted.calibration!.calibrated).toBe(true);
  });

  it.each([
    [() => estimatePerformance([]), 'EMPTY'],
    [() => estimatePerformance([1.2]), 'OUT_OF_RANGE'],
    [() => estimatePerformance([Number.NaN]), 'OUT_OF_RANGE'],
    [() => estimatePerformance([0.5], { draws: 5 }), 'OUT_OF_RANGE'],
    [() => estimatePerformance([0.5], { level: 1 }), 'OUT_OF_RANGE'],
    [() => estimatePerformance([0.5], { metric: 'mape' as 'recall' }), 'INVALID_ARGUMENT'],
    [() => calibrationTest([2], [0.5]), 'NOT_BINARY'],
    [() => calibrationTest([1], []), 'SHAPE_MISMATCH'],
    [() => calibrationTest([], []), 'EMPTY'],
  ])('refuses %s', (call, code) => {
    expect(call).toThrow(code);
  });
});

describe('calibrationTest', () => {
  it('agrees with two rows worked by hand', () => {
    const found = calibrationTest([1, 0], [0.8, 0.3]);
    const [v1, v2] = [0.16, 0.21];
    const middle = (v1 * 0.8 + v2 * 0.3) / (v1 + v2);
    const level = (0.2 - 0.3) ** 2 / (v1 + v2);
    const slope =
      (0.2 * (0.8 - middle) - 0.3 * (0.3 - middle)) ** 2 /
      (v1 * (0.8 - middle) ** 2 + v2 * (0.3 - middle) ** 2);
    expect(found.statistic).toBeCloseTo(level + slope, 12);
    expect(found).toMatchObject({ expected: 0.55, observed: 0.5, calibrated: true });
    expect(found.degreesOfFreedom).toBe(2);
  });

  it('refutes what was called impossible, and judges by the level alone where all are equal', () => {
    expect(calibrationTest([1], [0])).toMatchObject({ pValue: 0, calibrated: false });
    expect(calibrationTest([1, 0], [0.5, 0.5])).toMatchObject({ degreesOfFreedom: 1, pValue: 1 });
  });
});

describe('performanceReport', () => {
  const at = (k: number) => new Date(Date.UTC(2015, 0, 1 + k));
  const late = Table.from({
    at: Array.from({ length: 90 }, (_, k) => at(k)),
    // Right in the first thirty days, wrong in the next, without labels after.
    rain: Array.from({ length: 90 }, (_, k) => (k < 60 ? k % 2 : Number.NaN)),
    p: Array.from({ length: 90 }, (_, k) => (k < 30 ? 0.1 + 0.8 * (k % 2) : 0.9 - 0.8 * (k % 2))),
  });
  const options = { label: 'rain', prediction: 'p', metric: 'accuracy', promised: 0.9 } as const;

  it('measures what has labels, and estimates the rest', () => {
    const report = performanceReport(late, { ...options, window: 30, time: 'at' });
    expect(report.windows.map(({ verdict }) => verdict)).toEqual([
      'as promised',
      'worse',
      'unknown',
    ]);
    expect(report.windows.map(({ measured }) => measured?.estimate)).toEqual([1, 0, undefined]);
    expect(report.windows.map(({ estimated }) => estimated!.estimate!.toFixed(2))).toEqual([
      '0.90',
      '0.90',
      '0.90',
    ]);
    expect(report).toMatchObject({ rowCount: 90, labelled: 60, untimed: 0 });
  });

  it('says when the labels that have come are no fair sample', () => {
    const p = Array.from({ length: 400 }, () => random.uniform());
    const rows = (known: (x: number, i: number) => boolean) =>
      Table.from({
        p,
        y: p.map((x, i) => (known(x, i) ? Number(random.uniform() < x) : Number.NaN)),
      });
    const told = { label: 'y', prediction: 'p', metric: 'brierScore', promised: 0.2 } as const;
    expect(
      performanceReport(
        rows((x) => x > 0.6),
        told,
      ).labelledAlikePValue,
    ).toBeLessThan(1e-6);
    expect(
      performanceReport(
        rows((_, i) => i % 3 === 0),
        told,
      ).labelledAlikePValue,
    ).toBeGreaterThan(0.01);
    expect(
      performanceReport(
        rows(() => true),
        told,
      ).labelledAlikePValue,
    ).toBeNull();
  });

  it('takes truth values for labels, and errors of numbers', () => {
    const rows = Table.from({
      yes: Array.from({ length: 60 }, (_, k) => k % 2 === 1),
      p: late.number('p').slice(0, 60),
    });
    const measured = performanceReport(rows, { ...options, label: 'yes' }).windows[0]!.measured!;
    expect(measured.estimate).toBeCloseTo(0.5, 12);
    const delays = Table.from({
      y: Array.from({ length: 40 }, (_, k) => k),
      p: Array.from({ length: 40 }, (_, k) => k + 3),
    });
    const report = performanceReport(delays, {
      label: 'y',
      prediction: 'p',
      metric: 'meanAbsoluteError',
      promised: 2,
    });
    expect(report.windows[0]).toMatchObject({
      measured: { estimate: 3 },
      verdict: 'worse',
      estimated: null,
    });
  });

  it('has no verdict where the metric is undefined', () => {
    const rows = Table.from({
      y: new Array(50).fill(1),
      p: Array.from({ length: 50 }, () => random.uniform()),
    });
    const [window] = performanceReport(rows, {
      label: 'y',
      prediction: 'p',
      metric: 'rocAuc',
      promised: 0.8,
    }).windows;
    expect(window).toMatchObject({ measured: null, verdict: 'unknown', labelled: 50 });
  });

  it.each([
    [{ ...options, label: 'snow' }, 'UNKNOWN_COLUMN'],
    [{ ...options, label: 'at' }, 'WRONG_KIND'],
    [{ ...options, prediction: 'rain' }, 'MISSING_VALUE'],
    [{ ...options, metric: 'mape' as 'accuracy' }, 'INVALID_ARGUMENT'],
    [{ ...options, promised: Number.NaN }, 'OUT_OF_RANGE'],
    [{ ...options, time: 'at' }, 'INVALID_ARGUMENT'],
    [{ ...options, minimumLabels: 1 }, 'OUT_OF_RANGE'],
    [{ ...options, labels: 'x' } as never, 'INVALID_ARGUMENT'],
  ])('refuses %j', (wrong, code) => {
    expect(() => performanceReport(late, wrong)).toThrow(code);
  });

  it('refuses what is no probability, and labels that are neither 0 nor 1', () => {
    const rows = Table.from({
      y: new Array(40).fill(2),
      p: new Array(40).fill(0.5),
      q: new Array(40).fill(5),
    });
    const told = { label: 'y', prediction: 'p', metric: 'brierScore', promised: 0 } as const;
    expect(() => performanceReport(rows, told)).toThrow('NOT_BINARY');
    expect(() => performanceReport(rows, { ...told, prediction: 'q' })).toThrow('OUT_OF_RANGE');
    expect(() => performanceReport(Table.from({ y: [], p: [] }), told)).toThrow('EMPTY');
  });
});

describe('skewReport', () => {
  const train = Table.from({ wind: [1, 2, Number.NaN, 5], rain: [0, 3, 1, 2] });
  const pipeline = new Pipeline({ steps: [new SimpleImputer(), new StandardScaler()] }).fit(train);
  const served = (change: (features: number[], row: number) => void = () => {}): ServedRow[] =>
    Array.from({ length: 20 }, (_, row) => {
      const input = { wind: row === 3 ? null : row / 7, rain: row };
      const features = [...pipeline.transformRecord(input)];
      change(features, row);
      return { id: `r${row}`, input, features };
    });

  it('finds nothing where serving ran the same code', () => {
    const report = skewReport(pipeline, served());
    expect(report).toMatchObject({
      skewed: false,
      identicalRows: 20,
      skewedFeatures: [],
      refusedRows: 0,
    });
    expect(report.summary).toBe('No difference in 20 rows of 2 features.');
  });

  it('finds one bit, and says where', () => {
    const report = skewReport(
      pipeline,
      served((features, row) => {
        if (row === 7 || row === 9) features[1]! += 2 ** -50;
      }),
    );
    expect(report.skewedFeatures).toEqual(['rain']);
    expect(report.identicalRows).toBe(18);
    const rain = report.features[1]!;
    expect(rain).toMatchObject({
      differing: 2,
      share: 0.1,
      first: { row: 7, id: 'r7', input: { rain: 7 } },
    });
    expect(rain.largestDifference).toBeGreaterThan(0);
    expect(
      skewReport(
        pipeline,
        served((features) => {
          features[1]! += 2 ** -50;
        }),
        { tolerance: 1e-9 },
      ).skewed,
    ).toBe(false);
  });

  it('reads features by name and NaN as null, as a log holds them', () => {
    const code = { outputNames: ['a', 'b'], transformRecord: () => [Number.NaN, -0] };
    const rows = [{ input: {}, features: { b: 0, a: null } }];
    expect(skewReport(code, JSON.parse(JSON.stringify(rows))).skewed).toBe(false);
    const report = skewReport(code, [{ input: {}, features: [1, 0] }]);
    expect(report.features[0]).toMatchObject({
      differing: 1,
      largestDifference: null,
      first: { served: 1, replayed: null },
    });
  });

  it('tells rows that training code refuses', () => {
    const rows = [...served(), { input: { wind: 'x', rain: 1 }, features: [0, 0] }];
    const report = skewReport(pipeline, rows);
    expect(report).toMatchObject({ skewed: true, refusedRows: 1, identicalRows: 20 });
    expect(report.refused[0]!.message).toContain('WRONG_COLUMNS');
    expect(report.summary).toContain('Training code refuses 1 row, first row 20.');
  });

  it('finds a window that counts one day too many, which no drift test sees', () => {
    const days = Array.from({ length: 60 }, (_, day) => ({ day, wet: random.integer(0, 2) }));
    const wetBefore = (day: number, today: 0 | 1) =>
      days.slice(Math.max(0, day - 3 + today), day + today).reduce((sum, { wet }) => sum + wet, 0);
    const training = {
      outputNames: ['wetDays'],
      transformRecord: ({ day }: Readonly<Record<string, unknown>>) => [
        wetBefore(day as number, 1),
      ],
    };
    const rows = days.map((input) => ({
      input: { ...input },
      features: [wetBefore(input.day, 0)],
    }));
    const report = skewReport(training, rows);
    expect(report.skewed).toBe(true);
    expect(report.features[0]!.share).toBeGreaterThan(0.2);
  });

  it.each([
    [() => skewReport(pipeline, []), 'EMPTY'],
    [() => skewReport(pipeline, [{ input: {}, features: [1] }]), 'SHAPE_MISMATCH'],
    [() => skewReport(pipeline, [{ input: {}, features: { wind: 1, hail: 2 } }]), 'SHAPE_MISMATCH'],
    [() => skewReport(pipeline, [{ input: {}, features: ['1', 2] as never }]), 'SHAPE_MISMATCH'],
    [() => skewReport(pipeline, served(), { tolerance: -1 }), 'OUT_OF_RANGE'],
    [() => skewReport(pipeline, served(), { toleranse: 1 } as object), 'INVALID_ARGUMENT'],
  ])('refuses %s', (call, code) => {
    expect(call).toThrow(code);
  });
});
