import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random, Table } from '../../../src/core/index.js';
import { type ReferenceProfile, referenceProfile } from '../../../src/explore/index.js';
import {
  type DriftReport,
  driftPlot,
  driftReport,
  kolmogorovSmirnov,
  rollingDrift,
  wassersteinDistance,
} from '../../../src/monitoring/index.js';

const random = createRandom(41);
const draw = (n: number, make: (r: Random) => number) =>
  Array.from({ length: n }, () => make(random));
const normal = (n: number, mean = 0) => draw(n, (r) => r.normal(mean));
const only = (report: DriftReport) => report.columns[0]!;
const journey = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const labels = (n: number, kinds: readonly string[]) =>
  Array.from({ length: n }, (_, i) => kinds[i % kinds.length]!);

describe('driftReport', () => {
  it('tells a shifted column from one that is steady', () => {
    const before = Table.from({ wind: normal(300), rain: normal(300) });
    const after = Table.from({ wind: normal(200, 1), rain: normal(200) });
    const report = driftReport(before, after, { joint: false });
    expect(report.driftedColumns).toEqual(['wind']);
    expect(report.drifted).toBe(true);
    expect(report.summary).toBe('1 of 2 columns drifted: "wind".');
    const [wind, rain] = report.columns;
    const test = kolmogorovSmirnov(before.number('wind'), after.number('wind'));
    expect(wind!.values).toMatchObject({ test: 'kolmogorovSmirnov', pValue: test.pValue });
    expect(wind!.values!.adjustedPValue).toBe(2 * test.pValue); // Holm over two tests
    expect(wind!.stabilityIndex).toBeGreaterThan(0.5);
    expect(rain!.drifted).toBe(false);
  });

  it('says the same of a table as of the profile that was kept of it, through JSON too', () => {
    const before = Table.from({
      x: normal(2000),
      kind: labels(2000, ['a', 'b', 'c']),
      wet: labels(2000, ['y', 'n']).map((text) => text === 'y'),
    });
    const after = Table.from({
      x: normal(500, 0.2),
      kind: labels(500, ['a', 'b', 'c', 'd']),
      wet: labels(500, ['y', 'n', 'n']).map((text) => text === 'y'),
    });
    const kept: ReferenceProfile = journey(referenceProfile(before, { sampleRows: 1000 }));
    expect(driftReport(kept, after)).toEqual(driftReport(before, after));
    expect(journey(driftReport(kept, after))).toEqual(driftReport(kept, after));
  });

  it('rings where all values are new, though each of them is rare', () => {
    const texts = (rows: number, name: (i: number) => string) =>
      Table.from({ x: Array.from({ length: rows }, (_, i) => name(i)) });
    const few = texts(100, (i) => `old ${i % 3}`);
    const fresh = texts(1000, (i) => `new ${i}`);
    const report = driftReport(few, fresh, { joint: false });
    expect(report.drifted).toBe(true);
    expect(only(report).values).toMatchObject({ test: 'chiSquared' });
    expect(only(report).note).toMatch('too rare, so all are counted in 10 buckets by hash');
    const flags = Table.from({ x: Array.from({ length: 300 }, (_, i) => i % 2) });
    const measured = Table.from({ x: Array.from({ length: 3000 }, (_, i) => i / 7) });
    expect(driftReport(flags, measured, { joint: false }).drifted).toBe(true);
  });

  it('rings no more often than promised where names are rare and nothing moved', () => {
    let rang = 0;
    for (let turn = 0; turn < 200; turn++) {
      const draw = () => Array.from({ length: 60 }, () => `name ${random.integer(0, 40)}`);
      const [before, after] = [Table.from({ x: draw() }), Table.from({ x: draw() })];
      const report = driftReport(before, after, { joint: false });
      expect(only(report).values).not.toBeNull();
      if (report.drifted) rang++;
    }
    expect(rang).toBeLessThanOrEqual(20); // of 200 at 0.05: more than 20 come once in five hundred times
  });

  it('takes more new values than a call has arguments', () => {
    const few = Table.from({ x: Array.from({ length: 60 }, (_, i) => `old ${i % 3}`) });
    const many = Table.from({ x: Array.from({ length: 150_000 }, (_, i) => `new ${i}`) });
    expect(driftReport(few, many, { joint: false }).drifted).toBe(true);
  });

  it('keeps the statistic of many values to within two thousandths, never above it', () => {
    for (const shift of [0, 0.1, 0.5]) {
      const [a, b] = [normal(4000), normal(3000, shift)];
      const { statistic } = only(driftReport(Table.from({ a }), Table.from({ a: b }))).values!;
      const exact = kolmogorovSmirnov(a, b).statistic;
      expect(statistic).toBeLessThanOrEqual(exact + 1e-12);
      expect(statistic).toBeGreaterThan(exact - 1 / 499 - 1 / 4000);
    }
  });

  it('takes distances for large samples, near the one of all values', () => {
    const [a, b] = [normal(8000), normal(6000, 0.3)];
    const { values } = only(driftReport(Table.from({ a }), Table.from({ a: b }), { joint: false }));
    expect(values).toMatchObject({
      test: 'wasserstein',
      pValue: null,
      threshold: 0.1,
      drifted: true,
    });
    expect(values!.statistic).toBeCloseTo(wassersteinDistance(a, b), 1);
    const steady = Table.from({ a: normal(6000, 0.05), k: labels(6000, ['x', 'y']) });
    const report = driftReport(Table.from({ a, k: labels(8000, ['x', 'y']) }), steady, {
      joint: false,
    });
    expect(report.columns.map((column) => column.values!.test)).toEqual([
      'wasserstein',
      'jensenShannon',
    ]);
    expect(report.drifted).toBe(false);
  });

  it('measures the Wasserstein distance exactly where all values are kept', () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    const sample = fc.uniqueArray(number, { minLength: 11, maxLength: 40 });
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const options = { joint: false, largeSample: 1 };
        const before = Table.from({ a });
        const found = only(driftReport(before, Table.from({ a: b }), options)).values!;
        const deviation = (referenceProfile(before).columns[0] as { deviation: number }).deviation;
        const expected = wassersteinDistance(a, b) / deviation;
        expect(Math.abs(found.statistic - expected)).toBeLessThanOrEqual(1e-9 * (1 + expected));
      }),
    );
  });

  it('counts numbers with few values as categories, and names new ones', () => {
    const before = Table.from({ rating: labels(200, ['1', '2', '3']).map(Number) });
    const after = Table.from({ rating: labels(200, ['1', '2', '3', '9']).map(Number) });
    const column = only(driftReport(before, after));
    expect(column.values).toMatchObject({ test: 'chiSquared', drifted: true });
    expect(column.newCategories).toEqual([9]);
    const texts = Table.from({ sex: labels(100, ['f', 'm']) });
    const others = Table.from({ sex: labels(100, ['f', 'm', 'unknown']) });
    expect(only(driftReport(texts, others))).toMatchObject({
      drifted: true,
      newCategories: ['unknown'],
    });
  });

  it('takes the exact test for two categories of which one is rare', () => {
    const before = Table.from({ hail: labels(100, ['x']).map((_, i) => i === 0) });
    const after = Table.from({ hail: labels(40, ['x']).map((_, i) => i < 8) });
    expect(only(driftReport(before, after)).values).toMatchObject({
      test: 'fisher',
      drifted: true,
    });
  });

  it('counts too many texts in buckets, and sees when other ones come', () => {
    const names = (n: number, of: string) =>
      Array.from({ length: n }, (_, i) => `${of} ${i % 300}`);
    const before = Table.from({ id: names(900, 'user') });
    expect(only(driftReport(before, Table.from({ id: names(900, 'user') }))).drifted).toBe(false);
    const other = only(driftReport(before, Table.from({ id: labels(900, ['bot', 'user 5']) })));
    expect(other.drifted).toBe(true);
    expect(other.note).toContain('buckets');
  });

  it('sees that more is missing, infinities counted as missing', () => {
    const x = normal(300);
    const holes = x.map((value, i) => (i % 5 === 0 ? Number.NaN : i % 7 === 0 ? Infinity : value));
    const column = only(driftReport(Table.from({ x }), Table.from({ x: holes })));
    expect(column.values!.drifted).toBe(false);
    expect(column.missing).toMatchObject({ drifted: true, referenceShare: 0 });
    expect(column.missing!.currentShare).toBeGreaterThan(0.25);
    expect(column.drifted).toBe(true);
  });

  it('takes columns that are gone or of another kind for drift, and lists unknown ones', () => {
    const before = Table.from({ x: [1, 2, 3], y: [1, 2, 3] });
    const report = driftReport(before, Table.from({ y: ['1', '2', '3'], z: [1, 2, 3] }));
    expect(report.columns.map(({ change }) => change)).toEqual(['absent', 'kind']);
    expect(report.driftedColumns).toEqual(['x', 'y']);
    expect(report.unknownColumns).toEqual(['z']);
    expect(report.columns[1]!.note).toBe(
      'The column was of kind number and is of kind string now.',
    );
  });

  it('compares what is left where values are constant, all missing or dates', () => {
    const blank = { kind: 'number' as const, values: new Array(50).fill(null) };
    const before = Table.from({
      same: new Array(50).fill(7),
      gone: normal(50),
      never: blank,
      day: Array.from({ length: 50 }, (_, i) => new Date(i)),
    });
    const after = Table.from({
      same: new Array(50).fill(7),
      gone: blank,
      never: { kind: 'string', values: new Array(50).fill('x') },
      day: Array.from({ length: 50 }, (_, i) => new Date(9e9 + i)),
    });
    const { columns } = driftReport(before, after);
    expect(columns.map(({ values }) => values)).toEqual([null, null, null, null]);
    expect(columns.map(({ drifted }) => drifted)).toEqual([false, true, true, false]);
    expect(columns[0]!.note).toBe('Nothing to compare: one value on both sides.');
    expect(columns[1]!.note).toBe('Not compared: there is no current value.');
    expect(columns[3]!.note).toContain('points in time');
    const moved = driftReport(before, Table.from({ same: new Array(50).fill(8) }), {
      columns: ['same'],
    });
    expect(only(moved).drifted).toBe(true);
  });

  it('reports predictions apart from the columns', () => {
    const before = Table.from({ x: normal(200), p: draw(200, (r) => r.uniform()) });
    const after = Table.from({ x: normal(200), p: draw(200, (r) => r.uniform() ** 3) });
    const report = driftReport(before, after, { prediction: 'p' });
    expect(report.columns.map(({ name }) => name)).toEqual(['x']);
    expect(report.prediction).toMatchObject({ name: 'p', drifted: true });
    expect(report.joint!.drifted).toBe(false);
  });

  it('sees jointly what no column shows: two that go together no longer', () => {
    const together = normal(600);
    const before = Table.from({
      a: together,
      b: together.map((x) => Math.sqrt(0.91) * x + random.normal(0, 0.3)),
    });
    // The same values in each column, paired anew.
    const after = before.with('b', random.shuffle(before.number('b')));
    const report = driftReport(before, after);
    expect(report.driftedColumns).toEqual([]);
    expect(report.joint!.rocAuc).toBeGreaterThan(0.75);
    expect(report.joint!.drifted).toBe(true);
    expect(report.drifted).toBe(true);
    expect(report.joint!.nullInterval[0] + report.joint!.nullInterval[1]).toBeCloseTo(1, 12);
  });

  it('says why there is no joint test', () => {
    const before = Table.from({ x: normal(100) });
    const note = (reference: Table | ReferenceProfile, rows: number, options = {}) =>
      driftReport(reference, Table.from({ x: normal(rows) }), options).jointNote;
    expect(note(referenceProfile(before), 100)).toContain('keeps no rows');
    expect(note(before, 49)).toContain('49 new rows');
    expect(note(before, 100, { joint: false })).toContain('not asked for');
  });

  it('adjusts as it is told', () => {
    const [a, b] = [
      Table.from({ x: normal(80), y: normal(80) }),
      Table.from({ x: normal(60), y: normal(60, 0.4) }),
    ];
    const adjusted = (adjustment: 'holm' | 'benjaminiHochberg' | 'none') =>
      driftReport(a, b, { adjustment, joint: false }).columns.map((column) => [
        column.values!.pValue!,
        column.values!.adjustedPValue!,
      ]);
    for (const [p, q] of adjusted('none')) expect(q).toBe(p);
    for (const [p, q] of adjusted('holm')) expect(q).toBeGreaterThanOrEqual(p!);
  });

  const table = Table.from({ x: [1, 2, 3] });
  it.each([
    [() => driftReport(Table.from({ x: [] }), table), 'EMPTY'],
    [() => driftReport(table, Table.from({ x: [] })), 'EMPTY'],
    [() => driftReport(Table.from({}), table), 'EMPTY'],
    [() => driftReport(table, table, { columns: ['y'] }), 'UNKNOWN_COLUMN'],
    [() => driftReport(table, table, { prediction: 'y' }), 'UNKNOWN_COLUMN'],
    [() => driftReport(table, table, { alpha: 0 }), 'OUT_OF_RANGE'],
    [() => driftReport(table, table, { distance: 0 }), 'OUT_OF_RANGE'],
    [() => driftReport(table, table, { jointRows: 5 }), 'OUT_OF_RANGE'],
    [() => driftReport(table, table, { adjustment: 'x' as 'holm' }), 'INVALID_ARGUMENT'],
    [() => driftReport(table, table, { alhpa: 0.1 } as object), 'INVALID_ARGUMENT'],
  ])('refuses %s', (call, code) => {
    expect(call).toThrow(code);
  });
});

