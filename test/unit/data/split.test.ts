import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, Matrix, Table } from '../../../src/core/index.js';
import { kFold, splitIndices, trainTestSplit } from '../../../src/data/index.js';
import { apportion } from '../../../src/data/split/apportion.js';

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const seed = fc.nat();
const keysOf = (most: number) => fc.array(fc.nat({ max: most }), { minLength: 2, maxLength: 60 });
const all = (n: number) => Array.from({ length: n }, (_, i) => i);
const together = ({ train, test }: { train: Int32Array; test: Int32Array }) =>
  [...train, ...test].sort((a, b) => a - b);
const tally = (keys: readonly number[], rows: Int32Array, key: number) =>
  rows.filter((row) => keys[row] === key).length;

describe('apportion', () => {
  it('agrees with a case worked by hand: quotas 2, 1.2 and 0.8', () => {
    expect(apportion([5, 3, 2], 4)).toEqual([2, 1, 1]);
  });
  it('gives a tie to the earlier stratum', () => {
    expect(apportion([1, 1, 1], 1)).toEqual([1, 0, 0]);
  });
});

describe('splitIndices', () => {
  it('puts each row in one part, in rising order, round(n · share) of them in test', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), share, seed, (n, testShare, seed) => {
        const parts = splitIndices(n, { testShare, seed });
        expect(together(parts)).toEqual(all(n));
        expect([...parts.test]).toEqual([...parts.test].sort((a, b) => a - b));
        expect(parts.test.length).toBe(Math.min(n - 1, Math.max(1, Math.round(n * testShare))));
      }),
    );
  });

  it('gives the same parts for the same seed, others for another', () => {
    expect(splitIndices(50, { seed: 3 })).toEqual(splitIndices(50, { seed: 3 }));
    expect(splitIndices(50, { seed: 3 })).not.toEqual(splitIndices(50, { seed: 4 }));
    expect(splitIndices(50, { random: createRandom(3) })).toEqual(splitIndices(50, { seed: 3 }));
  });

  it('lets every row come into the test part as often as any other', () => {
    const hits = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed++) {
      for (const row of splitIndices(10, { testShare: 0.3, seed }).test) hits[row]!++;
    }
    // 600 expected, deviation 20.5: five deviations.
    for (const count of hits) expect(Math.abs(count - 600)).toBeLessThan(103);
  });

  it('keeps the share of each stratum within one row, and the size exact', () => {
    fc.assert(
      fc.property(keysOf(4), share, seed, (keys, testShare, seed) => {
        const parts = splitIndices(keys.length, { testShare, seed, stratifyBy: keys });
        const size = Math.min(keys.length - 1, Math.max(1, Math.round(keys.length * testShare)));
        expect(together(parts)).toEqual(all(keys.length));
        expect(parts.test.length).toBe(size);
        for (const key of new Set(keys)) {
          const exact = (keys.filter((each) => each === key).length * size) / keys.length;
          expect(Math.abs(tally(keys, parts.test, key) - exact)).toBeLessThan(1);
        }
      }),
    );
  });

  it('never divides a group', () => {
    fc.assert(
      fc.property(keysOf(12), share, seed, (keys, testShare, seed) => {
        fc.pre(new Set(keys).size > 1);
        const parts = splitIndices(keys.length, { testShare, seed, groupBy: keys });
        expect(together(parts)).toEqual(all(keys.length));
        expect(Math.min(parts.train.length, parts.test.length)).toBeGreaterThan(0);
        const inTest = new Set(Array.from(parts.test, (row) => keys[row]));
        expect(parts.train.some((row) => inTest.has(keys[row]))).toBe(false);
      }),
    );
  });

  it('comes near the size asked for with groups of ten', () => {
    const keys = all(1000).map((row) => Math.floor(row / 10));
    expect(splitIndices(1000, { testShare: 0.25, groupBy: keys }).test.length).toBe(250);
  });

  it('takes a group of 200,000 rows', () => {
    const keys = all(400_000).map((row) => Math.floor(row / 200_000));
    expect(splitIndices(400_000, { testShare: 0.5, groupBy: keys }).test.length).toBe(200_000);
  });

  it('tests on strictly later rows', () => {
    fc.assert(
      fc.property(keysOf(30), share, (keys, testShare) => {
        fc.pre(new Set(keys).size > 1);
        const parts = splitIndices(keys.length, { testShare, timeBy: keys });
        expect(together(parts)).toEqual(all(keys.length));
        const last = Math.max(...Array.from(parts.train, (row) => keys[row]!));
        const first = Math.min(...Array.from(parts.test, (row) => keys[row]!));
        expect(first).toBeGreaterThan(last);
      }),
    );
  });

  it('orders dates and ISO texts, too', () => {
    const texts = ['2015-01-03', '2015-01-01', '2015-01-02'];
    const dates = texts.map((text) => new Date(text));
    for (const timeBy of [texts, dates]) {
      expect([...splitIndices(3, { testShare: 0.4, timeBy }).test]).toEqual([0]);
    }
  });

  it.each([
    ['one row', 1, {}, 'OUT_OF_RANGE'],
    ['no test rows', 10, { testShare: 0 }, 'OUT_OF_RANGE'],
    ['a share that is NaN', 10, { testShare: Number.NaN }, 'OUT_OF_RANGE'],
    ['a misspelt option', 10, { testsize: 0.2 }, 'INVALID_ARGUMENT'],
    ['two ways at once', 2, { groupBy: [1, 2], timeBy: [1, 2] }, 'groupBy and timeBy'],
    ['too few keys', 3, { groupBy: [1, 2] }, 'SHAPE_MISMATCH'],
    ['a missing key', 3, { stratifyBy: [1, Number.NaN, 1] }, 'stratifyBy has no value in row 1'],
    ['a single group', 3, { groupBy: [1, 1, 1] }, 'EMPTY'],
    ['a single time', 3, { timeBy: ['a', 'a', 'a'] }, 'EMPTY'],
  ])('refuses %s', (_, n, options, message) => {
    expect(() => splitIndices(n, options as object)).toThrow(message);
  });
});

