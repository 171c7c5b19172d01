import fc from 'fast-check';
import {
  createRandom,
  fittedFromState,
  GradientBoostingClassifier,
  type GradientBoostingOptions,
  GradientBoostingRegressor,
  Matrix,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

interface BoostingCase {
  readonly name: string;
  readonly X: (number | null)[][];
  readonly y: number[] | string[];
  readonly options: Partial<GradientBoostingOptions>;
  readonly predictions: number[] | number[][];
}

const golden = loadGolden<BoostingCase>('gradientBoosting');

describe('gradient boosting', () => {
  it('makes the first step worked by hand: from the mean 4 by 0.5 towards 2 and 6', () => {
    const X = Matrix.from([[0], [0], [1], [1]]);
    const options = { trees: 1, learningRate: 0.5, minimumRows: 1 };
    const model = new GradientBoostingRegressor(options).fit(X, [1, 3, 5, 7]);
    expect([...model.predict(Matrix.from([[0], [0.5], [0.51], [9]]))]).toEqual([3, 3, 5, 5]);
    expect(model.state.thresholds[0]).toBe(0.5);
  });

  it('shrinks a leaf by the penalty, by hand: −G / (H + l2) = 2 · 2 / (2 + 2)', () => {
    const X = Matrix.from([[0], [0], [1], [1]]);
    const options = { trees: 1, learningRate: 1, minimumRows: 1, leaves: 2, l2: 2 };
    const model = new GradientBoostingRegressor(options).fit(X, [1, 3, 5, 7]);
    expect([...model.predict(Matrix.from([[0], [1]]))]).toEqual([3, 5]);
  });

  it.each(golden.cases)(`predicts as ${golden.reference} on $name`, (found) => {
    const X = Matrix.from(found.X.map((row) => row.map((value) => value ?? Number.NaN)));
    const predicted =
      typeof found.y[0] === 'number'
        ? new GradientBoostingRegressor(found.options).fit(X, found.y as number[]).predict(X)
        : new GradientBoostingClassifier(found.options)
            .fit(X, found.y as string[])
            .predictProbability(X).data;
    // The reference keeps gradients in single precision.
    found.predictions.flat().forEach((value, at) => {
      expect(Math.abs(predicted[at]! - value)).toBeLessThan(1e-5);
    });
  });

  it('sends missing values to the better side', () => {
    const X = Matrix.from([[0], [1], [2], [3], [Number.NaN], [Number.NaN]]);
    const options = { minimumRows: 1, trees: 300 };
    const low = new GradientBoostingRegressor(options).fit(X, [0, 0, 9, 9, 0, 0]);
    const alone = new GradientBoostingRegressor(options).fit(X, [0, 0, 0, 0, 9, 9]);
    expect(low.predict(Matrix.from([[Number.NaN]]))[0]).toBeCloseTo(0, 6);
    expect(alone.predict(Matrix.from([[Number.NaN]]))[0]).toBeCloseTo(9, 6);
    expect(alone.predict(Matrix.from([[1e308]]))[0]).toBeCloseTo(0, 6);
    const stored = fittedFromState(JSON.parse(JSON.stringify(alone.state)));
    expect(stored.predict(X)).toEqual(alone.predict(X));
  });

  it('never goes against the direction that it is held to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1, -1), (seed, sense) => {
        const { X, y } = noise(seed, 120, 2);
        const model = new GradientBoostingRegressor({
          monotone: [sense, 0],
          minimumRows: 3,
          trees: 20,
        }).fit(X, y);
        for (let i = 0; i < 10; i++) {
          const b = X.at(i, 1);
          const steps = Matrix.from(Array.from({ length: 41 }, (_, k) => [(k - 20) / 5, b]));
          const path = model.predict(steps);
          for (let k = 1; k < path.length; k++) {
            expect(sense * (path[k]! - path[k - 1]!)).toBeGreaterThanOrEqual(-1e-12);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('does not care about an increasing change of a feature', () => {
    const { X, y } = noise(4, 200, 2);
    const bent = Matrix.from(X.toRows().map(([a, b]) => [Math.exp(a!), b! ** 3]));
    const options = { trees: 20 };
    const plain = new GradientBoostingRegressor(options).fit(X, y).predict(X);
    const changed = new GradientBoostingRegressor(options).fit(bent, y).predict(bent);
    expect([...changed]).toEqual([...plain]);
  });

  it('stops when validation rows get no better, and keeps the best round', () => {
    const { X, y } = noise(5, 400, 3);
    const pure = createRandom(6);
    const chance = y.map(() => pure.normal());
    const stopped = new GradientBoostingRegressor({ patience: 5, trees: 200 }).fit(X, chance);
    expect(stopped.state.rounds).toBeLessThan(30);
    expect(stopped.state.roots.length).toBe(stopped.state.rounds);
    const useful = new GradientBoostingRegressor({ patience: 5, trees: 200 }).fit(X, y);
    expect(useful.state.rounds).toBeGreaterThan(stopped.state.rounds);
    const labels = chance.map((value) => (value < -0.5 ? 'a' : value > 0.5 ? 'c' : 'b'));
    const classes = new GradientBoostingClassifier({ patience: 3 }).fit(X, labels);
    expect(classes.state.roots.length).toBe(3 * classes.state.rounds);
    expect(classes.state.rounds).toBeLessThan(20);
    // What is kept is what so many rounds alone would have made.
    const three = y.map((value) => (value < -1 ? 'a' : value > 1 ? 'c' : 'b'));
    const kept = new GradientBoostingClassifier({ patience: 3 }).fit(X, three).state;
    expect(kept.rounds).toBeGreaterThan(5);
    const alone = new GradientBoostingClassifier({ patience: 3, trees: kept.rounds });
    expect(alone.fit(X, three).state).toEqual(kept);
  });

  it('keeps as many rounds whatever the unit of y', () => {
    const x = Array.from({ length: 400 }, (_, i) => i / 400);
    const X = Matrix.from(x.map((value) => [value]));
    const rounds = [2 ** -14, 1, 2 ** 14].map((unit) => {
      const y = x.map((value) => unit * Math.sin(6 * value));
      return new GradientBoostingRegressor({ patience: 5, trees: 60 }).fit(X, y).state.rounds;
    });
    expect(rounds[1]).toBeGreaterThan(20);
    expect(rounds).toEqual([rounds[1], rounds[1], rounds[1]]);
  });

  it('learns from one row, from constant columns and from a column of NaN: the mean', () => {
    const one = new GradientBoostingRegressor().fit(Matrix.from([[1]]), [7]);
    expect([...one.predict(Matrix.from([[5]]))]).toEqual([7]);
    const flat = Matrix.from(Array.from({ length: 50 }, () => [3, Number.NaN]));
    const y = Array.from({ length: 50 }, (_, i) => i);
    expect(new GradientBoostingRegressor().fit(flat, y).predict(flat)[0]).toBeCloseTo(24.5, 12);
  });

  it('cuts more than 255 values at quantiles, and stands 1e300', () => {
    const { X, y } = noise(8, 3000, 1);
    const huge = new Matrix(
      X.data.map((value) => value * 1e300),
      3000,
      1,
    );
    const model = new GradientBoostingRegressor({ bins: 16 }).fit(huge, y);
    expect(
      new Set(model.state.thresholds.filter((_, k) => model.state.features[k]! >= 0)).size,
    ).toBeLessThan(16);
    expect(model.predict(huge).every(Number.isFinite)).toBe(true);
  });

  it('puts rows into the leaves that it predicts for them from, also where a cut is a value', () => {
    const { X, y } = noise(9, 300, 1);
    const options = { bins: 7, trees: 1, learningRate: 1, minimumRows: 1 };
    const predicted = new GradientBoostingRegressor(options).fit(X, y).predict(X);
    const leaves = [...new Set(predicted)];
    expect(leaves).toHaveLength(7);
    for (const leaf of leaves) {
      const own = y.filter((_, i) => predicted[i] === leaf);
      expect(own.reduce((sum, value) => sum + value) / own.length).toBeCloseTo(leaf, 10);
    }
  });

  it.each([
    ['a circle', { children: [0, 0, 0] }],
    ['a feature that is not there', { features: [3, -1, -1] }],
    ['a list that is too short', { values: [1] }],
    ['a root beyond the nodes', { roots: [3] }],
    ['two baselines', { baselines: [1, 2] }],
  ])('refuses a stored state with %s', (_, damage) => {
    const X = Matrix.from([[0], [1]]);
    const { state } = new GradientBoostingRegressor({ minimumRows: 1, trees: 1 }).fit(X, [0, 1]);
    expect(state.features).toEqual([0, -1, -1]);
    expect(() => fittedFromState({ ...state, ...damage })).toThrow('INVALID_STATE');
  });

  it.each([
    ['no trees', { trees: 0 }, 'OUT_OF_RANGE'],
    ['a learning rate of 0', { learningRate: 0 }, 'OUT_OF_RANGE'],
    ['256 bins', { bins: 256 }, 'OUT_OF_RANGE'],
    ['one leaf', { leaves: 1 }, 'OUT_OF_RANGE'],
    ['half a direction', { monotone: [0.5] }, 'INVALID_ARGUMENT'],
    ['an unknown option', { depth: 3 }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, options, code) => {
    expect(() => new GradientBoostingRegressor(options as object)).toThrow(code);
    expect(() => new GradientBoostingClassifier(options as object)).toThrow(code);
  });

  it('refuses what it cannot learn from or predict for', () => {
    const fit = (rows: number[][], y: number[], options = {}) =>
      new GradientBoostingRegressor(options).fit(Matrix.from(rows), y);
    expect(() => fit([[Infinity]], [1])).toThrow(/Regressor\.fit.*NOT_FINITE/s);
    expect(() => fit([[1]], [Number.NaN])).toThrow('NOT_FINITE');
    expect(() => fit([[1]], [1, 2])).toThrow('SHAPE_MISMATCH');
    expect(() => fit([], [])).toThrow('EMPTY');
    expect(() => fit([[1]], [1e300])).toThrow('OUT_OF_RANGE');
    expect(() => fit([[1]], [1], { monotone: [1, 0] })).toThrow('SHAPE_MISMATCH');
    expect(() => fit([[1]], [1]).predict(Matrix.from([[1, 2]]))).toThrow('SHAPE_MISMATCH');
    expect(() => fit([[1]], [1]).predict(Matrix.from([[Infinity]]))).toThrow('NOT_FINITE');
  });
});

function noise(seed: number, n: number, d: number): { X: Matrix; y: number[] } {
  const rng = createRandom(seed);
  const X = new Matrix(
    Float64Array.from({ length: n * d }, () => rng.normal()),
    n,
    d,
  );
  return { X, y: Array.from({ length: n }, (_, i) => 2 * X.at(i, 0) + rng.normal()) };
}
