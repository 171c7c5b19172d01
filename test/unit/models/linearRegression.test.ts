import fc from 'fast-check';
import { createRandom, LinearRegression, Matrix } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

interface NistCase {
  readonly name: string;
  readonly digits: number;
  readonly X: number[][];
  readonly y: number[];
  readonly certified: number[];
}
interface LinearCase {
  readonly name: string;
  readonly X: number[][];
  readonly y: number[];
  readonly fits: { fitIntercept: boolean; rank: number; predictions: number[] }[];
}

const nist = loadGolden<NistCase>('nistLeastSquares');
const golden = loadGolden<LinearCase>('linearRegression');

describe('LinearRegression', () => {
  it('finds the line through points worked by hand: y = 2x + 1', () => {
    const { state } = new LinearRegression().fit(Matrix.from([[1], [2], [3]]), [3, 5, 7]);
    expect(state.weights[0]).toBeCloseTo(2, 14);
    expect(state.intercept).toBeCloseTo(1, 14);
  });

  it('finds the best line by hand where none fits: slope 1/2, intercept 2/3', () => {
    const { state } = new LinearRegression().fit(Matrix.from([[0], [1], [2]]), [1, 0.5, 2]);
    expect(state.weights[0]).toBeCloseTo(0.5, 14);
    expect(state.intercept).toBeCloseTo(2 / 3, 14);
  });

  it.each(nist.cases)('agrees with $name to $digits digits', ({ X, y, certified, digits }) => {
    const { weights, intercept, rank } = new LinearRegression().fit(Matrix.from(X), y).state;
    expect(rank).toBe(weights.length);
    [intercept, ...weights].forEach((value, j) => {
      expect(-Math.log10(Math.abs(value / certified[j]! - 1) + 1e-16)).toBeGreaterThan(digits);
    });
  });

  it.each(golden.cases)(`predicts as ${golden.reference} on $name`, ({ X, y, fits }) => {
    const matrix = Matrix.from(X);
    for (const { fitIntercept, rank, predictions } of fits) {
      const model = new LinearRegression({ fitIntercept }).fit(matrix, y);
      expect(model.state.rank).toBe(rank);
      const predicted = model.predict(matrix);
      predictions.forEach((value, i) => {
        expect(Math.abs(predicted[i]! - value)).toBeLessThan(1e-9 * (1 + Math.abs(value)));
      });
    }
  });

  it('gives a constant column the weight 0 exactly, though its mean is rounded', () => {
    const { X, y } = noise(1, 60, 1);
    const constant = Matrix.from(X.toRows().map((row) => [...row, 0.1, 0.3]));
    const { weights, rank } = new LinearRegression().fit(constant, y).state;
    expect(weights.slice(1)).toEqual([0, 0]);
    expect(rank).toBe(1);
  });

  it('goes on past a column that repeats an earlier one', () => {
    const { X, y } = noise(1, 20, 2);
    const repeated = Matrix.from(X.toRows().map(([a, b]) => [a!, a!, b!]));
    const plain = new LinearRegression().fit(X, y).state;
    const { weights, rank } = new LinearRegression().fit(repeated, y).state;
    expect(rank).toBe(2);
    expect(weights[0]! + weights[1]!).toBeCloseTo(plain.weights[0]!, 12);
    expect(weights[2]).toBeCloseTo(plain.weights[1]!, 12);
  });

  it('splits a weight evenly between equal columns', () => {
    const X = Matrix.from([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const { weights, rank } = new LinearRegression().fit(X, [2, 4, 6]).state;
    expect(rank).toBe(1);
    expect(weights[0]).toBeCloseTo(1, 13);
    expect(weights[1]).toBeCloseTo(1, 13);
  });

  it('leaves residuals that are orthogonal to every column and sum to 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 8 }), (seed, d) => {
        const { X, y } = noise(seed, 40, d);
        const predicted = new LinearRegression().fit(X, y).predict(X);
        const residuals = y.map((value, i) => value - predicted[i]!);
        expect(Math.abs(residuals.reduce((a, b) => a + b, 0))).toBeLessThan(1e-11);
        for (let j = 0; j < d; j++) {
          const column = X.column(j);
          const product = residuals.reduce((sum, r, i) => sum + r * column[i]!, 0);
          expect(Math.abs(product)).toBeLessThan(1e-11);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('does not care about the unit of a column or the order of the rows', () => {
    const { X, y } = noise(3, 200, 5);
    const units = [1e-12, 1, 1e5, 1e100, 1e-100];
    const scaled = Matrix.from(X.toRows().map((row) => row.map((value, j) => value * units[j]!)));
    const order = createRandom(1).permutation(200);
    const reference = new LinearRegression().fit(X, y).state;
    const inUnits = new LinearRegression().fit(scaled, y).state;
    const shuffled = new LinearRegression().fit(
      X.selectRows(order),
      Array.from(order, (i) => y[i]!),
    ).state;
    reference.weights.forEach((weight, j) => {
      expect((inUnits.weights[j]! * units[j]!) / weight).toBeCloseTo(1, 11);
      expect(shuffled.weights[j]! / weight).toBeCloseTo(1, 11);
    });
  });

  it('refuses an option that it does not have', () => {
    expect(() => new LinearRegression({ fitintercept: true } as object)).toThrow(
      'INVALID_ARGUMENT',
    );
  });

  it('refuses numbers whose sum overflows', () => {
    const X = Matrix.from([[1.7e308], [1.7e308], [1.6e308]]);
    expect(() => new LinearRegression().fit(X, [1, 2, 3])).toThrow('OUT_OF_RANGE');
    const second = Matrix.from([[1, 1.7e308], [2, 1.7e308]]); // biome-ignore format: a matrix
    expect(() => new LinearRegression().fit(second, [1, 2])).toThrow(
      'LinearRegression.fit: column 1 of X holds numbers as large as 1.7e+308',
    );
    expect(() => new LinearRegression().fit(Matrix.from([[1], [2]]), [1.7e308, 1.7e308])).toThrow(
      'LinearRegression.fit: y holds numbers as large as 1.7e+308, and their sum overflows. ',
    );
  });
});

function noise(seed: number, n: number, d: number): { X: Matrix; y: number[] } {
  const rng = createRandom(seed);
  const X = Matrix.from(
    Array.from({ length: n }, () => Array.from({ length: d }, () => rng.normal())),
  );
  return { X, y: Array.from({ length: n }, () => rng.normal()) };
}