describe('driftPlot', () => {
  it('draws a bar a column, the largest change first, in the colour of its verdict', () => {
    const before = Table.from({ still: normal(300), wind: normal(300) });
    const report = driftReport(before, Table.from({ still: normal(300), wind: normal(300, 1) }));
    const figure = driftPlot(report);
    expect(figure.title).toBe('Drift in 1 of 2 columns');
    expect(figure.altText).toBe(report.summary);
    expect(figure.data.map(({ y }) => y)).toEqual([
      ['wind', 'still'],
      ['wind', 'still'],
    ]);
    const [steady, moved] = figure.data.map(({ x }) => x as number[]);
    expect(steady).toEqual([0, report.columns[0]!.stabilityIndex]);
    expect(moved).toEqual([report.columns[1]!.stabilityIndex, 0]);
    expect(figure.layout.barmode).toBe('overlay');
    expect(driftPlot(report, { most: 1 }).data[0]!.y).toEqual(['wind']);
    expect(() => driftPlot(report, { most: 0 })).toThrow('OUT_OF_RANGE');
  });
});

describe('rollingDrift', () => {
  const before = Table.from({ x: normal(400) });

  it('finds the window in which it began, counted in rows', () => {
    const log = Table.from({ x: [...normal(300), ...normal(100, 1.5)] });
    const rolling = rollingDrift(before, log, { window: 100 });
    expect(rolling.windows.map(({ start, end }) => [start, end])).toEqual([
      [0, 100],
      [100, 200],
      [200, 300],
      [300, 400],
    ]);
    expect(rolling.windows.at(-1)!.report!.drifted).toBe(true);
    expect(rolling).toMatchObject({ compared: 4, expectedFalseAlarms: 0.2, untimed: 0 });
    expect(rolling.alarms).toBeGreaterThanOrEqual(1);
  });

  it('cuts by days, whatever the order of rows, the newest window whole', () => {
    const day = (k: number) => new Date(Date.UTC(2015, 0, 1 + k));
    const order = random.shuffle(Array.from({ length: 61 }, (_, k) => k));
    const log = Table.from({
      at: [...order.map(day), null],
      x: [...order.map((k) => (k > 30 ? 9 : 0) + random.normal()), 0],
    });
    const rolling = rollingDrift(before, log, { window: 30, time: 'at' });
    expect(rolling.untimed).toBe(1);
    expect(rolling.windows.map(({ rowCount }) => rowCount)).toEqual([30, 30]);
    expect(rolling.windows.map(({ end }) => end)).toEqual([+day(30), +day(60)]);
    expect(rolling.windows.map(({ report }) => report!.drifted)).toEqual([false, true]);
    const overlapping = rollingDrift(before, log, { window: 30, step: 10, time: 'at' });
    expect(overlapping.windows.map(({ end }) => end)).toEqual([30, 40, 50, 60].map((k) => +day(k)));
  });

  it('refuses more windows than anyone looks at, of rows as of days', () => {
    const long = Table.from({ x: new Float64Array(100_001) });
    expect(() => rollingDrift(before, long, { window: 1 })).toThrow(
      /step of 1 rows.*LIMIT_EXCEEDED/,
    );
  });

  it('gives no report where there are too few rows', () => {
    const rolling = rollingDrift(before, Table.from({ x: normal(30) }), { window: 10 });
    expect(rolling.windows.map(({ report }) => report)).toEqual([null, null, null]);
    expect(rolling).toMatchObject({ compared: 0, alarms: 0, expectedFalseAlarms: 0 });
  });

  const log = Table.from({ x: [1, 2], at: [new Date(0), new Date(1)] });
  it.each([
    [() => rollingDrift(before, Table.from({ x: [] }), { window: 5 }), 'EMPTY'],
    [() => rollingDrift(before, log, { window: 0 }), 'OUT_OF_RANGE'],
    [() => rollingDrift(before, log, { window: 1, step: 0.5 }), 'OUT_OF_RANGE'],
    [() => rollingDrift(before, log, { window: 1, time: 'x' }), 'WRONG_KIND'],
    [() => rollingDrift(before, log, { window: 1, time: 'when' }), 'UNKNOWN_COLUMN'],
    [() => rollingDrift(before, log, { window: 1, minimumRows: 0 }), 'OUT_OF_RANGE'],
    [() => rollingDrift(before, log, { window: 1, width: 2 } as never), 'INVALID_ARGUMENT'],
    [() => rollingDrift(before, log, { window: 1e-20, step: 1e-20, time: 'at' }), 'LIMIT_EXCEEDED'],
  ])('refuses %s', (call, code) => {
    expect(call).toThrow(code);
  });
});
