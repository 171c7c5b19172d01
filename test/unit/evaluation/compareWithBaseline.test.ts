import { describe, expect, it } from 'vitest';
import { createRandom, Matrix, Table } from '../../../src/core/index.js';
import { defineSchema } from '../../../src/data/index.js';
import { differenceIntervals, expandedTail } from '../../../src/evaluation/differenceIntervals.js';
import {
  type BaselineComparison,
  type Baselines,
  type CompareOptions,
  compareWithBaseline,
  type GateMetric,
} from '../../../src/evaluation/index.js';
import { ColumnTransformer, Pipeline, StandardScaler } from '../../../src/features/index.js';
import { brierScore, logLoss, meanPinballLoss } from '../../../src/metrics/index.js';
import {
  GaussianNaiveBayes,
  LinearRegression,
  LogisticRegression,
  MajorityClassifier,
  Ridge,
} from '../../../src/models/index.js';

const none = { absent: 'nobody does this today' };
const nobody: Baselines = { expert: none, incumbent: none };
const options: CompareOptions = { knownAt: { unchecked: 'made-up numbers' } };
const random = createRandom(7);
const draw = (n: number) => {
  const rows = Array.from({ length: n }, () => [random.normal(), random.normal()]);
  return {
    X: Matrix.from(rows),
    y: rows.map(([a]) => (a! + random.normal() > 0 ? 1 : 0)),
    value: rows.map(([a]) => 3 * a! + random.normal()),
  };
};
const [train, test] = [draw(300), draw(400)];
const data = { train, test };
const logistic = { name: 'logistic', model: new LogisticRegression() };
const score = (found: BaselineComparison, role: string) =>
  found.scores.find((one) => one.role === role)!.score;

