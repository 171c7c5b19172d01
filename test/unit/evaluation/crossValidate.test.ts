import { describe, expect, it } from 'vitest';
import { Matrix, Table } from '../../../src/core/index.js';
import { crossValidate, learningCurve, type Metric } from '../../../src/evaluation/index.js';
import { ColumnTransformer, Pipeline, StandardScaler } from '../../../src/features/index.js';
import { f1Score, type Label } from '../../../src/metrics/index.js';
import {
  LinearRegression,
  LogisticRegression,
  MajorityClassifier,
  MeanRegressor,
  Ridge,
} from '../../../src/models/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly name: string;
  readonly X: number[][];
  readonly y: Label[];
  readonly folds: { readonly train: number[]; readonly test: number[] }[];
  readonly scores: Record<string, number[]>;
  readonly outOfFold: number[] | number[][];
  readonly curve: { metric: string; sizes: number[]; train: number[][]; test: number[][] };
}
const golden = loadGolden<Case>('crossValidate');
const modelOf = ({ name }: Case) =>
  name === 'numbers' ? new Ridge({ alpha: 1 }) : new LogisticRegression({ alpha: 1 });
const expectNear = (found: ArrayLike<number>, expected: readonly number[], digits = 6) => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, digits);
  });
};

const line = { X: Matrix.from([[1], [2], [3], [4]]), y: [2, 4, 6, 8] };
const halves = [
  { train: [0, 1], test: [2, 3] },
  { train: [2, 3], test: [0, 1] },
];
const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(i * 7), Math.cos(i * 3)]);
const two = { X: Matrix.from(rows), y: rows.map(([a]) => (a! > 0 ? 'wet' : 'dry')) };

