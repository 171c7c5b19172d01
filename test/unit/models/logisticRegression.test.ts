import fc from 'fast-check';
import { createRandom, LogisticRegression, Matrix } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

interface LogisticCase {
  readonly name: string;
  readonly X: number[][];
  readonly y: string[];
  readonly fits: {
    alpha: number;
    fitIntercept: boolean;
    weights: number[];
    probability: number[][];
  }[];
}

const golden = loadGolden<LogisticCase>('logisticRegression');

describe('LogisticRegression', () => {
  it('finds the log odds worked by hand: 1 of 4 at x = 0, 3 of 4 at x = 1', () => {
    const X = Matrix.from([[0], [0], [0], [0], [1], [1], [1], [1]]);
    const model = new LogisticRegression({ alpha: 0 }).fit(X, [0, 0, 0, 1, 0, 1, 1, 1]);
    expect(model.state.intercepts[0]).toBeCloseTo(Math.log(1 / 3), 10);
    expect(model.state.weights[0]).toBeCloseTo(2 * Math.log(3), 10);
    expect(model.predictProbability(Matrix.from([[1]])).at(0, 1)).toBeCloseTo(0.75, 10);
    expect(model.state.converged).toBe(true);
  });

  it('finds shares worked by hand where three classes know no feature', () => {
    const model = new LogisticRegression().fit(Matrix.zeros(4, 1), ['a', 'b', 'b', 'c']);
    const [row] = model.predictProbability(Matrix.zeros(1, 1)).toRows();
    for (const [k, share] of [0.25, 0.5, 0.25].entries()) expect(row![k]).toBeCloseTo(share, 10);
    expect(model.state.weights).toEqual([0, 0, 0]);
  });

  it.each(golden.cases)(`has the optimum of ${golden.reference} on $name`, ({ X, y, fits }) => {
    const matrix = Matrix.from(X);
    for (const { alpha, fitIntercept, weights, probability } of fits) {
      const model = new LogisticRegression({ alpha, fitIntercept }).fit(matrix, y);
      expect(model.state.converged).toBe(true);
      const found = model.predictProbability(matrix);
      probability.flat().forEach((p, i) => {
        expect(Math.abs(found.data[i]! - p)).toBeLessThan(1e-6);
      });
      weights.forEach((weight, j) => {
        expect(Math.abs(model.state.weights[j]! - weight)).toBeLessThan(
          1e-6 * (1 + Math.abs(weight)),
        );
      });
    }
  });

  it('leaves no gradient: residuals are orthogonal to the columns but for the penalty', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 2, max: 4 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (seed, classes, alpha) => {
          const { X, y } = noise(seed, 50, 3, classes);
          const model = new LogisticRegression({ alpha }).fit(X, y);
          const p = model.predictProbability(X);
          const outputs = model.state.intercepts.length;
          for (let k = 0; k < outputs; k++) {
            const own = outputs === 1 ? 1 : k;
            for (let j = 0; j < 3; j++) {
              let slope = alpha * model.state.weights[k * 3 + j]!;
              for (let i = 0; i < 50; i++) {
                slope += X.at(i, j) * (p.at(i, own) - (y[i] === model.classes[own] ? 1 : 0));
              }
              expect(Math.abs(slope)).toBeLessThan(1e-6);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('has the same optimum from many rows, whose first steps see a part of them', () => {
    const { X, y } = noise(5, 25000, 3, 2, 1);
    const order = createRandom(9).permutation(25000);
    const model = new LogisticRegression({ alpha: 3 }).fit(X, y);
    const shuffled = new LogisticRegression({ alpha: 3 }).fit(
      X.selectRows(order),
      Array.from(order, (i) => y[i]!),
    );
    model.state.weights.forEach((weight, j) => {
      expect(shuffled.state.weights[j]).toBeCloseTo(weight, 9);
    });
  });

  it('solves for more weights than it forms a Hessian for, to the same optimum', () => {
    const { X, y } = noise(6, 60, 250, 3);
    const model = new LogisticRegression({ alpha: 2 }).fit(X, y); // 753 weights: conjugate gradients
    const p = model.predictProbability(X);
    expect(model.state.converged).toBe(true);
    for (let k = 0; k < 3; k++) {
      for (let j = 0; j < 250; j++) {
        let slope = 2 * model.state.weights[k * 250 + j]!;
        for (let i = 0; i < 60; i++) slope += X.at(i, j) * (p.at(i, k) - (y[i] === k ? 1 : 0));
        expect(Math.abs(slope)).toBeLessThan(1e-5);
      }
    }
  });

  it('does not care about the unit of a column when there is no penalty', () => {
    const { X, y } = noise(3, 200, 4, 3, 0.5);
    const units = [1e-12, 1e5, 1e100, 1e-100];
    const scaled = Matrix.from(X.toRows().map((row) => row.map((value, j) => value * units[j]!)));
    const plain = new LogisticRegression({ alpha: 0 }).fit(X, y);
    const inUnits = new LogisticRegression({ alpha: 0 }).fit(scaled, y);
    plain.predictProbability(X).data.forEach((p, i) => {
      expect(inUnits.predictProbability(scaled).data[i]).toBeCloseTo(p, 8);
    });
  });

  it('shares the weight between equal columns, and gives a constant one none', () => {
    const { X, y } = noise(4, 80, 1, 2, 1);
    const wide = Matrix.from(X.toRows().map(([a]) => [a!, a!, 7]));
    const { weights, converged } = new LogisticRegression().fit(wide, y).state;
    expect(converged).toBe(true);
    expect(weights[0]).toBeCloseTo(weights[1]!, 9);
    expect(weights[2]).toBeCloseTo(0, 12);
    const free = new LogisticRegression({ alpha: 0 }).fit(wide, y);
    const alone = new LogisticRegression({ alpha: 0 }).fit(X, y);
    expect(free.state.weights[0]! + free.state.weights[1]!).toBeCloseTo(alone.state.weights[0]!, 7);
  });

  it('refuses classes that a plane separates, unless there is a penalty', () => {
    const X = Matrix.from([[1], [2], [3], [4]]);
    expect(() => new LogisticRegression({ alpha: 0 }).fit(X, [0, 0, 1, 1])).toThrow(
      /Set alpha.*NOT_CONVERGED/s,
    );
    expect(() => new LogisticRegression({ alpha: 0 }).fit(X, ['a', 'b', 'c', 'c'])).toThrow(
      'NOT_CONVERGED',
    );
    expect(new LogisticRegression({ alpha: 1e-6 }).fit(X, [0, 0, 1, 1]).state.converged).toBe(true);
  });

  it('says that it has not converged where only rows on the plane itself are undecided', () => {
    const X = Matrix.from([[0], [0], [1], [1]]);
    const { state } = new LogisticRegression({ alpha: 0 }).fit(X, [0, 1, 1, 1]);
    expect(state.converged).toBe(false);
    expect(state.iterations).toBeLessThanOrEqual(100);
  });

  it('stays finite at the ends of what numbers can say', () => {
    const X = Matrix.from([[1e300], [-1e300], [5e299], [-1e299]]);
    const model = new LogisticRegression().fit(X, [1, 0, 1, 0]);
    expect(model.predict(X)).toEqual([1, 0, 1, 0]);
    expect(() => new LogisticRegression().fit(Matrix.from([[1.7e308], [1.7e308]]), [0, 1])).toThrow(
      'OUT_OF_RANGE',
    );
  });

  it.each([
    ['a negative alpha', { alpha: -1 }, 'OUT_OF_RANGE'],
    ['an alpha that is no number', { alpha: Number.NaN }, 'OUT_OF_RANGE'],
    ['no iterations', { maxIterations: 0 }, 'OUT_OF_RANGE'],
    ['an option that it does not have', { C: 1 }, /C.*INVALID_ARGUMENT/s],
  ])('refuses %s', (_, options, code) => {
    expect(() => new LogisticRegression(options as object)).toThrow(code);
  });
});

function noise(
  seed: number,
  n: number,
  d: number,
  classes: number,
  signal = 0.3,
): { X: Matrix; y: number[] } {
  const rng = createRandom(seed);
  const X = new Matrix(
    Float64Array.from({ length: n * d }, () => rng.normal()),
    n,
    d,
  );
  const y = Array.from({ length: n }, (_, i) => {
    if (i < classes) return i; // every class comes
    const lean = signal * X.at(i, 0) + rng.normal();
    return Math.min(classes - 1, Math.max(0, Math.floor(lean + classes / 2)));
  });
  return { X, y };
}
