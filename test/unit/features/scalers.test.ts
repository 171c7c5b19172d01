import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix, Table } from '../../../src/core/index.js';
import { MinMaxScaler, RobustScaler, StandardScaler } from '../../../src/features/index.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { expectClose } from './expectClose.js';

interface Case {
  readonly name: string;
  readonly scaler: 'StandardScaler' | 'MinMaxScaler' | 'RobustScaler';
  readonly options: object;
  readonly X: number[][];
  readonly transformed: number[][];
  readonly new: number[][];
  readonly newTransformed: number[][];
  readonly back: number[][];
}

const golden = loadGolden<Case>('scalers');
const scalers = { StandardScaler, MinMaxScaler, RobustScaler };
const everyScaler = Object.entries(scalers);

describe('scalers', () => {
  it.each(golden.cases)(`agree with ${golden.reference}: $name`, (given) => {
    const fitted = new scalers[given.scaler](given.options).fit(Matrix.from(given.X));
    expectClose(fitted.transform(Matrix.from(given.X)).toRows(), given.transformed, 1e-9);
    expectClose(fitted.transform(Matrix.from(given.new)).toRows(), given.newTransformed, 1e-9);
    // Theirs undoes the clipping as if there had been none; so does ours.
    expectClose(fitted.inverseTransform(Matrix.from(given.X)).toRows(), given.back, 1e-9);
  });

  it.each(everyScaler)('%s goes there and back for any finite numbers', (_, Scaler) => {
    // Whole numbers: no two are so near each other that a distance in such units would overflow.
    const cell = fc.integer({ min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }), (rows) => {
        const X = Matrix.from(rows);
        const fitted = new Scaler().fit(X);
        const back = fitted.inverseTransform(fitted.transform(X)).toRows();
        const size = [0, 1].map((j) => Math.max(...rows.map((row) => Math.abs(row[j]!))));
        rows.forEach((row, i) => {
          row.forEach((value, j) => {
            expect(Math.abs(back[i]![j]! - value)).toBeLessThanOrEqual(1e-12 * size[j]! + 1e-300);
          });
        });
      }),
    );
  });

  it.each(everyScaler)('%s reads a table by names and says them', (_, Scaler) => {
    const fitted = new Scaler().fit(Table.from({ a: [1, 3], b: [10, 30] }));
    expect(fitted.outputNames).toEqual(['a', 'b']);
    expect(fitted.transform(Table.from({ b: [10], c: ['x'], a: [1] })).toRows()).toEqual(
      fitted.transform(Matrix.from([[1, 10]])).toRows(),
    );
  });

  it.each(everyScaler)('%s refuses texts, gaps, infinities and nothing', (name, Scaler) => {
    const fit = (X: Table | Matrix) => () => new Scaler().fit(X);
    expect(fit(Table.from({ a: [1], b: ['x'], c: [true] }))).toThrow(
      /"b".*string.*"c".*boolean.*WRONG_KIND/,
    );
    expect(fit(Table.from({ a: [1, Number.NaN] }))).toThrow(
      /"a".*row 1.*SimpleImputer.*MISSING_VALUE/,
    );
    expect(fit(Matrix.from([[1], [Number.POSITIVE_INFINITY]]))).toThrow('NOT_FINITE');
    expect(fit(Table.from({}))).toThrow('EMPTY');
    expect(fit(Matrix.zeros(3, 0))).toThrow('EMPTY');
    const fitted = new Scaler().fit(Matrix.from([[1], [3]]));
    expect(() => fitted.transform(Matrix.from([[Number.NEGATIVE_INFINITY]]))).toThrow('NOT_FINITE');
    expect(() => fitted.inverseTransform(Matrix.zeros(1, 2))).toThrow('SHAPE_MISMATCH');
    expect(() => fitted.inverseTransform(Matrix.from([[Number.NaN]]))).toThrow('MISSING_VALUE');
    expect(() => fitted.inverseTransform([[1]] as never)).toThrow('WRONG_KIND');
    expect(() => new Scaler({ scale: 2 } as object)).toThrow('INVALID_ARGUMENT');
    const huge =
      name === 'StandardScaler' ? [1.7e308, 1.7e308, -1.7e308] : [1e308, 1e308, -1e308, -1e308];
    expect(fit(Matrix.fromColumns([huge]))).toThrow('OUT_OF_RANGE');
  });
});

