import fc from 'fast-check';
import {
  createRandom,
  DBSCAN,
  FittedDBSCAN,
  FittedPCA,
  fittedFromState,
  KMeans,
  Matrix,
  PCA,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

interface ClusterCase {
  readonly name: string;
  readonly X: number[][];
  readonly kMeans: {
    start: number[][];
    maxIterations: number;
    tolerance: number;
    iterations: number;
    centers: number[][];
    inertia: number;
    labels: number[];
  }[];
  readonly dbscan: { radius: number; minimumRows: number; labels: number[]; cores: number[] }[];
  readonly pca?: {
    components: number[][];
    variance: number[];
    ratio: number[];
    scores: number[][];
  };
}

const golden = loadGolden<ClusterCase>('clustering');

describe('KMeans', () => {
  it('finds the two pairs worked by hand: centres 0.5 and 10.5, inertia 4 · 0.25', () => {
    const model = new KMeans({ clusters: 2 }).fit(Matrix.from([[0], [1], [10], [11]]));
    expect([...model.state.centers].sort((a, b) => a - b)).toEqual([0.5, 10.5]);
    expect(model.state.inertia).toBe(1);
    expect(model.state.converged).toBe(true);
    const [a, b, c, d] = model.predict(Matrix.from([[-5], [2], [8], [99]]));
    expect([a === b, b === c, c === d]).toEqual([true, false, true]);
  });

  it.each(golden.cases)(`goes the way of ${golden.reference} on $name`, ({ X, kMeans }) => {
    const matrix = Matrix.from(X);
    for (const run of kMeans) {
      const { start: initialCenters, maxIterations, tolerance } = run;
      const model = new KMeans({ initialCenters, maxIterations, tolerance }).fit(matrix);
      expect(model.state.iterations).toBe(run.iterations);
      expect(model.state.inertia / run.inertia).toBeCloseTo(1, 8);
      run.centers.flat().forEach((value, at) => {
        expect(Math.abs(model.state.centers[at]! - value)).toBeLessThan(
          1e-9 * (1 + Math.abs(value)),
        );
      });
      expect([...model.predict(matrix)]).toEqual(run.labels);
    }
  });

  it('is no worse than a single start, and settled where it says so', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 6 }),
        (seed, clusters) => {
          const X = noise(seed, 60, 2);
          const one = new KMeans({ clusters, starts: 1, seed }).fit(X).state;
          const ten = new KMeans({ clusters, starts: 10, seed }).fit(X);
          expect(ten.state.inertia).toBeLessThanOrEqual(one.inertia);
          expect(ten.state.converged).toBe(true);
          const again = new KMeans({ initialCenters: ten.centers.toRows(), tolerance: 0 }).fit(X);
          expect(again.state.inertia).toBeLessThanOrEqual(ten.state.inertia * (1 + 1e-12));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives the same from the same seed', () => {
    const X = noise(1, 50, 3);
    const fit = (seed: number) => new KMeans({ clusters: 4, seed, starts: 2 }).fit(X).state;
    expect(fit(3)).toEqual(fit(3));
    expect(fit(3).centers).not.toEqual(fit(4).centers);
  });

  it('keeps the first of the starts that end alike, whatever rounding says', () => {
    // Clouds far enough apart that the first start finds them, each with a numbering of its own.
    const X = Matrix.from(
      noise(7, 300, 2)
        .toRows()
        .map(([a, b], i) => [a! + 5 * (i % 3), b! - (i % 3)]),
    );
    const options = { clusters: 3, tolerance: 0 };
    for (let seed = 0; seed < 20; seed++) {
      const first = new KMeans({ ...options, seed, starts: 1 }).fit(X).predict(X);
      expect(new KMeans({ ...options, seed }).fit(X).predict(X)).toEqual(first);
    }
  });

  it('keeps the centre of a cluster that has no rows', () => {
    const X = Matrix.from([[0], [1], [2]]);
    const model = new KMeans({ initialCenters: [[1], [500]] }).fit(X);
    expect(model.state.centers).toEqual([1, 500]);
    expect(model.state.inertia).toBe(2);
  });

  it('finds nothing to divide where all rows are equal', () => {
    const model = new KMeans({ clusters: 3 }).fit(
      Matrix.from([
        [4, 4],
        [4, 4],
        [4, 4],
      ]),
    );
    expect(model.state.inertia).toBe(0);
    expect(model.state.centers).toEqual([4, 4, 4, 4, 4, 4]);
    expect([...model.predict(Matrix.from([[9, 9]]))]).toEqual([0]);
  });

  it('survives JSON, frozen', () => {
    const X = noise(2, 30, 2);
    const model = new KMeans({ clusters: 3 }).fit(X);
    const restored = fittedFromState(JSON.parse(JSON.stringify(model.state)));
    expect(restored.state).toEqual(model.state);
    expect(restored.predict(X)).toEqual(model.predict(X));
    expect(Object.isFrozen(model.state) && Object.isFrozen(model.state.centers)).toBe(true);
    expect(() => fittedFromState({ ...model.state, centers: [1] })).toThrow('INVALID_STATE');
  });

  it.each([
    [
      'more clusters than rows',
      () => new KMeans({ clusters: 3 }).fit(noise(1, 2, 2)),
      /2 rows.*OUT_OF_RANGE/s,
    ],
    ['no rows', () => new KMeans().fit(Matrix.zeros(0, 2)), 'EMPTY'],
    ['NaN', () => new KMeans({ clusters: 1 }).fit(Matrix.from([[Number.NaN]])), 'NOT_FINITE'],
    [
      'squares that overflow',
      () => new KMeans({ clusters: 1 }).fit(Matrix.from([[1e300], [-1e300]])),
      'OUT_OF_RANGE',
    ],
    ['no clusters', () => new KMeans({ clusters: 0 }), 'OUT_OF_RANGE'],
    [
      'fewer centres than clusters',
      () => new KMeans({ clusters: 2, initialCenters: [[1]] }),
      'SHAPE_MISMATCH',
    ],
    [
      'centres of another width',
      () => new KMeans({ initialCenters: [[1]] }).fit(noise(1, 5, 2)),
      'SHAPE_MISMATCH',
    ],
    ['an unknown option', () => new KMeans({ k: 2 } as object), 'INVALID_ARGUMENT'],
    [
      'other columns in predict',
      () => new KMeans({ clusters: 1 }).fit(noise(1, 5, 2)).predict(noise(1, 5, 3)),
      'SHAPE_MISMATCH',
    ],
  ])('refuses %s', (_, act, code) => {
    expect(act).toThrow(code);
  });
});

