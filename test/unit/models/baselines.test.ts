import fc from 'fast-check';
import {
  createRandom,
  MajorityClassifier,
  Matrix,
  MedianRegressor,
  SeasonalNaive,
  StratifiedClassifier,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

type Case =
  | { readonly name: string; readonly y: number[]; readonly median: number }
  | {
      readonly name: string;
      readonly labels: (number | string)[];
      readonly majority: (number | string)[];
      readonly shares: number[];
    };
const golden = loadGolden<Case>('baselines');

describe('MedianRegressor', () => {
  it('answers the middle target, worked by hand', () => {
    const model = new MedianRegressor().fit(Matrix.zeros(3, 1), [100, 1, 2]);
    expect([...model.predict(Matrix.zeros(2, 1))]).toEqual([2, 2]);
  });

  for (const found of golden.cases) {
    if (!('y' in found)) continue;
    it(`agrees with ${golden.reference} on ${found.name}`, () => {
      const model = new MedianRegressor().fit(Matrix.zeros(found.y.length, 1), found.y);
      expect(model.state.median).toBeCloseTo(found.median, 15);
    });
  }

  it('has no larger absolute error than any target', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 20 }),
        (y) => {
          const { median } = new MedianRegressor().fit(Matrix.zeros(y.length, 1), y).state;
          const cost = (at: number) => y.reduce((sum, value) => sum + Math.abs(value - at), 0);
          for (const at of y) expect(cost(median)).toBeLessThanOrEqual(cost(at) + 1e-9);
        },
      ),
    );
  });

  it('refuses an option, as it has none', () => {
    expect(() => new MedianRegressor({ q: 1 } as never)).toThrow('INVALID_ARGUMENT');
  });
});

describe('MajorityClassifier', () => {
  for (const found of golden.cases) {
    if (!('labels' in found)) continue;
    it(`agrees with ${golden.reference} on ${found.name}`, () => {
      const X = Matrix.zeros(found.labels.length, 1);
      const model = new MajorityClassifier().fit<number | string>(X, found.labels);
      expect(model.predict(Matrix.zeros(1, 1))).toEqual(found.majority);
      expect([...model.predictProbability(Matrix.zeros(1, 1)).data]).toEqual(found.shares);
    });
  }
});

describe('StratifiedClassifier', () => {
  const rng = createRandom(3);
  const X = new Matrix(
    Float64Array.from({ length: 40000 }, () => rng.normal()),
    20000,
    2,
  );
  const y = Array.from({ length: 10 }, (_, i) => (i < 2 ? 'a' : i < 5 ? 'b' : 'c'));
  const fit = (seed: number) =>
    new StratifiedClassifier({ seed }).fit(X.selectRows([...y.keys()]), y);

  it('answers each class as often as it came: 0.2, 0.3, 0.5', () => {
    const guesses = fit(1).predict(X);
    // Four standard errors of a share at 20,000 draws.
    for (const [label, share] of [
      ['a', 0.2],
      ['b', 0.3],
      ['c', 0.5],
    ] as const) {
      const found = guesses.filter((guess) => guess === label).length / X.rows;
      expect(Math.abs(found - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / X.rows));
    }
  });

  it('guesses otherwise with another seed: as alike as chance makes them', () => {
    const first = fit(1).predict(X);
    const second = fit(2).predict(X);
    const alike = first.filter((guess, i) => guess === second[i]).length / X.rows;
    expect(Math.abs(alike - (0.04 + 0.09 + 0.25))).toBeLessThan(0.015);
  });

  it('takes 0 and −0 for one number', () => {
    const model = fit(5);
    for (let k = 0; k < 20; k++) {
      expect(model.predict(Matrix.from([[k, 0]]))).toEqual(model.predict(Matrix.from([[k, -0]])));
    }
  });

  it.each([[-1], [0.5], [Number.NaN]])('refuses a seed of %s', (seed) => {
    expect(() => new StratifiedClassifier({ seed })).toThrow('OUT_OF_RANGE');
  });
});

describe('SeasonalNaive', () => {
  it('answers the latest target of the same season, also where rows come in disorder', () => {
    const X = Matrix.from([
      [9, 3],
      [9, 2],
      [9, 0],
      [9, 1],
    ]); // time is column 1
    const model = new SeasonalNaive({ period: 2, column: 1 }).fit(X, [33, 32, 30, 31]);
    expect([
      ...model.predict(
        Matrix.from([
          [0, 4],
          [0, 5],
          [0, -1],
        ]),
      ),
    ]).toEqual([32, 33, 33]);
  });

  it('answers the last value where the period is 1', () => {
    const model = new SeasonalNaive().fit(Matrix.from([[0], [0.5], [0.5]]), [1, 2, 3]);
    expect([...model.predict(Matrix.from([[7]]))]).toEqual([3]);
  });

  it('repeats a season exactly: the error on periodic data is 0', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -50, max: 50 }),
        (period, start) => {
          const times = Array.from({ length: 3 * period }, (_, i) => start + i);
          const y = times.map((time) => ((time % period) + period) % period);
          const model = new SeasonalNaive({ period }).fit(Matrix.fromColumns([times]), y);
          const later = Matrix.fromColumns([times.map((time) => time + 3 * period)]);
          expect([...model.predict(later)]).toEqual(y);
        },
      ),
    );
  });

  it('refuses a season that it has never seen, and a column that is not there', () => {
    const model = new SeasonalNaive({ period: 7 }).fit(Matrix.from([[0], [1]]), [1, 2]);
    expect(() => model.predict(Matrix.from([[2]]))).toThrow(/season 2.*UNKNOWN_CATEGORY/s);
    expect(() => new SeasonalNaive({ column: 1 }).fit(Matrix.from([[0]]), [1])).toThrow(
      'OUT_OF_RANGE',
    );
    expect(() => new SeasonalNaive({ period: 0 })).toThrow('OUT_OF_RANGE');
  });
});