describe('crossValidate', () => {
  it('judges each half by the mean of the other, worked by hand', async () => {
    const { scores, outOfFold, folds } = await crossValidate(new MeanRegressor(), line, {
      folds: halves,
      metrics: ['meanAbsoluteError', 'meanSquaredError'],
    });
    expect(scores.meanAbsoluteError).toEqual({
      values: Float64Array.from([4, 4]),
      mean: 4,
      deviation: 0,
    });
    expect([...scores.meanSquaredError!.values]).toEqual([17, 17]);
    expect([...outOfFold!.values!]).toEqual([7, 7, 3, 3]);
    expect(outOfFold!.labels).toBeNull();
    expect(folds).toEqual([
      { train: 2, test: 2 },
      { train: 2, test: 2 },
    ]);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, async (one) => {
    const data = { X: Matrix.from(one.X), y: one.y };
    const metrics = Object.keys(one.scores) as 'accuracy'[];
    const result = await crossValidate(modelOf(one), data, { folds: one.folds, metrics });
    for (const name of metrics) expectNear(result.scores[name]!.values, one.scores[name]!);
    const { values, probabilities } = result.outOfFold!;
    expectNear(values ?? probabilities!.data, one.outOfFold.flat());
  });

  it('takes a table and a pipeline, which learns anew in each fold', async () => {
    const X = Table.from({ a: rows.map(([a]) => a!), b: rows.map(([, b]) => b!) });
    const pipeline = new Pipeline({
      steps: [
        new ColumnTransformer({ parts: [{ columns: ['a', 'b'], steps: [new StandardScaler()] }] }),
      ],
      model: new LogisticRegression(),
    });
    const { scores, classes } = await crossValidate(
      pipeline,
      { X, y: two.y },
      { metrics: ['logLoss', 'accuracy'] },
    );
    expect(classes).toEqual(['dry', 'wet']);
    expect(scores.accuracy!.mean).toBeGreaterThan(0.8);
    expect(scores.logLoss!.mean).toBeLessThan(0.6);
  });

  it('waits for a model that learns in its own time', async () => {
    const slow = { fit: async (...args: [Matrix, number[]]) => new MeanRegressor().fit(...args) };
    const { scores } = await crossValidate(slow as never, line, {
      folds: halves,
      metrics: ['meanAbsoluteError'],
    });
    expect(scores.meanAbsoluteError!.mean).toBe(4);
  });

  it('deals each class out in equal shares, the same for the same seed', async () => {
    const y = two.y.map((_, i) => (i % 6 === 0 ? 1 : 0));
    const judge = (seed: number) =>
      crossValidate(new MajorityClassifier(), { X: two.X, y }, { metrics: ['brierScore'], seed });
    const { values } = (await judge(3)).scores.brierScore!;
    values.forEach((value) => {
      expect(value).toBeCloseTo((1 / 6) * (5 / 6), 12);
    });
    expect(await judge(3)).toEqual(await judge(3));
  });

  it('gives a class that the training part lacks probability 0', async () => {
    const y = [...two.y.slice(0, 29), 'snow'];
    const all = Array.from({ length: 30 }, (_, i) => i);
    const { scores, outOfFold, classes } = await crossValidate(
      new MajorityClassifier(),
      { X: two.X, y },
      { folds: [{ train: all.slice(0, 29), test: [29] }], metrics: ['logLoss'] },
    );
    expect(classes).toEqual(['dry', 'snow', 'wet']);
    expect(scores.logLoss!.mean).toBeCloseTo(-Math.log(2 ** -52), 9);
    expect(outOfFold!.probabilities!.at(29, 1)).toBe(0);
    expect(outOfFold!.probabilities!.at(0, 0)).toBeNaN();
  });

  it('gives no single prediction where a row is tested twice', async () => {
    const folds = [...halves, ...halves];
    const { outOfFold, scores } = await crossValidate(new MeanRegressor(), line, {
      folds,
      metrics: ['meanAbsoluteError'],
    });
    expect(outOfFold).toBeNull();
    expect(scores.meanAbsoluteError!.values).toHaveLength(4);
  });

  it('takes a metric of one’s own', async () => {
    const macro: Metric = {
      name: 'macroF1',
      needs: 'labels',
      better: 'higher',
      score: (t, p) => f1Score(t as string[], p as string[], { average: 'macro' }),
    };
    const { scores } = await crossValidate(new LogisticRegression(), two, { metrics: [macro] });
    expect(scores.macroF1!.mean).toBeGreaterThan(0.7);
  });

  const ridge = new Ridge();
  const mae = ['meanAbsoluteError'] as const;
  const one = { X: line.X, y: ['a', 'a', 'a', 'b'] };
  it.each([
    ['more folds than rows', ridge, line, { metrics: mae, folds: 5 }, 'OUT_OF_RANGE'],
    ['one fold', ridge, line, { metrics: mae, folds: 1 }, 'OUT_OF_RANGE'],
    ['no folds', ridge, line, { metrics: mae, folds: [] }, 'EMPTY'],
    ['unequal lengths', ridge, { X: line.X, y: [1] }, { metrics: mae }, 'SHAPE_MISMATCH'],
    ['no rows', ridge, { X: Matrix.from([]), y: [] }, { metrics: mae }, 'EMPTY'],
    ['a missing target', ridge, { X: line.X, y: [1, 2, NaN, 3] }, { metrics: mae }, 'NOT_FINITE'],
    [
      'a row that does not exist',
      ridge,
      line,
      { metrics: mae, folds: [{ train: [0], test: [4] }] },
      'OUT_OF_RANGE',
    ],
    [
      'a row in both parts',
      ridge,
      line,
      { metrics: mae, folds: [{ train: [0, 1], test: [1] }] },
      'judged by what',
    ],
    ['no metric', ridge, line, { metrics: [] }, 'EMPTY'],
    ['an unknown metric', ridge, line, { metrics: ['mae'] }, 'rootMeanSquaredError'],
    ['a metric twice', ridge, line, { metrics: [...mae, ...mae] }, 'DUPLICATE_NAME'],
    ['a slip of the pen', ridge, line, { metrics: mae, fold: 3 }, 'INVALID_ARGUMENT'],
    [
      'a fitted model',
      new LinearRegression().fit(line.X, line.y),
      line,
      { metrics: mae },
      'no fit',
    ],
    [
      'one class in a training part',
      new LogisticRegression(),
      one,
      { metrics: ['accuracy'], folds: halves },
      'folds[0].train',
    ],
    [
      'probabilities of a regressor',
      ridge,
      { X: line.X, y: [0, 1, 0, 1] },
      { metrics: ['brierScore'], folds: 2 },
      'UNSUPPORTED',
    ],
    [
      'one class in a test part, where ranks need two',
      new MajorityClassifier(),
      { X: line.X, y: [0, 1, 1, 0] },
      { metrics: ['rocAuc'], folds: [{ train: [0, 1], test: [2] }] },
      'rocAuc fails in folds[0].test',
    ],
  ])('refuses %s', async (_, model, data, options, code) => {
    await expect(crossValidate(model as never, data as never, options as never)).rejects.toThrow(
      code,
    );
  });
});

describe('learningCurve', () => {
  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, async (one) => {
    const data = { X: Matrix.from(one.X), y: one.y };
    const curve = await learningCurve(modelOf(one), data, {
      metric: one.curve.metric as 'accuracy',
      folds: one.folds,
      trainSizes: [0.5, 0.75, 1],
      shuffle: false,
    });
    expect(curve.trainSizes).toEqual(one.curve.sizes);
    curve.trainSizes.forEach((_, s) => {
      expectNear(curve.train[s]!.values, one.curve.train[s]!);
      expectNear(curve.test[s]!.values, one.curve.test[s]!);
    });
  });

  it('reads sizes above 1 as counts, sorts them, and repeats itself for the same seed', async () => {
    const run = () =>
      learningCurve(new LogisticRegression(), two, {
        metric: 'logLoss',
        folds: 3,
        trainSizes: [20, 12, 20],
        seed: 5,
      });
    const curve = await run();
    expect(curve.trainSizes).toEqual([12, 20]);
    expect(curve).toEqual(await run());
    expect(curve.better).toBe('lower');
    expect(curve.test[1]!.mean).toBeLessThan(curve.test[0]!.mean);
  });

  it.each([
    ['a size above the training part', { trainSizes: [5, 21] }, 'OUT_OF_RANGE'],
    ['a size of nothing', { trainSizes: [0, 1] }, 'OUT_OF_RANGE'],
    ['half a row', { trainSizes: [2.5, 8] }, 'OUT_OF_RANGE'],
    ['no size', { trainSizes: [] }, 'EMPTY'],
    ['so few rows that one class is left', { trainSizes: [1, 20] }, 'the first 1 rows'],
  ])('refuses %s', async (_, over, code) => {
    const options = { metric: 'accuracy', folds: 3, ...over } as const;
    await expect(learningCurve(new LogisticRegression(), two, options)).rejects.toThrow(code);
  });
});
