import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, Table } from '../../../src/core/index.js';
import { TargetEncoder } from '../../../src/features/index.js';
import { outOfFoldMeans } from '../../../src/features/targetMeans.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { expectClose } from './expectClose.js';

interface Case {
  readonly name: string;
  readonly town: string[];
  readonly y: number[];
  readonly smooth: number | 'auto';
  readonly fold: number[];
  readonly encodings: number[];
  readonly new: string[];
  readonly transformed: number[];
  readonly outOfFold: number[];
}

const golden = loadGolden<Case>('targetEncoder');

describe('TargetEncoder', () => {
  it('agrees with smoothed means worked by hand', () => {
    const towns = Table.from({ town: ['A', 'A', 'B'] });
    const { state } = new TargetEncoder({ smooth: 1 }).fit(towns, [1, 3, 8]);
    expect(state.targetMean).toBe(4);
    expectClose([state.encodings[0]!], [[(4 + 4) / 3, (8 + 4) / 2]]);
  });

  it.each(golden.cases)(`agrees with ${golden.reference}: $name`, (given) => {
    const { town, y, smooth, fold } = given;
    const fitted = new TargetEncoder({ smooth }).fit(Table.from({ town }), y);
    expectClose([fitted.state.encodings[0]!], [given.encodings], 1e-10);
    const transformed = fitted.transform(Table.from({ town: given.new }));
    expectClose([transformed.data], [given.transformed], 1e-10);
    const known = fitted.state.categories[0]!;
    const codes = Int32Array.from(town, (value) => known.indexOf(value));
    const splits = [0, 1, 2, 3].map((k) => ({
      train: Int32Array.from(fold.flatMap((f, i) => (f === k ? [] : [i]))),
      test: Int32Array.from(fold.flatMap((f, i) => (f === k ? [i] : []))),
    }));
    const crossed = outOfFoldMeans(codes, known.length, y, splits, smooth);
    expectClose([crossed], [given.outOfFold], 1e-10);
  });

  it('never lets a row see its own target when it transforms the training rows', () => {
    const rng = createRandom(3);
    const town = Array.from({ length: 30 }, () => rng.choice(['A', 'B', 'C']));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 29 }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (row, value) => {
          const y = Array.from({ length: 30 }, (_, i) => i * 1.5);
          const encode = () =>
            new TargetEncoder().fitTransform(Table.from({ town }), y).transformed.data[row];
          const before = encode();
          y[row] = value;
          expect(encode()).toBe(before);
        },
      ),
    );
  });

  it('finds nothing in noise out of fold, where fit and transform would', () => {
    const rng = createRandom(5);
    const id = Array.from({ length: 200 }, (_, i) => `id${i >> 1}`);
    const y = id.map(() => rng.integer(0, 2));
    const encoder = new TargetEncoder({ smooth: 0 });
    const { fitted, transformed } = encoder.fitTransform(Table.from({ id }), y);
    const naive = fitted.transform(Table.from({ id }));
    expect(correlation(naive.data, y)).toBeGreaterThan(0.6);
    expect(correlation(transformed.data, y)).toBeLessThan(0.1);
  });

  it('deals folds by its seed, and 0 and 1 in equal shares', () => {
    const town = Array.from({ length: 20 }, (_, i) => `t${i % 3}`);
    const y = town.map((_, i) => (i < 4 ? 1 : 0));
    const encode = (seed: number, smooth: number) =>
      new TargetEncoder({ seed, smooth, folds: 4 }).fitTransform(Table.from({ town }), y)
        .transformed.data;
    expect(encode(1, 2)).toEqual(encode(1, 2));
    expect(encode(1, 2)).not.toEqual(encode(2, 2));
    // With endless smoothing every row gets the mean of the other folds: one 1 is in each fold.
    for (const value of encode(1, 1e12)) expect(value).toBeCloseTo(3 / 15, 9);
  });

  it.each([
    ['no targets', () => new TargetEncoder().fit(Table.from({ a: ['x'] })), 'INVALID_ARGUMENT'],
    [
      'too few targets',
      () => new TargetEncoder().fit(Table.from({ a: ['x', 'y'] }), [1]),
      'SHAPE_MISMATCH',
    ],
    [
      'a missing target',
      () => new TargetEncoder().fit(Table.from({ a: ['x'] }), [Number.NaN]),
      'NOT_FINITE',
    ],
    [
      'fewer rows than folds',
      () => new TargetEncoder().fitTransform(Table.from({ a: ['x', 'y'] }), [1, 2]),
      'OUT_OF_RANGE',
    ],
    ['a single fold', () => new TargetEncoder({ folds: 1 }), 'OUT_OF_RANGE'],
    ['negative smoothing', () => new TargetEncoder({ smooth: -1 }), 'OUT_OF_RANGE'],
    ['a seed of no whole number', () => new TargetEncoder({ seed: 0.5 }), 'OUT_OF_RANGE'],
  ])('refuses %s', (_, attempt, code) => {
    expect(attempt).toThrow(code);
  });
});

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((s, v) => s + v, 0) / n;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    ab += (a[i]! - ma) * (b[i]! - mb);
    aa += (a[i]! - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
