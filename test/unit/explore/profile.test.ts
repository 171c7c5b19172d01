import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, Table } from '../../../src/core/index.js';
import { numberProfileOf, profile, profileOf, profileTable } from '../../../src/explore/index.js';
import { countInBins, histogramBins } from '../../../src/plot/index.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { realTable } from './labelledColumns.js';

interface Case {
  readonly dataset: string;
  readonly column: string;
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  readonly mean?: number;
  readonly deviation?: number;
  readonly min?: number;
  readonly max?: number;
  readonly quantiles?: readonly number[];
  readonly skewness?: number;
  readonly kurtosis?: number;
  readonly mostFrequent?: readonly { readonly value: number | string; readonly count: number }[];
}
const golden = loadGolden<Case>('profile');

describe('profile', () => {
  it('agrees with six values worked by hand', () => {
    const found = numberProfileOf(profile(Table.from({ x: [4, 2, Number.NaN, 2, 8, 4, 4] })), 'x');
    expect(found).toMatchObject({
      name: 'x',
      kind: 'number',
      count: 6,
      missing: 1,
      infinite: 0,
      distinct: 3,
      mean: 4,
      min: 2,
      max: 8,
      median: 4,
      shape: 'too few to tell',
      mostFrequent: [
        { value: 4, count: 3 },
        { value: 2, count: 2 },
        { value: 8, count: 1 },
      ],
    });
    expect(found.deviation).toBeCloseTo(Math.sqrt(24 / 5), 14);
    expect(found.quantiles.find(({ probability }) => probability === 0.25)!.value).toBe(2.5);
    expect(found.histogram!.counts.reduce((a, b) => a + b)).toBe(6);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $dataset, $column`, (c) => {
    const found = profileOf(profile(realTable(c.dataset)), c.column);
    expect([found.count, found.missing, found.distinct]).toEqual([c.count, c.missing, c.distinct]);
    if (c.mostFrequent) expect(found.mostFrequent).toEqual(c.mostFrequent);
    if (c.mean === undefined) return;
    const numbers = numberProfileOf(profile(realTable(c.dataset)), c.column);
    expect(numbers.mean).toBeCloseTo(c.mean, 9);
    expect(numbers.deviation).toBeCloseTo(c.deviation!, 9);
    expect([numbers.min, numbers.max]).toEqual([c.min, c.max]);
    expect(numbers.skewness).toBeCloseTo(c.skewness!, 10);
    expect(numbers.kurtosis).toBeCloseTo(c.kurtosis!, 9);
    numbers.quantiles.forEach(({ value }, k) => {
      expect(value).toBeCloseTo(c.quantiles![k]!, 10);
    });
  });

  it('draws the same bins as a histogram does', () => {
    const number = fc.oneof(
      fc.integer({ min: -50, max: 300 }),
      fc.integer({ min: -1e9, max: 1e9 }).map((whole) => whole / 1000),
      fc.constantFrom(0, 1.5),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 200 }), (values) => {
        const { histogram } = numberProfileOf(profile(Table.from({ x: values })), 'x');
        const drawn = histogramBins(values.map((value) => value + 0));
        expect(histogram!.rule).toBe(drawn.rule);
        expect(histogram!.edges).toEqual(drawn.edges);
        expect(histogram!.counts).toEqual(countInBins(values, drawn.edges));
        expect(histogram!.counts.reduce((a, b) => a + b)).toBe(values.length);
      }),
    );
  });

  it('draws the same bins where a far outlier would ask for thousands', () => {
    for (const values of [
      [...Array.from({ length: 2000 }, (_, i) => i % 20), 280],
      [...Array.from({ length: 20_000 }, (_, i) => i % 20), 200],
      [...Array.from({ length: 100 }, (_, i) => i / 100), 1e6 + 0.5],
    ]) {
      const { histogram } = numberProfileOf(profile(Table.from({ x: values })), 'x');
      const drawn = histogramBins(values);
      expect(histogram).toEqual({ ...drawn, counts: countInBins(values, drawn.edges) });
    }
  });

  it('counts what is missing and what is infinite apart, and describes the finite values', () => {
    const column = [1, Infinity, null, 2, -Infinity, 3];
    const found = numberProfileOf(profile(Table.from({ x: column })), 'x');
    expect([found.count, found.missing, found.infinite, found.distinct]).toEqual([5, 1, 2, 3]);
    expect([found.mean, found.max]).toEqual([2, 3]);
    const none = numberProfileOf(profile(Table.from({ x: [Infinity] })), 'x');
    expect([none.count, none.infinite, none.mean, none.shape]).toEqual([1, 1, null, 'empty']);
  });

  it('describes texts, truth values and dates', () => {
    const { columns } = profile(
      Table.from({
        sex: ['f', 'm', null, 'm', ''],
        wet: [true, false, true, null, true],
        day: [new Date(0), new Date(86_400_000), null, new Date(86_400_000), new Date(0)],
      }),
    );
    expect(columns[0]).toEqual({
      name: 'sex',
      kind: 'string',
      count: 4,
      missing: 1,
      distinct: 3,
      shape: 'categorical',
      mostFrequent: [
        { value: 'm', count: 2 },
        { value: '', count: 1 },
        { value: 'f', count: 1 },
      ],
    });
    expect(columns[1]).toMatchObject({ distinct: 2, trueShare: 0.75, shape: 'categorical' });
    expect(columns[1]!.mostFrequent).toEqual([
      { value: true, count: 3 },
      { value: false, count: 1 },
    ]);
    expect(columns[2]).toMatchObject({ kind: 'date', count: 4, mean: 43_200_000, min: 0 });
  });

  it('survives JSON, columns without a value and a table without rows', () => {
    const table = Table.from({
      n: { kind: 'number', values: [] },
      s: { kind: 'string', values: [] },
      b: { kind: 'boolean', values: [] },
      d: { kind: 'date', values: [] },
    });
    const found = profile(table);
    expect(found.columns.map(({ shape }) => shape)).toEqual(['empty', 'empty', 'empty', 'empty']);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    const some = profile(realTable('penguins'));
    expect(JSON.parse(JSON.stringify(some))).toEqual(some);
    expect(profile(Table.from({})).columns).toEqual([]);
  });

  it('says of each column what it says of it alone, whatever stood in the one before', () => {
    const random = createRandom(4);
    const drawn = (missing: number) =>
      Float64Array.from({ length: 3000 }, () =>
        random.uniform() < missing ? Number.NaN : random.normal(),
      );
    const columns = { full: drawn(0), half: drawn(0.5), few: drawn(0.99), last: drawn(0.1) };
    const together = profile(Table.from(columns)).columns;
    const alone = Object.entries(columns).map(
      ([name, values]) => profile(Table.from({ [name]: values })).columns[0],
    );
    expect(together).toEqual(alone);
  });

  it('never sees the order of the rows', () => {
    const weather = realTable('weather');
    const turned = weather.take(
      Array.from(weather.number('wind'), (_, i) => weather.rowCount - 1 - i),
    );
    expect(profile(turned)).toEqual(profile(weather));
  });

  it('holds for any numbers that a double can be', () => {
    const any = fc.double();
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (values) => {
        const found = numberProfileOf(profile(Table.from({ x: Float64Array.from(values) })), 'x');
        const finite = values.filter(Number.isFinite);
        expect(found.count + found.missing).toBe(values.length);
        expect(found.distinct).toBe(new Set(finite.map((value) => value + 0)).size);
        if (finite.length === 0) return;
        expect(found.min).toBe(Math.min(...finite) + 0);
        expect(found.mean!).toBeGreaterThanOrEqual(found.min!);
        expect(found.mean!).toBeLessThanOrEqual(found.max!);
        expect(found.histogram!.counts.reduce((a, b) => a + b)).toBe(finite.length);
        expect(JSON.parse(JSON.stringify(found))).toEqual(found); // no NaN, no infinity
      }),
      { numRuns: 300 },
    );
  });

  it('reports the quantiles and as many frequent values as asked for', () => {
    const options = { quantiles: [0.1], mostFrequent: 1 };
    const found = numberProfileOf(profile(Table.from({ x: [1, 1, 2, 3] }), options), 'x');
    expect(found.quantiles).toEqual([{ probability: 0.1, value: 1 }]);
    expect(found.mostFrequent).toEqual([{ value: 1, count: 2 }]);
  });

  it.each([
    ['a quantile outside 0 to 1', { quantiles: [5] }, 'OUT_OF_RANGE'],
    ['no frequent values', { mostFrequent: 0 }, 'OUT_OF_RANGE'],
    ['an option that it has not', { quantile: [0.5] }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, options, code) => {
    expect(() => profile(Table.from({ x: [1] }), options as object)).toThrow(code);
  });
});

describe('profileOf and numberProfileOf', () => {
  const found = profile(realTable('penguins'));

  it('name near columns for one that is not there', () => {
    expect(() => profileOf(found, 'body_mass')).toThrow(/"body_mass_g".*UNKNOWN_COLUMN/);
  });

  it('tell a column of texts from one of numbers', () => {
    expect(() => numberProfileOf(found, 'species')).toThrow('WRONG_KIND');
  });
});

describe('profileTable', () => {
  it('has a row for each column, dates as a range and texts as their commonest', () => {
    const table = profileTable(profile(realTable('weather')));
    expect(table.string('column')).toEqual(realTable('weather').columnNames);
    const date = table.row(1);
    expect(date).toMatchObject({
      kind: 'date',
      common: '2012-01-01 to 2015-12-31',
      mean: Number.NaN,
    });
    expect(table.row(0).common).toBe('New York (1461), Seattle (1461)');
    expect(
      profileTable(profile(Table.from({ x: { kind: 'date', values: [null] } }))).row(0).common,
    ).toBe('');
  });
});