describe('compareWithBaseline', () => {
  it('ships what beats all three, and says by how much', async () => {
    const found = await compareWithBaseline(
      logistic,
      {
        expert: { name: 'coin', rule: () => 0.5 },
        incumbent: {
          name: 'v1',
          fitted: new MajorityClassifier().fit(train.X, train.y),
        },
      },
      data,
      'brierScore',
      options,
    );
    expect(found.verdict).toBe('ship');
    expect(found.reason).toMatch(/coin \(expert\) by 0\.\d+, at least 0\.\d+/);
    expect(found.differences.map(({ role }) => role)).toEqual(['naive', 'expert', 'incumbent']);
    for (const { low, high, difference } of found.differences) {
      expect(low).toBeLessThan(difference);
      expect(difference).toBeLessThan(high);
      expect(high).toBeLessThan(0);
    }
    const p = new LogisticRegression().fit(train.X, train.y).predictProbability(test.X);
    expect(score(found, 'custom')).toBeCloseTo(brierScore(test.y, p.column(1)), 12);
    expect(score(found, 'expert')).toBe(0.25);
    expect(score(found, 'naive')).toBeCloseTo(score(found, 'incumbent'), 12);
  });

  it('says how many rows it learned from and was judged on, and how sure each interval is', async () => {
    const stated = { ...options, level: 0.9, candidatesTried: 20 };
    const found = await compareWithBaseline(logistic, nobody, data, 'brierScore', stated);
    expect(found.rows).toEqual({ train: 300, test: 400 });
    expect([found.level, found.candidatesTried]).toEqual([0.9, 20]);
    expect(found.intervalLevel).toBeCloseTo(0.995, 14); // the 10% of doubt is shared by 20
    expect(found.differences.map(({ name }) => name)).toEqual(['the best constant']);
  });

  it('does not ship what the incumbent equals, and what one of three beats', async () => {
    const incumbent = { name: 'v1', model: new LogisticRegression() };
    const same = await compareWithBaseline(
      logistic,
      { expert: none, incumbent },
      data,
      'logLoss',
      options,
    );
    expect(same.verdict).toBe('do not ship');
    expect(same.differences[1]).toMatchObject({ difference: 0, low: 0, high: 0, beaten: false });
    expect(same.reason).toMatch('is not better than v1 (incumbent)');
    expect(same.absent).toEqual([{ role: 'expert', reason: none.absent }]);
    const worse = await compareWithBaseline(
      { name: 'lazy', model: new MajorityClassifier() },
      { expert: none, incumbent },
      data,
      'logLoss',
      options,
    );
    expect(worse.differences[1]!.low).toBeGreaterThan(0);
    expect(worse.verdict).toBe('do not ship');
  });

  it('is plain JSON, and the same for the same seed', async () => {
    const run = (seed: number) =>
      compareWithBaseline(logistic, nobody, data, 'brierScore', { ...options, seed });
    const found = await run(1);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(await run(1)).toEqual(found);
    expect((await run(2)).differences[0]!.low).not.toBe(found.differences[0]!.low);
  });

  it('asks for the gain that is asked for', async () => {
    const found = await compareWithBaseline(logistic, nobody, data, 'brierScore', {
      ...options,
      minimumGain: 0.2,
    });
    expect(found.differences[0]!.high).toBeLessThan(0);
    expect(found.verdict).toBe('do not ship');
    expect(found.reason).toMatch('a gain of 0.2 is asked');
  });

  it('widens the interval with the number of candidates and with groups, and t for few units', async () => {
    const width = async (over: Partial<CompareOptions>) => {
      const all = { ...options, ...over };
      const { differences } = await compareWithBaseline(logistic, nobody, data, 'brierScore', all);
      return differences[0]!.high - differences[0]!.low;
    };
    const one = await width({});
    expect(await width({ candidatesTried: 20 })).toBeGreaterThan(1.4 * one);
    const groups = test.y.map((y, i) => (y === 1 ? i % 40 : 40 + (i % 40)));
    expect(await width({ groups })).not.toBe(one);
    expect(expandedTail(0.025, 1e6)).toBeCloseTo(0.025, 5);
    // Φ(−√(30 / 29) · 2.04523), with Student's t for 29 degrees from a printed table
    expect(expandedTail(0.025, 30)).toBeCloseTo(0.01876, 4);
  });

  it('never ships on fewer than 30 rows or groups', async () => {
    const few = {
      X: test.X.selectRows(Array.from({ length: 29 }, (_, i) => i)),
      y: test.y.slice(0, 29),
    };
    const perfect = { name: 'oracle', predictions: few.y };
    const found = await compareWithBaseline(
      perfect,
      nobody,
      { train, test: few },
      'brierScore',
      options,
    );
    expect(found.verdict).toBe('do not ship');
    expect(found.reason).toMatch('29 rows');
    const day = await compareWithBaseline(logistic, nobody, data, 'brierScore', {
      ...options,
      groups: test.y.map(() => 'one day'),
    });
    expect(day.verdict).toBe('do not ship');
  });

  it('gives a rule of cases what was right for such cases in training', async () => {
    const part = (y: number[]) => ({ X: Matrix.from(y.map((_, i) => [i % 2])), y });
    const halves = { train: part([1, 0, 1, 0, 0, 0]), test: part([1, 0]) };
    const expert = { name: 'even', rule: ([side]: Float64Array) => side === 0 };
    const found = await compareWithBaseline(
      { name: 'half', rule: () => 0.5 },
      { expert, incumbent: none },
      halves,
      'brierScore',
      options,
    );
    // even rows: 2 of 3 were 1, odd ones: none
    expect(score(found, 'expert')).toBeCloseTo((1 / 9 + 0) / 2, 12);
    expect(score(found, 'custom')).toBe(0.25);
    expect(score(found, 'naive')).toBeCloseTo(((2 / 3) ** 2 + (1 / 3) ** 2) / 2, 12);
  });

  it('prices alarms: at the threshold of theory unless another is given', async () => {
    const y = [1, 0, 1, 0];
    const four = { X: Matrix.from([[0], [1], [2], [3]]), y };
    const run = (threshold?: number) =>
      compareWithBaseline(
        { name: 'model', predictions: [0.9, 0.1, 0.02, 0.2] },
        nobody,
        { train: four, test: four },
        {
          name: 'cost',
          missCost: 20,
          falseAlarmCost: 1,
          hitCost: 1,
          ...(threshold ? { threshold } : {}),
        },
        options,
      );
    const found = await run();
    expect(found.metric).toMatchObject({ threshold: 1 / 20 });
    expect(score(found, 'custom')).toBe((1 + 1 + 20 + 1) / 4);
    expect(score(await run(0.5), 'custom')).toBe((1 + 0 + 20 + 0) / 4);
    expect(score(found, 'naive')).toBe(1); // 0.5 is above 0.05: an alarm for all
  });

  it.each([
    [
      'meanSquaredError',
      (t: number[], p: number[]) => t.reduce((s, v, i) => s + (v - p[i]!) ** 2, 0) / t.length,
    ],
    [
      'meanAbsoluteError',
      (t: number[], p: number[]) => t.reduce((s, v, i) => s + Math.abs(v - p[i]!), 0) / t.length,
    ],
    [
      { name: 'meanPinballLoss', alpha: 0.9 },
      (t: number[], p: number[]) => meanPinballLoss(t, p, { alpha: 0.9 }),
    ],
  ] as [
    GateMetric,
    (t: number[], p: number[]) => number,
  ][])('judges numbers by %s', async (metric, by) => {
    const numbers = { train: { X: train.X, y: train.value }, test: { X: test.X, y: test.value } };
    const found = await compareWithBaseline(
      { name: 'line', model: new LinearRegression() },
      nobody,
      numbers,
      metric,
      options,
    );
    const predicted = [...new LinearRegression().fit(train.X, train.value).predict(test.X)];
    expect(score(found, 'custom')).toBeCloseTo(by(test.value, predicted), 9);
    expect(found.verdict).toBe('ship');
  });

  it('judges three classes, and lets the positive one be named', async () => {
    const words = (part: typeof train) => part.value.map((v) => (v < -1 ? 'a' : v < 1 ? 'b' : 'c'));
    const three = { train: { X: train.X, y: words(train) }, test: { X: test.X, y: words(test) } };
    const found = await compareWithBaseline(logistic, nobody, three, 'logLoss', options);
    const fitted = new LogisticRegression().fit(train.X, words(train));
    expect(score(found, 'custom')).toBeCloseTo(
      logLoss(words(test), fitted.predictProbability(test.X)),
      12,
    );
    expect(found.verdict).toBe('ship');
    const y = test.y.map((v) => (v === 1 ? 'damage' : 'none'));
    const named = { train: { X: test.X, y }, test: { X: test.X, y } };
    const told = await compareWithBaseline(
      { name: 'truth', predictions: test.y },
      { expert: { name: 'bayes', model: new GaussianNaiveBayes() }, incumbent: none },
      named,
      'brierScore',
      { ...options, positiveLabel: 'damage' },
    );
    expect(score(told, 'custom')).toBe(0);
    expect(score(told, 'expert')).toBeLessThan(score(told, 'naive'));
  });

  it('reads a matrix as predictProbability gives it, whichever class is the positive one', async () => {
    const words = (part: typeof train) => part.y.map((one) => (one === 1 ? 'yes' : 'no'));
    const named = {
      train: { X: train.X, y: words(train) },
      test: { X: test.X, y: words(test) },
    };
    const p = new LogisticRegression().fit(train.X, named.train.y).predictProbability(test.X);
    for (const positiveLabel of ['no', 'yes']) {
      const positive = p.column(positiveLabel === 'no' ? 0 : 1);
      const found = await compareWithBaseline(
        { name: 'a matrix', predictions: p },
        {
          expert: { name: 'a column', predictions: positive },
          incumbent: { name: 'a model', model: new LogisticRegression() },
        },
        named,
        { name: 'cost', falseAlarmCost: 1, missCost: 3, hitCost: 0, threshold: 0.3 },
        { ...options, positiveLabel },
      );
      expect(score(found, 'custom')).toBe(score(found, 'expert'));
      expect(score(found, 'custom')).toBe(score(found, 'incumbent'));
    }
  });

  it('keeps the price of one sure mistake finite, and gives the alarm at the threshold itself', async () => {
    const two = { X: Matrix.zeros(2, 1), y: [1, 0] };
    const run = (predictions: number[], metric: GateMetric) =>
      compareWithBaseline(
        { name: 'p', predictions },
        nobody,
        { train: two, test: two },
        metric,
        options,
      );
    const sure = await run([0, 0], 'logLoss');
    expect(score(sure, 'custom')).toBeCloseTo(logLoss(two.y, [0, 0]), 12);
    const cost = { name: 'cost', missCost: 3, falseAlarmCost: 1 } as const; // threshold 1 / 4
    expect(score(await run([0.25, 0.2], cost), 'custom')).toBe(0);
    expect(score(await run([0.2, 0.25], cost), 'custom')).toBe(2);
  });

  it('takes the best constant of the metric for naive: mean, median or quantile', async () => {
    const values = [0, 0, 0, 1, 9];
    const five = { X: Matrix.zeros(5, 1), y: values };
    const naive = async (metric: GateMetric) =>
      score(
        await compareWithBaseline(
          { name: 'truth', predictions: values },
          nobody,
          { train: five, test: five },
          metric,
          options,
        ),
        'naive',
      );
    expect(await naive('meanSquaredError')).toBeCloseTo((3 * 4 + 1 + 49) / 5, 12); // about 2
    expect(await naive('meanAbsoluteError')).toBeCloseTo(10 / 5, 12); // about 0
    expect(await naive({ name: 'meanPinballLoss', alpha: 0.75 })).toBeCloseTo(
      (0.25 * 3 + 0.75 * 8) / 5, // about 1
      12,
    );
  });

  it("reaches as far as Student's t asks where units are few", () => {
    const column = Float64Array.from({ length: 30 }, () => random.normal());
    const units = Array.from(column, (_, i) => [i]);
    let width = 0;
    for (let seed = 0; seed < 10; seed++) {
      const found = differenceIntervals([column], units, 0.025, createRandom(seed));
      const { low, high } = found.intervals[0]!;
      width += (high - low) / 10;
    }
    const mean = column.reduce((sum, v) => sum + v, 0) / 30;
    const deviation = Math.sqrt(column.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 29);
    expect(width / ((2 * deviation) / Math.sqrt(30))).toBeGreaterThan(1.99); // t is 2.045
  });

  it('draws many rows in bundles to the same interval', async () => {
    const n = 12_000;
    const big = { X: Matrix.zeros(n, 1), y: Array.from({ length: n }, (_, i) => i % 2) };
    const p = big.y.map((y) => 0.5 + 0.01 * (y - 0.5) + 0.1 * random.normal());
    const { differences, units } = await compareWithBaseline(
      { name: 'noise', predictions: p },
      nobody,
      { train: big, test: big },
      'brierScore',
      options,
    );
    const { difference, low, high } = differences[0]!;
    const losses = p.map((v, i) => (v - big.y[i]!) ** 2 - 0.25);
    const spread = Math.sqrt(losses.reduce((s, v) => s + (v - difference) ** 2, 0)) / n;
    expect(units).toBe(n);
    expect((high - low) / (2 * 1.96 * spread)).toBeCloseTo(1, 1);
  });
});