describe('StandardScaler', () => {
  it('agrees with deviations worked by hand', () => {
    const { state } = new StandardScaler().fit(
      Matrix.from([[2], [4], [4], [4], [5], [5], [7], [9]]),
    );
    expect(state).toMatchObject({ mean: [5], scale: [2] });
  });

  it('is not misled by values far from zero, very small or very large', () => {
    const scaleOf = (values: number[]) =>
      new StandardScaler().fit(Matrix.fromColumns([values])).state.scale[0];
    expect(scaleOf([1e9 + 1, 1e9 + 3])).toBeCloseTo(1, 12);
    expect(scaleOf([1e16, 1e16 + 10])).toBe(5); // though the mean, 1e16 + 5, is no number
    expect(scaleOf([1e-200, 3e-200])! / 1e-200).toBeCloseTo(1, 12);
    expect(scaleOf([1e300, 3e300])! / 1e300).toBeCloseTo(1, 12);
    expect(scaleOf([1e308, 1.7e308])! / 1e308).toBeCloseTo(0.35, 12); // whose sum is no number
  });

  it('takes a column for constant when only rounding makes it vary', () => {
    const values = Array.from({ length: 100 }, () => 0.1 + 0.2);
    values[0] = 0.3;
    expect(new StandardScaler().fit(Matrix.fromColumns([values])).state.scale).toEqual([1]);
  });

  it('keeps no negative zero, so that its state is its JSON', () => {
    const { state } = new MinMaxScaler().fit(Matrix.from([[-0], [1]]));
    expect(Object.is(state.min[0], 0)).toBe(true);
  });

  it('says when a result is too large for a number', () => {
    const fitted = new StandardScaler().fit(Matrix.from([[0], [1e-300]]));
    expect(() => fitted.transform(Matrix.from([[1e300]]))).toThrow(
      /1e\+300.*too large.*NOT_FINITE/,
    );
  });
});

describe('MinMaxScaler', () => {
  it('hits both ends exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e100, max: 1e100, noNaN: true }), {
          minLength: 2,
          maxLength: 9,
        }),
        (values) => {
          fc.pre(new Set(values.map((value) => value + 0)).size > 1);
          const X = Matrix.fromColumns([values]);
          const { data } = new MinMaxScaler().fit(X).transform(X);
          expect(Math.min(...data)).toBe(0);
          expect(Math.max(...data)).toBe(1);
        },
      ),
    );
  });

  it.each([[[1, 1]], [[2, 1]], [[0, Number.NaN]], [[0]]])('refuses the range %s', (range) => {
    expect(() => new MinMaxScaler({ featureRange: range as never })).toThrow('OUT_OF_RANGE');
  });

  it('copies and freezes the range that it is given', () => {
    const range: [number, number] = [0, 1];
    const scaler = new MinMaxScaler({ featureRange: range });
    range[1] = 5;
    expect(scaler.options.featureRange).toEqual([0, 1]);
    expect(Object.isFrozen(scaler.options.featureRange)).toBe(true);
  });
});

describe('RobustScaler', () => {
  it('does not notice one wild value', () => {
    const calm = new RobustScaler().fit(Matrix.from([[1], [2], [3], [4], [5]])).state;
    const wild = new RobustScaler().fit(Matrix.from([[1], [2], [3], [4], [5e9]])).state;
    expect(wild).toEqual(calm);
  });

  it.each([[[75, 25]], [[-1, 50]], [[0, 101]], [[50]]])('refuses the quantiles %s', (range) => {
    expect(() => new RobustScaler({ quantileRange: range as never })).toThrow('OUT_OF_RANGE');
  });
});
