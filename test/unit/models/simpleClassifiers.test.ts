import fc from 'fast-check';
import {
  createRandom,
  fittedFromState,
  GaussianNaiveBayes,
  KNeighborsClassifier,
  Matrix,
  MultinomialNaiveBayes,
  NearestCentroid,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

interface SimpleCase {
  readonly name: string;
  readonly X: number[][];
  readonly y: (number | string)[];
  readonly probe: number[][];
  readonly counts: number[][];
  readonly neighbors: {
    neighbors: number;
    weights: 'uniform' | 'distance';
    probability: number[][];
  }[];
  readonly multinomial: { alpha: number; probability: number[][] }[];
  readonly gaussian: number[][];
  readonly centroid: (number | string)[];
}

const golden = loadGolden<SimpleCase>('simpleClassifiers');

function expectNear(found: Matrix, wanted: number[][]): void {
  wanted.flat().forEach((value, at) => {
    expect(Math.abs(found.data[at]! - value)).toBeLessThan(1e-9);
  });
}

describe('GaussianNaiveBayes', () => {
  it('weighs densities by shares, worked by hand: equal spread, means −1 and 1', () => {
    const X = Matrix.from([[-2], [0], [0], [2]]);
    const model = new GaussianNaiveBayes({ smoothing: 0 }).fit(X, ['a', 'a', 'b', 'b']);
    // log odds = (2 · x · 1) / variance = 2x
    const odds = 1 / (1 + Math.exp(-2 * 0.7));
    expect(model.predictProbability(Matrix.from([[0.7]])).at(0, 1)).toBeCloseTo(odds, 12);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({ X, y, probe, gaussian }) => {
    const model = new GaussianNaiveBayes().fit<number | string>(Matrix.from(X), y);
    expectNear(model.predictProbability(Matrix.from(probe)), gaussian);
  });

  it('refuses columns that do not vary, and variances that overflow', () => {
    const flat = Matrix.from([[1], [1]]);
    expect(() => new GaussianNaiveBayes().fit(flat, [0, 1])).toThrow(/column 0.*SINGULAR/s);
    // The mean of ten times 0.1 is not quite 0.1; a class's own column may be flat, too.
    const tenths = Matrix.from(Array.from({ length: 20 }, (_, i) => [i, 0.1 * (1 + (i % 2))]));
    const sides = Array.from({ length: 20 }, (_, i) => i % 2);
    const strict = new GaussianNaiveBayes({ smoothing: 0 });
    expect(() => strict.fit(tenths, sides)).toThrow(
      /column 1 does not vary within class 0.*SINGULAR/s,
    );
    const alike = Matrix.from(Array.from({ length: 20 }, () => [0.1]));
    expect(() => new GaussianNaiveBayes().fit(alike, sides)).toThrow('SINGULAR');
    const huge = Matrix.from([[1e300], [-1e300]]);
    expect(() => new GaussianNaiveBayes().fit(huge, [0, 0])).toThrow('OUT_OF_RANGE');
    expect(() => new GaussianNaiveBayes({ smoothing: -1 })).toThrow('OUT_OF_RANGE');
  });
});

describe('MultinomialNaiveBayes', () => {
  it('multiplies rates, worked by hand with alpha 1', () => {
    const model = new MultinomialNaiveBayes().fit(
      Matrix.from([
        [3, 0],
        [0, 1],
      ]),
      ['en', 'de'],
    );
    // rates of en: 4/5, 1/5; of de: 1/3, 2/3; equal shares
    const de = (1 / 3) * (2 / 3);
    const en = (4 / 5) * (1 / 5);
    const probability = model.predictProbability(Matrix.from([[1, 1]]));
    expect(probability.at(0, 0)).toBeCloseTo(de / (de + en), 12);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({
    counts,
    y,
    multinomial,
  }) => {
    for (const { alpha, probability } of multinomial) {
      const X = Matrix.from(counts);
      const model = new MultinomialNaiveBayes({ alpha }).fit<number | string>(X, y);
      expectNear(model.predictProbability(Matrix.from(counts.slice(0, 15))), probability);
    }
  });

  it('refuses counts below 0, in fit and in predict, and an alpha of 0', () => {
    const below = Matrix.from([
      [1, 0],
      [0, -1],
    ]);
    expect(() => new MultinomialNaiveBayes().fit(below, [0, 1])).toThrow(/row 1.*OUT_OF_RANGE/s);
    const model = new MultinomialNaiveBayes().fit(
      Matrix.from([
        [1, 0],
        [0, 1],
      ]),
      [0, 1],
    );
    expect(() => model.predict(below)).toThrow(/predict.*OUT_OF_RANGE/s);
    expect(() => new MultinomialNaiveBayes({ alpha: 0 })).toThrow('OUT_OF_RANGE');
    const huge = Matrix.from([[1.7e308, 1.7e308]]);
    expect(() => new MultinomialNaiveBayes().fit(huge, [0])).toThrow('OUT_OF_RANGE');
  });
});

describe('KNeighborsClassifier', () => {
  it('lets three neighbours vote, by hand, and by 1 / distance', () => {
    const X = Matrix.from([[1], [2], [4], [50]]);
    const y = ['near', 'far', 'far', 'far'];
    const probe = Matrix.from([[0]]);
    const alike = new KNeighborsClassifier({ neighbors: 3 }).fit(X, y);
    expect(alike.classes).toEqual(['far', 'near']);
    expect(alike.predictProbability(probe).at(0, 0)).toBeCloseTo(2 / 3, 14);
    const weighed = new KNeighborsClassifier({ neighbors: 3, weights: 'distance' }).fit(X, y);
    expect(weighed.predictProbability(probe).at(0, 1)).toBeCloseTo(1 / (1 + 1 / 2 + 1 / 4), 14);
    expect(weighed.predictProbability(Matrix.from([[2]])).row(0)[0]).toBe(1);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({
    X,
    y,
    probe,
    neighbors,
  }) => {
    for (const { probability, ...options } of neighbors) {
      const model = new KNeighborsClassifier(options).fit<number | string>(Matrix.from(X), y);
      expectNear(model.predictProbability(Matrix.from(probe)), probability);
    }
  });

  it('finds the same neighbours as a look at all rows, ties by row', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (seed, d, k) => {
          const rng = createRandom(seed);
          const draw = (n: number) =>
            Array.from({ length: n }, () => Array.from({ length: d }, () => rng.integer(0, 4)));
          const rows = draw(120);
          const y = rows.map(() => rng.integer(0, 3));
          const model = new KNeighborsClassifier({ neighbors: k }).fit(Matrix.from(rows), y);
          const probe = draw(10);
          const predicted = model.predict(Matrix.from(probe));
          probe.forEach((place, i) => {
            const votes = rows
              .map((row, at) => ({ at, far: row.reduce((s, v, j) => s + (v - place[j]!) ** 2, 0) }))
              .sort((a, b) => a.far - b.far || a.at - b.at)
              .slice(0, k)
              .map(({ at }) => y[at]!);
            const most = [0, 1, 2].map((label) => votes.filter((vote) => vote === label).length);
            expect(predicted[i]).toBe(most.indexOf(Math.max(...most)));
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('knows what it was trained on, where all rows are equal, too', () => {
    const X = Matrix.from(Array.from({ length: 50 }, () => [3, 3]));
    const y = Array.from({ length: 50 }, (_, i) => (i < 3 ? 'a' : 'b'));
    const model = new KNeighborsClassifier({ neighbors: 5 }).fit(X, y);
    expect(model.predict(Matrix.from([[3, 3]]))).toEqual(['a']); // rows 0 to 4
  });

  it('refuses more neighbours than rows, distances that overflow, and a code without a class', () => {
    const X = Matrix.from([[1], [2]]);
    const fit = (options: object) => new KNeighborsClassifier(options).fit(X, [0, 1]);
    expect(() => fit({ neighbors: 3 })).toThrow(/2 rows.*OUT_OF_RANGE/s);
    expect(() => fit({ neighbors: 0 })).toThrow('OUT_OF_RANGE');
    expect(() => fit({ weights: 'squared' })).toThrow('INVALID_ARGUMENT');
    const model = fit({ neighbors: 1 });
    expect(() => model.predict(Matrix.from([[1e300]]))).toThrow('OUT_OF_RANGE');
    expect(() => fittedFromState({ ...model.state, codes: [0, 2] })).toThrow('INVALID_STATE');
    expect(() => fittedFromState({ ...model.state, neighbors: 3 })).toThrow('INVALID_STATE');
  });
});

describe('NearestCentroid', () => {
  it('answers the nearer of two means worked by hand: 1 and 9', () => {
    const model = new NearestCentroid().fit(Matrix.from([[0], [2], [9]]), ['low', 'low', 'top']);
    expect(model.state.centroids).toEqual([1, 9]);
    expect(model.predict(Matrix.from([[4.9], [5.1]]))).toEqual(['low', 'top']);
    expect(model.predict(Matrix.from([[5]]))).toEqual(['low']); // equally near: the first
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({ X, y, probe, centroid }) => {
    const model = new NearestCentroid().fit<number | string>(Matrix.from(X), y);
    expect(model.predict(Matrix.from(probe))).toEqual(centroid);
    const restored = fittedFromState(JSON.parse(JSON.stringify(model.state)));
    expect(restored.predict(Matrix.from(probe))).toEqual(centroid);
  });

  it('keeps neither data nor itself open to change, and refuses what it cannot use', () => {
    const X = Matrix.from([[0], [1]]);
    const model = new NearestCentroid().fit(X, [0, 1]);
    X.data.fill(9);
    expect(model.state.centroids).toEqual([0, 1]);
    expect(Object.isFrozen(model.state) && Object.isFrozen(model.state.centroids)).toBe(true);
    expect(() => new NearestCentroid().fit(X, [1, 1])).toThrow('INVALID_ARGUMENT');
    expect(() => new NearestCentroid().fit(Matrix.zeros(0, 1), [])).toThrow('EMPTY');
    expect(() => new NearestCentroid().fit(X, [1])).toThrow('SHAPE_MISMATCH');
    expect(() => model.predict(Matrix.from([[Number.NaN]]))).toThrow('NOT_FINITE');
    expect(() => model.predict(Matrix.from([[1, 2]]))).toThrow('SHAPE_MISMATCH');
    expect(() => model.predict(Matrix.from([[1e300]]))).toThrow('OUT_OF_RANGE');
    expect(() => fittedFromState({ ...model.state, centroids: [1] })).toThrow('INVALID_STATE');
  });
});