describe('what is known in time', () => {
  const schema = defineSchema(
    {
      size: { kind: 'number', knownAt: 'at the strike' },
      bill: { kind: 'number', knownAt: 'after repair' },
      note: { kind: 'number' },
    },
    { moments: ['at the strike', 'after repair'] },
  );
  const tables = (part: typeof train) => ({
    X: Table.from({ size: part.X.column(0), bill: part.X.column(1), note: part.X.column(1) }),
    y: part.y,
  });
  const both = { train: tables(train), test: tables(test) };
  const reading = (columns: string[]) => ({
    name: 'pipeline',
    model: new Pipeline({
      steps: [new ColumnTransformer({ parts: [{ columns, steps: [new StandardScaler()] }] })],
      model: new LogisticRegression(),
    }),
  });
  const knownAt = { schema, moment: 'at the strike' };
  const run = (columns: string[], over: object = knownAt) =>
    compareWithBaseline(reading(columns), nobody, both, 'brierScore', { knownAt: over as never });

  it('lets pass what reads only what is known, and stores which columns', async () => {
    const found = await run(['size']);
    expect(found.verdict).toBe('ship');
    expect(found.knownInTime).toEqual({
      moment: 'at the strike',
      columns: ['size'],
      unchecked: null,
    });
    const later = await run(['size', 'bill'], { ...knownAt, moment: 'after repair' });
    expect(later.knownInTime.columns).toEqual(['size', 'bill']);
  });

  it('refuses what is known too late, and what nobody has stated', async () => {
    await expect(run(['size', 'bill'])).rejects.toThrow('"bill" (after repair)');
    await expect(run(['bill'])).rejects.toThrow('SCHEMA_VIOLATION');
    await expect(run(['note'])).rejects.toThrow('does not say when');
    await expect(run(['size'], { ...knownAt, columns: ['bill'] })).rejects.toThrow('bill');
  });

  it('asks for names where a matrix has none, and for a moment of the schema', async () => {
    await expect(
      compareWithBaseline(logistic, nobody, data, 'brierScore', { knownAt }),
    ).rejects.toThrow('knownAt.columns');
    await expect(run(['size'], { ...knownAt, moment: 'later' })).rejects.toThrow('knownAt.moment');
  });

  it('stores why nobody looked', async () => {
    const found = await run(['bill'], { unchecked: 'one moment only' });
    expect(found.knownInTime).toEqual({ moment: null, columns: [], unchecked: 'one moment only' });
  });
});

