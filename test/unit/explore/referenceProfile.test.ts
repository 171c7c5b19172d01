import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, Table } from '../../../src/core/index.js';
import {
  categoryBucket,
  type ReferenceBooleans,
  type ReferenceNumbers,
  type ReferenceTexts,
  referenceProfile,
  referenceProfileFromState,
} from '../../../src/explore/index.js';

const mixed = Table.from({
  x: [4, 2, Number.NaN, 2, 8, Infinity],
  sex: ['f', 'm', 'f', null, 'f', 'm'],
  wet: [true, false, null, true, true, false],
  day: { kind: 'date', values: [10, 20, 30, 40, Number.NaN, 60] },
});

const numbers = (profile: ReturnType<typeof referenceProfile>, i = 0) =>
  profile.columns[i] as ReferenceNumbers;
const journey = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('referenceProfile', () => {
  it('agrees with six rows counted by hand', () => {
    const profile = referenceProfile(mixed, { bins: 2 });
    expect([profile.rowCount, profile.sampleRows]).toEqual([6, 0]);
    expect(profile.columns[0]).toEqual({
      name: 'x',
      kind: 'number',
      count: 5,
      missing: 1,
      sample: [],
      infinite: 1,
      mean: 4,
      deviation: Math.sqrt(8),
      distinct: 3,
      edges: [4],
      counts: [2, 2],
      points: [2, 4, 8],
      below: [0, 2, 3],
      upTo: [2, 3, 4],
    });
    expect(profile.columns[1]).toEqual({
      name: 'sex',
      kind: 'string',
      count: 5,
      missing: 1,
      sample: [],
      distinct: 2,
      categories: [
        { value: 'f', count: 3 },
        { value: 'm', count: 2 },
      ],
      buckets: null,
    });
    expect(profile.columns[2] as ReferenceBooleans).toMatchObject({ count: 5, trueCount: 3 });
    expect(profile.columns[3]).toMatchObject({ kind: 'date', count: 5, mean: 32 });
  });

  it('keeps whole rows only when asked, the same for the same seed', () => {
    const kept = referenceProfile(mixed, { sampleRows: 3, seed: 4 });
    expect(kept.sampleRows).toBe(3);
    expect(kept).toEqual(referenceProfile(mixed, { sampleRows: 3, seed: 4 }));
    const rows = kept.columns[1]!.sample.map((sex, i) => [sex, kept.columns[2]!.sample[i]]);
    const all = [...mixed.rows()].map(({ sex, wet }) => [sex, wet]);
    for (const row of rows) expect(all).toContainEqual(row);
    expect(referenceProfile(mixed, { sampleRows: 99 }).columns[0]!.sample).toEqual([
      4,
      2,
      null,
      2,
      8,
      null,
    ]);
  });

  it('describes columns without values, constants and no rows at all', () => {
    const blank = { kind: 'number' as const, values: [null, null] };
    const profile = referenceProfile(Table.from({ blank, same: [7, 7], text: ['', ''] }));
    expect(numbers(profile)).toMatchObject({
      count: 0,
      missing: 2,
      mean: null,
      counts: [0],
      points: [],
    });
    expect(numbers(profile, 1)).toMatchObject({
      edges: [],
      counts: [2],
      points: [7],
      deviation: 0,
    });
    const none = referenceProfile(Table.from({ x: [] }));
    expect(referenceProfileFromState(journey(none))).toEqual(none);
  });

  it('counts texts in buckets where they are too many or too long', () => {
    const texts = Array.from({ length: 150 }, (_, i) => `id ${i}`);
    const many = referenceProfile(Table.from({ texts })).columns[0] as ReferenceTexts;
    expect(many.categories).toEqual([]);
    expect(many.distinct).toBe(150);
    expect(many.buckets!.reduce((a, b) => a + b)).toBe(150);
    const ofFirst = texts.filter((text) => categoryBucket(text) === categoryBucket('id 0'));
    expect(many.buckets![categoryBucket('id 0')]).toBe(ofFirst.length);
    const long = referenceProfile(Table.from({ texts: ['a', 'b'.repeat(101)] }));
    expect(JSON.stringify(long)).not.toContain('bbb');
  });

  it('spreads texts evenly over the buckets', () => {
    const counts = new Float64Array(64);
    for (let i = 0; i < 64_000; i++) counts[categoryBucket(`customer-${i}`)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(104); // χ² of 63 degrees exceeds it once in a thousand times
  });

  it('counts exactly at each point, and leaves out few values between two of them', () => {
    const value = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (values) => {
        const kept = numbers(referenceProfile(Table.from({ x: values }), { points: 10 }));
        kept.points.forEach((point, k) => {
          expect(kept.below[k]).toBe(values.filter((x) => x < point).length);
          expect(kept.upTo[k]).toBe(values.filter((x) => x <= point).length);
          if (k > 0)
            expect(kept.below[k]! - kept.upTo[k - 1]!).toBeLessThanOrEqual(values.length / 9);
        });
        const bins = [-Infinity, ...kept.edges, Infinity];
        kept.counts.forEach((count, k) => {
          expect(count).toBeGreaterThan(0);
          expect(count).toBe(values.filter((x) => x >= bins[k]! && x < bins[k + 1]!).length);
        });
        const whole = { kind: 'referenceProfile', rowCount: values.length, sampleRows: 0 };
        const read = referenceProfileFromState(journey({ ...whole, columns: [kept] }));
        expect(read.columns).toEqual([kept]);
      }),
    );
  });

  it('does not depend on the order of rows, and stays small', () => {
    const random = createRandom(3);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const profile = referenceProfile(Table.from({ x: values }));
    expect(referenceProfile(Table.from({ x: random.shuffle(values) }))).toEqual(profile);
    expect(numbers(profile).points).toHaveLength(500);
    expect(JSON.stringify(profile).length).toBeLessThan(20_000);
    numbers(profile).counts.forEach((count) => {
      expect(Math.abs(count - 2000)).toBeLessThanOrEqual(1);
    });
  });

  it.each([
    [{ bins: 1 }, 'OUT_OF_RANGE'],
    [{ points: 9 }, 'OUT_OF_RANGE'],
    [{ categories: 0.5 }, 'OUT_OF_RANGE'],
    [{ sampleRows: -1 }, 'OUT_OF_RANGE'],
    [{ seed: -1 }, 'OUT_OF_RANGE'],
    [{ pionts: 20 } as object, 'INVALID_ARGUMENT'],
  ])('refuses the options %j', (options, code) => {
    expect(() => referenceProfile(mixed, options)).toThrow(code);
  });
});

