import fc from 'fast-check';
import { createRandom, LinearRegression, Matrix, Ridge } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

interface RidgeCase {
  readonly name: string;
  readonly X: number[][];
  readonly y: number[];
  readonly fits: { alpha: number; fitIntercept: boolean; predictions: number[] }[];
}

const golden = loadGolden<RidgeCase>('ridge');

describe('Ridge', () => {
  it('agrees with one weight worked by hand: Σxy / (Σx² + alpha)', () => {
    const { state } = new Ridge({ alpha: 2 }).fit(Matrix.from([[-1], [1]]), [-2, 2]);
    expect(state.weights[0]).toBeCloseTo(4 / (2 + 2), 14);
    expect(state.intercept).toBeCloseTo(0, 14);
  });

  it('never penalises the constant', () => {
    const { state } = new Ridge({ alpha: 1e12 }).fit(Matrix.from([[-1], [1]]), [98, 102]);
    expect(state.intercept).toBeCloseTo(100, 8);
    expect(state.weights[0]).toBeCloseTo(0, 8);
  });

  it.each(golden.cases)(`predicts as ${golden.reference} on $name`, ({ X, y, fits }) => {
    const matrix = Matrix.from(X);
    for (const { alpha, fitIntercept, predictions } of fits) {
      const predicted = new Ridge({ alpha, fitIntercept }).fit(matrix, y).predict(matrix);
      predictions.forEach((value, i) => {
        expect(Math.abs(predicted[i]! - value)).toBeLessThan(1e-8 * (1 + Math.abs(value)));
      });
    }
  });

  it('stands columns that are tiny beside the penalty: they get no weight', () => {
    for (const [unit, alpha] of [
      [1e-160, 1],
      [1e-140, 1e40],
      [1e-300, 1],
      [5e-324, 1e-6],
    ] as const) {
      const X = Matrix.from([[unit, 1], [-unit, 1], [unit, -1], [-unit, -1]]); // biome-ignore format: a matrix
      for (const fitIntercept of [true, false]) {
        for (const rows of [
          [0, 1, 2, 3],
          [0, 3],
        ]) {
          const y = rows.map((row) => X.at(row, 0) / unit + 2 * X.at(row, 1));
          const part = X.selectRows(rows);
          const { weights } = new Ridge({ alpha, fitIntercept }).fit(part, y).state;
          const products = y.reduce((sum, value, i) => sum + value * part.at(i, 1), 0);
          expect(weights[1]).toBeCloseTo(products / (rows.length + alpha), 12);
          expect(Math.abs(weights[0]!)).toBeLessThan(1e-130);
        }
      }
    }
  });

  it('is LinearRegression where alpha is 0', () => {
    const { X, y } = noise(5, 30, 4);
    const ridge = new Ridge({ alpha: 0 }).fit(X, y).state;
    expect(ridge.weights).toEqual(new LinearRegression().fit(X, y).state.weights);
  });

  it('never lengthens the weights when alpha grows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 3, max: 12 }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (seed, n, alpha) => {
          const { X, y } = noise(seed, n, 5);
          const weak = length(new Ridge({ alpha }).fit(X, y).state.weights);
          const strong = length(new Ridge({ alpha: alpha * 2 }).fit(X, y).state.weights);
          expect(strong).toBeLessThanOrEqual(weak * (1 + 1e-9));
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY]])('refuses an alpha of %s', (alpha) => {
    expect(() => new Ridge({ alpha })).toThrow('OUT_OF_RANGE');
  });

  it('refuses an option that it does not have', () => {
    expect(() => new Ridge({ lambda: 1 } as object)).toThrow('INVALID_ARGUMENT');
  });
});

function length(weights: readonly number[]): number {
  return Math.hypot(...weights);
}

function noise(seed: number, n: number, d: number): { X: Matrix; y: number[] } {
  const rng = createRandom(seed);
  const X = Matrix.from(
    Array.from({ length: n }, () => Array.from({ length: d }, () => rng.normal())),
  );
  return { X, y: Array.from({ length: n }, () => rng.normal()) };
}