describe('the gate against luck', () => {
  // Each row: the baseline misses the true chance by 0.1 upwards, a candidate by 0.1 either way.
  // So no candidate is better in truth, and the best of twenty looks better by chance alone.
  const passes = async (candidatesTried: number, trials: number) => {
    let passed = 0;
    const source = createRandom(11);
    const n = 100;
    for (let trial = 0; trial < trials; trial++) {
      const chance = Array.from({ length: n }, () => source.uniform(0.2, 0.8));
      const y = chance.map((p) => (source.uniform() < p ? 1 : 0));
      const loss = (p: number[]) => p.reduce((sum, v, i) => sum + (v - y[i]!) ** 2, 0);
      const candidates = Array.from({ length: 20 }, () =>
        chance.map((p) => p + (source.uniform() < 0.5 ? 0.1 : -0.1)),
      );
      const best = candidates.reduce((a, b) => (loss(b) < loss(a) ? b : a));
      const part = { X: Matrix.zeros(n, 1), y };
      const found = await compareWithBaseline(
        { name: 'the luckiest', predictions: best },
        {
          naive: { name: 'n', predictions: chance.map((p) => p + 0.1) },
          expert: none,
          incumbent: none,
        },
        { train: part, test: part },
        'brierScore',
        { ...options, candidatesTried, level: 0.9, random: source },
      );
      if (found.verdict === 'ship') passed++;
    }
    return passed / trials;
  };

  it('passes the luckiest of 20 noise models in at most about (1 − level) / 2 of all cases', async () => {
    expect(await passes(20, 80)).toBeLessThan(0.05 + 2.5 * Math.sqrt((0.05 * 0.95) / 80));
  });

  it('would pass it several times as often if nobody counted the others', async () => {
    expect(await passes(1, 40)).toBeGreaterThan(0.2);
  });
});