describe('referenceProfileFromState', () => {
  const stored = referenceProfile(mixed, { sampleRows: 2 });

  it('reads what went through JSON, frozen', () => {
    const read = referenceProfileFromState(journey(stored));
    expect(read).toEqual(stored);
    expect(Object.isFrozen(read.columns[0])).toBe(true);
  });

  const damage: readonly (readonly [string, number, Record<string, unknown>])[] = [
    ['name', 0, { name: 5 }],
    ['kind', 0, { kind: 'blob' }],
    ['count', 0, { count: 7 }],
    ['missing', 0, { missing: 2 }],
    ['sample', 0, { sample: [1] }],
    ['sample[0]', 0, { sample: ['x', null] }],
    ['infinite', 0, { infinite: -1 }],
    ['mean', 0, { mean: 'x' }],
    ['deviation', 0, { deviation: -1 }],
    ['distinct', 0, { distinct: 2 }],
    ['edges[1]', 0, { edges: [4, 4] }],
    ['edges[0]', 0, { edges: [null] }],
    ['counts', 0, { counts: [1, 2] }],
    ['points', 0, { points: [2, 4] }],
    ['below[0]', 0, { below: [1, 2, 3] }],
    ['below[1]', 0, { below: [0, 1, 3] }],
    ['upTo[1]', 0, { upTo: [2, 2, 4] }],
    ['upTo[2]', 0, { upTo: [2, 3, 3.5] }],
    ['upTo', 0, { points: [2, 4], below: [0, 2], upTo: [2, 3] }],
    ['categories', 1, { categories: [{ value: 'f', count: 5 }] }],
    [
      'categories',
      1,
      {
        categories: [
          { value: 'f', count: 3 },
          { value: 'f', count: 2 },
        ],
      },
    ],
    [
      'categories',
      1,
      {
        categories: [
          { value: 'f', count: 3 },
          { value: 'm', count: 1 },
        ],
      },
    ],
    ['categories[0].value', 1, { categories: [{ value: null, count: 3 }] }],
    ['buckets', 1, { buckets: [5] }],
    ['buckets', 1, { buckets: undefined }],
    ['trueCount', 2, { trueCount: 6 }],
  ];
  it.each(damage)('refuses a damaged %s', (field, i, change) => {
    const columns = (journey(stored) as typeof stored).columns.map((column, k) =>
      k === i ? { ...column, ...change } : column,
    );
    const state = { ...stored, columns };
    expect(() => referenceProfileFromState(state)).toThrow(`columns[${i}].${field} is`);
    expect(() => referenceProfileFromState(state)).toThrow('INVALID_STATE');
  });

  it.each([
    [null, 'UNKNOWN_KIND'],
    [{ kind: 'profile' }, 'UNKNOWN_KIND'],
    [{ ...stored, rowCount: '6' }, 'INVALID_STATE'],
    [{ ...stored, sampleRows: 7 }, 'INVALID_STATE'],
    [{ ...stored, columns: {} }, 'INVALID_STATE'],
    [{ ...stored, columns: [null] }, 'INVALID_STATE'],
    [{ ...stored, columns: [stored.columns[0], stored.columns[0]] }, 'INVALID_STATE'],
  ])('refuses %j', (state, code) => {
    expect(() => referenceProfileFromState(state)).toThrow(code);
  });
});