describe('PCA', () => {
  it('finds the line y = 4/3 x worked by hand', () => {
    const model = new PCA().fit(
      Matrix.from([
        [0, 0],
        [3, 4],
        [6, 8],
      ]),
    );
    [0.6, 0.8].forEach((value, j) => {
      expect(model.state.components[j]).toBeCloseTo(value, 14);
    });
    expect(model.state.explainedVariance[0]).toBeCloseTo(25, 12);
    expect(model.state.explainedVarianceRatio[0]).toBeCloseTo(1, 14);
    expect(model.transform(Matrix.from([[6, 8]])).at(0, 0)).toBeCloseTo(5, 13);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({ X, pca }) => {
    if (pca === undefined) return expect(X.length).toBeGreaterThan(0);
    const model = new PCA({ components: pca.variance.length }).fit(Matrix.from(X));
    const near = (found: ArrayLike<number>, wanted: number[], tolerance: number) => {
      expect(found.length).toBe(wanted.length);
      wanted.forEach((value, at) => {
        expect(Math.abs(found[at]! - value)).toBeLessThan(tolerance);
      });
    };
    near(model.state.components, pca.components.flat(), 1e-8);
    near(model.state.explainedVariance, pca.variance, 1e-9 * pca.variance[0]!);
    near(model.state.explainedVarianceRatio, pca.ratio, 1e-9);
    near(model.transform(Matrix.from(X.slice(0, 5))).data, pca.scores.flat(), 1e-7);
  });

  it('gives rows back from all components, and each has length 1 at right angles to the rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 9 }), (seed, d) => {
        const X = noise(seed, 12, d);
        const model = new PCA().fit(X);
        const back = model.inverseTransform(model.transform(X));
        back.data.forEach((value, at) => {
          expect(value).toBeCloseTo(X.data[at]!, 11);
        });
        const rows = model.components.toRows();
        rows.forEach((a, k) => {
          rows.forEach((b, l) => {
            const product = a.reduce((sum, value, j) => sum + value * b[j]!, 0);
            expect(product).toBeCloseTo(k === l ? 1 : 0, 12);
          });
          expect(Math.max(...a)).toBe(Math.max(...a.map(Math.abs)));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('says 0 for shares of no variance, and stands 1e150 and a stored state', () => {
    const flat = new PCA().fit(
      Matrix.from([
        [1, 1],
        [1, 1],
      ]),
    ).state;
    expect(flat.explainedVarianceRatio).toEqual([0, 0]);
    const model = new PCA().fit(
      Matrix.from([
        [1e150, 0],
        [-1e150, 1],
      ]),
    );
    expect(model.state.explainedVariance[0]! / 2e300).toBeCloseTo(1, 12);
    expect(new FittedPCA(JSON.parse(JSON.stringify(model.state))).state).toEqual(model.state);
    expect(() => new FittedPCA({ ...model.state, components: [1] })).toThrow('INVALID_STATE');
  });

  it.each([
    ['one row', () => new PCA().fit(Matrix.from([[1, 2]])), 'EMPTY'],
    [
      'more components than columns',
      () => new PCA({ components: 3 }).fit(noise(1, 9, 2)),
      'OUT_OF_RANGE',
    ],
    [
      'a variance that overflows',
      () => new PCA().fit(Matrix.from([[1e300], [-1e300]])),
      'OUT_OF_RANGE',
    ],
    ['infinity', () => new PCA().fit(Matrix.from([[Infinity], [1]])), 'NOT_FINITE'],
    [
      'another count of columns',
      () => new PCA().fit(noise(1, 9, 2)).transform(noise(1, 9, 3)),
      'SHAPE_MISMATCH',
    ],
    [
      'other scores',
      () => new PCA({ components: 1 }).fit(noise(1, 9, 2)).inverseTransform(noise(1, 9, 2)),
      'SHAPE_MISMATCH',
    ],
  ])('refuses %s', (_, act, code) => {
    expect(act).toThrow(code);
  });
});

describe('DBSCAN', () => {
  it('numbers clusters by their first core, and leaves out what lies alone', () => {
    const X = Matrix.from([[50], [9], [9.5], [10], [0], [0.5], [1]]);
    const { state } = new DBSCAN({ radius: 0.5, minimumRows: 3 }).fit(X);
    expect(state.labels).toEqual([-1, 0, 0, 0, 1, 1, 1]);
    expect(state.coreRows).toEqual([2, 5]);
    expect(state.clusters).toBe(2);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({ X, dbscan }) => {
    for (const { radius, minimumRows, labels, cores } of dbscan) {
      const { state } = new DBSCAN({ radius, minimumRows }).fit(Matrix.from(X));
      expect(state.labels).toEqual(labels);
      expect(state.coreRows).toEqual(cores);
      expect(state.clusters).toBe(Math.max(...labels) + 1);
    }
    expect(X.length).toBeGreaterThan(0);
  });

  it('survives JSON, and refuses a damaged state', () => {
    const { state } = new DBSCAN().fit(noise(1, 20, 2));
    expect(new FittedDBSCAN(JSON.parse(JSON.stringify(state))).state).toEqual(state);
    expect(() => new FittedDBSCAN({ ...state, labels: [0.5] })).toThrow('INVALID_STATE');
  });

  it.each([
    ['no rows', () => new DBSCAN().fit(Matrix.zeros(0, 2)), 'EMPTY'],
    ['NaN', () => new DBSCAN().fit(Matrix.from([[Number.NaN]])), 'NOT_FINITE'],
    ['a radius of 0', () => new DBSCAN({ radius: 0 }), 'OUT_OF_RANGE'],
    ['half a row', () => new DBSCAN({ minimumRows: 0.5 }), 'OUT_OF_RANGE'],
  ])('refuses %s', (_, act, code) => {
    expect(act).toThrow(code);
  });
});

function noise(seed: number, n: number, d: number): Matrix {
  const rng = createRandom(seed);
  return new Matrix(
    Float64Array.from({ length: n * d }, () => rng.normal()),
    n,
    d,
  );
}