describe('refusals', () => {
  const custom = { name: 'p', predictions: test.y };
  it.each([
    ['accuracy', 'accuracy', 'prices a miss like a false alarm'],
    ['a ranking', 'rocAuc', 'order of the rows only'],
    ['an unknown metric', 'brier', 'brierScore'],
    ['a name from the prototype', 'constructor', 'INVALID_ARGUMENT'],
    ['a quantile of 0', { name: 'meanPinballLoss', alpha: 0 }, 'OUT_OF_RANGE'],
    [
      'costs of nothing',
      { name: 'cost', missCost: 0, falseAlarmCost: 0 },
      'every model is as good',
    ],
    ['a negative cost', { name: 'cost', missCost: -1, falseAlarmCost: 0 }, 'OUT_OF_RANGE'],
  ])('%s as the metric', async (_, metric, code) => {
    await expect(
      compareWithBaseline(custom, nobody, data, metric as never, options),
    ).rejects.toThrow(code);
  });

  it.each([
    ['no word on what is known', {}, 'knownAt is missing'],
    ['no word why nobody looked', { knownAt: { unchecked: ' ' } }, 'Say why in words'],
    ['a hundred and one candidates', { ...options, candidatesTried: 101 }, 'luck'],
    ['no candidate', { ...options, candidatesTried: 0 }, 'OUT_OF_RANGE'],
    ['level 1', { ...options, level: 1 }, 'OUT_OF_RANGE'],
    ['a negative gain', { ...options, minimumGain: -1 }, 'OUT_OF_RANGE'],
    ['groups of other rows', { ...options, groups: [1] }, 'SHAPE_MISMATCH'],
    ['a slip of the pen', { ...options, candidates: 3 }, 'candidatesTried'],
    ['a positive label that is none', { ...options, positiveLabel: 2 }, 'positiveLabel'],
  ])('%s', async (_, over, code) => {
    await expect(
      compareWithBaseline(custom, nobody, data, 'brierScore', over as never),
    ).rejects.toThrow(code);
  });

  it.each([
    ['a missing incumbent', { expert: none }, 'incumbent is missing'],
    ['an absence without a reason', { expert: { absent: '' }, incumbent: none }, 'expert.absent'],
    ['another role', { ...nobody, rival: none }, 'INVALID_ARGUMENT'],
    [
      'a rule of numbers and cases',
      {
        expert: { name: 'r', rule: (_: unknown, i: number) => (i ? 'big' : 0.5) },
        incumbent: none,
      },
      'WRONG_KIND',
    ],
    [
      'a probability of 2',
      { expert: { name: 'r', rule: () => 2 }, incumbent: none },
      'OUT_OF_RANGE',
    ],
    ['a regressor', { expert: { name: 'r', model: new Ridge() }, incumbent: none }, 'UNSUPPORTED'],
    [
      'predictions of other rows',
      { expert: { name: 'r', predictions: [0.5] }, incumbent: none },
      'SHAPE_MISMATCH',
    ],
  ])('%s', async (_, baselines, code) => {
    await expect(
      compareWithBaseline(custom, baselines as never, data, 'brierScore', options),
    ).rejects.toThrow(code);
  });

  it('one class, three for a cost, NaN targets and unequal lengths', async () => {
    const run = (y: unknown, metric: unknown = 'brierScore') => {
      const part = { X: test.X, y: y as number[] };
      const whoever = { name: 'c', predictions: part.y };
      return compareWithBaseline(
        whoever,
        nobody,
        { train: part, test: part },
        metric as never,
        options,
      );
    };
    await expect(run(test.y.map(() => 1))).rejects.toThrow('one class');
    await expect(
      run(
        test.y.map((_, i) => i % 3),
        { name: 'cost', missCost: 1, falseAlarmCost: 1 },
      ),
    ).rejects.toThrow('3 classes');
    await expect(
      run(
        test.y.map(() => Number.NaN),
        'meanSquaredError',
      ),
    ).rejects.toThrow('NOT_FINITE');
    await expect(run([1])).rejects.toThrow('SHAPE_MISMATCH');
  });
});