describe('trainTestSplit', () => {
  const table = Table.from({
    id: all(20),
    kind: all(20).map((i) => (i % 4 === 0 ? 'rare' : 'common')),
    day: all(20).map((i) => new Date(i * 86_400_000)),
  });

  it('divides a table as splitIndices divides its rows', () => {
    const { train, test } = trainTestSplit(table, { seed: 5, testShare: 0.4 });
    const rows = splitIndices(20, { seed: 5, testShare: 0.4 });
    expect([...test.number('id')]).toEqual([...rows.test]);
    expect([...train.number('id')]).toEqual([...rows.train]);
  });

  it('takes columns by name', () => {
    const { test } = trainTestSplit(table, { testShare: 0.4, stratifyBy: 'kind' });
    expect(test.string('kind').filter((kind) => kind === 'rare')).toHaveLength(2);
    const late = trainTestSplit(table, { testShare: 0.1, timeBy: 'day' });
    expect([...late.test.number('id')]).toEqual([18, 19]);
  });

  it('divides X and y alike', () => {
    const X = Matrix.from(all(10).map((i) => [i, -i]));
    const { train, test } = trainTestSplit({ X, y: all(10) }, { testShare: 0.3 });
    expect([train.X.rows, test.X.rows, test.X.columns]).toEqual([7, 3, 2]);
    test.y.forEach((y, i) => {
      expect([test.X.at(i, 0), test.X.at(i, 1)]).toEqual([y, -y]);
    });
  });

  it('refuses an unknown column, and X and y of different lengths', () => {
    expect(() => trainTestSplit(table, { groupBy: 'kinds' })).toThrow('UNKNOWN_COLUMN');
    expect(() => trainTestSplit({ X: Matrix.from([[1], [2]]), y: [1] })).toThrow('SHAPE_MISMATCH');
  });
});

