import fc from 'fast-check';
import { createRandom, leastSquares, Matrix } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { normalEquations } from '../../../src/math/normalEquations.js';
import { qrLeastSquares } from '../../../src/math/qrLeastSquares.js';

describe('leastSquares', () => {
  it('keeps finite weights where a reflection underflows: two rows, eleven columns, a penalty', () => {
    const X = Matrix.from([
      [
        1, 1, 8.414709848078965, 0, 0, 0.4494364165239821, 0, 0.6316672017376245,
        0.6316672017376245, 1, 0,
      ],
      [
        0, 0, 0, 0.534046329052269, 0.534046329052269, 0.37997836159100784, 0.534046329052269, 0, 0,
        0, 1,
      ],
    ]);
    const y = [0, 8.4];
    const { weights, intercept } = leastSquares(X, y, { penalty: 1 });
    // At the optimum the gradient is zero: Xᵀ(y − Xw − b) = w for penalty 1.
    const miss = y.map(
      (value, i) => value - intercept - X.row(i).reduce((s, x, j) => s + x * weights[j]!, 0),
    );
    Array.from(weights).forEach((weight, j) => {
      const pull = miss.reduce((sum, value, i) => sum + value * X.at(i, j), 0);
      expect(weight).toBeCloseTo(pull, 10);
    });
  });

  it('gives the same by both of its ways', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 20, max: 600 }),
        fc.boolean(),
        fc.constantFrom(0, 0.5, 50),
        (seed, d, n, intercept, penalty) => {
          const { X, y } = problem(seed, n, d, 3);
          const fast = normalEquations(X, y, intercept, penalty);
          const careful = qrLeastSquares(X, y, intercept, penalty);
          expect(fast).toBeDefined();
          expect(fast?.rank).toBe(careful.rank);
          expect(fast?.intercept).toBeCloseTo(careful.intercept, 10);
          careful.weights.forEach((w, j) => {
            expect(fast?.weights[j]).toBeCloseTo(w, 10);
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([
    ['repeated', (X: Matrix) => Matrix.from(X.toRows().map((row) => [...row, row[0]!]))],
    ['nearly repeated', (X: Matrix) => nearly(X)],
    ['constant', (X: Matrix) => Matrix.from(X.toRows().map((row) => [...row, 0.1]))],
    ['far from zero', (X: Matrix) => Matrix.from(X.toRows().map((row) => row.map((x) => x + 1e6)))],
    ['too large to be squared', (X: Matrix) => times(X, 1e200)],
    ['too small to be squared', (X: Matrix) => times(X, 1e-200)],
  ])('takes the careful way where columns are %s', (_, change) => {
    const { X, y } = problem(2, 100, 3, 0);
    expect(normalEquations(change(X), y, true, 0)).toBeUndefined();
    const { weights, intercept } = leastSquares(change(X), y);
    expect([...weights, intercept].every(Number.isFinite)).toBe(true);
  });

  it('keeps the digits of the intercept when the columns are far from zero', () => {
    const { X } = problem(4, 200, 2, 1e5);
    const y = X.toRows().map(([a, b]) => 3 * a! - 2 * b! + 7);
    const { weights, intercept } = leastSquares(X, y);
    expect(weights[0]).toBeCloseTo(3, 9);
    expect(weights[1]).toBeCloseTo(-2, 9);
    expect(intercept).toBeCloseTo(7, 5);
  });

  it('refines the fast way to the digits of the careful one, columns far from zero', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { X, y } = problem(seed, 500, 3, 1000);
      const fast = normalEquations(X, y, true, 0);
      const careful = qrLeastSquares(X, y, true, 0);
      careful.weights.forEach((w, j) => {
        expect(fast?.weights[j]).toBeCloseTo(w, 12);
      });
    }
  });

  it('makes good what rounding took from the means of many rows, both ways', () => {
    const n = 50_000;
    const X = Matrix.zeros(n, 1);
    // Adding the same number again and again is rounded the same way each time.
    for (let i = 0; i < n; i++) X.data[i] = i < n / 2 ? 1000.1 : 1300.3;
    const y = X.data.map((x) => 2 * x + 3);
    expect(Math.abs((normalEquations(X, y, true, 0)?.intercept ?? 0) - 3)).toBeLessThan(3e-12);
    expect(Math.abs(qrLeastSquares(X, y, true, 0).intercept - 3)).toBeLessThan(1e-9);
  });

  it('loses nothing where the first rows dwarf all later ones', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [i < 64 ? 1 : 1e-12, i % 7]);
    const y = rows.map(([a, b]) => 5 * a! + 2 * b!);
    const { weights } = qrLeastSquares(Matrix.from(rows), Float64Array.from(y), false, 0);
    expect(weights[0]).toBeCloseTo(5, 12);
    expect(weights[1]).toBeCloseTo(2, 12);
  });

  it('fits y exactly, by the shortest weights, where there are more columns than rows', () => {
    const X = Matrix.from([[3, 4]]);
    const { weights, rank } = leastSquares(X, [50], { intercept: false });
    expect(rank).toBe(1);
    expect([...weights].map((w) => Math.round(w * 1e12) / 1e12)).toEqual([6, 8]);
  });

  it('answers 0 weights for a constant y', () => {
    const { X } = problem(1, 50, 3, 0);
    const { weights, intercept } = leastSquares(X, new Float64Array(50).fill(0.1));
    for (const w of weights) expect(Math.abs(w)).toBeLessThan(1e-15);
    expect(intercept).toBeCloseTo(0.1, 15);
  });

  it('does the same for 64, 65 and 128 rows: blocks have no seams', () => {
    for (const n of [63, 64, 65, 128, 129]) {
      const { X, y } = problem(n, n, 4, 1);
      const twice = Matrix.from([...X.toRows(), ...X.toRows()]);
      const once = qrLeastSquares(X, y, true, 0);
      const both = qrLeastSquares(twice, Float64Array.of(...y, ...y), true, 0);
      once.weights.forEach((w, j) => {
        expect(both.weights[j]).toBeCloseTo(w, 12);
      });
    }
  });

  it.each([
    ['no columns', () => leastSquares(Matrix.zeros(2, 0), [1, 2]), 'EMPTY'],
    ['no rows', () => leastSquares(Matrix.zeros(0, 2), []), 'EMPTY'],
    ['a negative penalty', () => leastSquares(Matrix.zeros(1, 1), [1], { penalty: -1 }), 'OUT_OF'],
    ['another count of targets', () => leastSquares(Matrix.zeros(2, 1), [1]), 'SHAPE_MISMATCH'],
  ])('refuses %s', (_, refusal, code) => {
    expect(refusal).toThrow(code);
  });
});

function problem(
  seed: number,
  n: number,
  d: number,
  shift: number,
): { X: Matrix; y: Float64Array } {
  const rng = createRandom(seed);
  const X = Matrix.zeros(n, d);
  for (let i = 0; i < X.data.length; i++) X.data[i] = rng.normal(shift);
  return { X, y: Float64Array.from({ length: n }, () => rng.normal(5)) };
}

function nearly(X: Matrix): Matrix {
  const rng = createRandom(1);
  return Matrix.from(X.toRows().map((row) => [...row, row[0]! + 1e-6 * rng.normal()]));
}

function times(X: Matrix, factor: number): Matrix {
  return Matrix.from(X.toRows().map((row) => row.map((x) => x * factor)));
}
