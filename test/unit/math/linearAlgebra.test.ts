import fc from 'fast-check';
import { affine, columnMeans, createRandom, dot, Matrix, mean, solveCholesky } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { choleskyFactor } from '../../../src/math/cholesky.js';

describe('dot', () => {
  it('sums products', () => {
    expect(dot([1, 2, 3], Float64Array.of(4, 5, 6))).toBe(32);
    expect(dot([], [])).toBe(0);
  });
  it('refuses different lengths', () => {
    expect(() => dot([1], [1, 2])).toThrow('SHAPE_MISMATCH');
  });
});

describe('mean', () => {
  it('keeps what a plain sum would lose', () => {
    expect(mean([1e16, 1, -1e16])).toBe(1 / 3);
    expect(mean(new Float64Array(10).fill(0.1))).toBe(0.1);
    expect(mean([1.5e308, 1.5e308])).toBe(1.5e308);
    expect(mean(new Float64Array(7).fill(-Number.MAX_VALUE))).toBe(-Number.MAX_VALUE);
    expect(mean([1.5e308, 1.5e308, -1.5e308, -1.5e308, 1])).toBe(1 / 5);
  });
  it('lies between the least and the greatest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        expect(mean(values)).toBeGreaterThanOrEqual(Math.min(...values));
        expect(mean(values)).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
  it('refuses nothing', () => {
    expect(() => mean([])).toThrow('EMPTY');
  });
});

describe('columnMeans', () => {
  it('averages each column', () => {
    const X = Matrix.from([
      [1, 10],
      [3, 30],
    ]);
    expect([...columnMeans(X)]).toEqual([2, 20]);
  });
  it('refuses no rows', () => {
    expect(() => columnMeans(Matrix.zeros(0, 1))).toThrow('EMPTY');
  });
});

describe('affine', () => {
  it('weighs each row and adds the offset', () => {
    const X = Matrix.from([
      [1, 2],
      [3, 4],
    ]);
    expect([...affine(X, [10, 1], 0.5)]).toEqual([12.5, 34.5]);
    expect([...affine(Matrix.zeros(2, 0), [], 3)]).toEqual([3, 3]);
  });
  it('refuses another count of weights', () => {
    expect(() => affine(Matrix.zeros(1, 2), [1])).toThrow('SHAPE_MISMATCH');
  });
});

describe('solveCholesky', () => {
  it('agrees with a system solved by hand', () => {
    const A = Matrix.from([
      [4, 2],
      [2, 5],
    ]);
    expect([...solveCholesky(A, [8, 12])]).toEqual([1, 2]);
  });

  it('undoes the product of a positive definite matrix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 7 }), (seed, d) => {
        const rng = createRandom(seed);
        const B = Array.from({ length: d }, () => Array.from({ length: d }, () => rng.normal()));
        const A = B.map((r, i) => B.map((s, j) => dot(r, s) + (i === j ? d : 0)));
        const x = Array.from({ length: d }, () => rng.normal());
        const solved = solveCholesky(
          Matrix.from(A),
          A.map((row) => dot(row, x)),
        );
        x.forEach((value, i) => {
          expect(solved[i]).toBeCloseTo(value, 9);
        });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [
      'a matrix of rank 1',
      [
        [1, 1],
        [1, 1],
      ],
      'SINGULAR',
    ],
    ['a negative diagonal', [[-1]], 'SINGULAR'],
    ['NaN', [[Number.NaN]], 'SINGULAR'],
    ['a matrix that is not square', [[1, 2]], 'SHAPE_MISMATCH'],
  ])('refuses %s', (_, rows, code) => {
    expect(() =>
      solveCholesky(
        Matrix.from(rows),
        rows.map(() => 1),
      ),
    ).toThrow(code);
  });

  it('has a factor with zeros above the diagonal', () => {
    const A = Matrix.from([
      [4, 2],
      [2, 5],
    ]);
    expect(choleskyFactor(A)?.toRows()).toEqual([
      [2, 0],
      [1, 2],
    ]);
  });
});