describe('kFold', () => {
  it('tests each row once, in folds and strata that differ by one row at most', () => {
    fc.assert(
      fc.property(keysOf(3), fc.integer({ min: 2, max: 10 }), seed, (keys, wanted, seed) => {
        const folds = Math.min(wanted, keys.length);
        const parts = kFold(keys.length, { folds, seed, stratifyBy: keys });
        expect(parts.flatMap((part) => [...part.test]).sort((a, b) => a - b)).toEqual(
          all(keys.length),
        );
        for (const part of parts) expect(together(part)).toEqual(all(keys.length));
        const spread = (counts: number[]) => Math.max(...counts) - Math.min(...counts);
        expect(spread(parts.map((part) => part.test.length))).toBeLessThanOrEqual(1);
        for (const key of new Set(keys)) {
          expect(spread(parts.map((part) => tally(keys, part.test, key)))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('never divides a group, tests each row once, and balances as the largest group allows', () => {
    fc.assert(
      fc.property(keysOf(12), fc.integer({ min: 2, max: 4 }), seed, (keys, folds, seed) => {
        fc.pre(new Set(keys).size >= folds);
        const parts = kFold(keys.length, { folds, seed, groupBy: keys });
        expect(parts.flatMap((part) => [...part.test]).sort((a, b) => a - b)).toEqual(
          all(keys.length),
        );
        const largest = Math.max(...keys.map((key) => keys.filter((each) => each === key).length));
        const sizes = parts.map((part) => part.test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
        for (const { train, test } of parts) {
          expect(together({ train, test })).toEqual(all(keys.length));
          const inTest = new Set(Array.from(test, (row) => keys[row]));
          for (const row of train) expect(inTest.has(keys[row])).toBe(false);
        }
      }),
    );
  });

  it('places the largest group first: one of three and three of one row make two equal folds', () => {
    for (let seed = 0; seed < 5; seed++) {
      const folds = kFold(6, { folds: 2, seed, groupBy: ['a', 'b', 'c', 'd', 'd', 'd'] });
      expect(folds.map(({ test }) => test.length)).toEqual([3, 3]);
    }
  });

  it('cuts by time as worked by hand: six days, two folds, whatever the order of rows', () => {
    const days = [3, 1, 2, 6, 5, 4];
    expect(kFold(6, { folds: 2, timeBy: days })).toEqual([
      { train: Int32Array.of(1, 2), test: Int32Array.of(0, 5) },
      { train: Int32Array.of(0, 1, 2, 5), test: Int32Array.of(3, 4) },
    ]);
  });

  it('tests strictly later rows than it learns from, each block once, no time divided', () => {
    fc.assert(
      fc.property(keysOf(20), fc.integer({ min: 2, max: 5 }), (keys, folds) => {
        fc.pre(new Set(keys).size > folds);
        const parts = kFold(keys.length, { folds, timeBy: keys });
        expect(parts).toHaveLength(folds);
        for (const { train, test } of parts) {
          expect(test.length).toBeGreaterThan(0);
          const latest = Math.max(...Array.from(train, (row) => keys[row]!));
          for (const row of test) expect(keys[row]).toBeGreaterThan(latest);
        }
        const last = parts.at(-1)!;
        expect(together(last)).toEqual(all(keys.length));
        parts.slice(1).forEach((part, fold) => {
          expect([...part.train]).toEqual(together(parts[fold]!));
        });
      }),
    );
  });

  it('refuses too few groups or times, and two ways at once', () => {
    expect(() => kFold(4, { folds: 3, groupBy: [1, 1, 2, 2] })).toThrow(
      /2 different groups.*OUT_OF_RANGE/,
    );
    expect(() => kFold(4, { folds: 2, timeBy: [1, 1, 2, 2] })).toThrow(
      /2 different times.*at least 3/,
    );
    expect(() => kFold(4, { folds: 2, groupBy: [1, 2, 3, 4], timeBy: [1, 2, 3, 4] })).toThrow(
      'INVALID_ARGUMENT',
    );
  });

  it('refuses more folds than rows, and a single fold', () => {
    expect(() => kFold(3, { folds: 4 })).toThrow('OUT_OF_RANGE');
    expect(() => kFold(3, { folds: 1 })).toThrow('OUT_OF_RANGE');
  });
});
