import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createRandom, driftReport, kolmogorovSmirnov, monthlyDrift, Table } from 'mle-kit';
import { describe, expect, it } from 'vitest';

const published = readFileSync(
  new URL('../../../src/monitoring/FALSE-ALARMS.md', import.meta.url),
  'utf8',
);
const YEAR = 366;
const dayOf = (year: number, i: number) => new Date(Date.UTC(year, 0, 1 + i));

/** A column of days from January 2012 on. */
function days(values: readonly number[], from = 2012): Table {
  return Table.from({ day: values.map((_, i) => dayOf(from, i)), x: values });
}

/** A season of 20 degrees, and days that resemble the day before by `spell`. */
function weather(seed: number, count: number, spell: number, warmer = 0): number[] {
  const random = createRandom(seed);
  let mood = random.normal();
  return Array.from({ length: count }, (_, i) => {
    mood = spell * mood + Math.sqrt(1 - spell ** 2) * random.normal();
    return 10 - 10 * Math.cos((2 * Math.PI * i) / 365.25) + 3 * mood + warmer;
  });
}

describe('monthlyDrift', () => {
  it('holds each month against the same month of the other years, by hand', () => {
    const january = (year: number, values: readonly number[]) =>
      values.map((x, i) => ({ day: dayOf(year, i), x }));
    const reference = Table.fromRows([
      ...january(2012, [1, 2, 3, 4]),
      ...january(2013, [3, 4, 5, 6]),
    ]);
    const now = Table.fromRows([...january(2014, [9, 9, 1, 1])]);
    const found = monthlyDrift(reference, now, { time: 'day', minimumRows: 4 });
    expect(found.home.map(({ year, month, gap }) => [year, month, gap])).toEqual([
      [2012, 1, 0.5],
      [2013, 1, 0.5],
    ]);
    expect(found).toMatchObject({ limit: 0.5, falseAlarmRate: 1 / 2, alarms: 0 });
    expect(found.months[0]).toMatchObject({ year: 2014, month: 1, gap: 0.5, rings: false });
    const moved = monthlyDrift(reference, now.with('x', [9, 9, 9, 1]), {
      time: 'day',
      minimumRows: 4,
    });
    expect(moved.months[0]).toMatchObject({ gap: 0.75, column: 'x', rings: true });
    expect(moved.expectedFalseAlarms).toBe(1 / 2); // two years have one gap between them
  });

  it('names the column that has moved furthest, and looks at no other when told so', () => {
    const values = weather(1, 3 * YEAR, 0.5);
    const both = (table: Table, more: number) =>
      table.with(
        'y',
        table.number('x').map((x, i) => 100 + Math.sin(x * 7 + i) + more),
      );
    const reference = both(days(values), 0);
    const now = both(days(values.slice(0, 31), 2015), 50);
    expect(monthlyDrift(reference, now, { time: 'day' }).months[0]).toMatchObject({
      column: 'y',
      gap: 1,
      rings: true,
    });
    const only = monthlyDrift(reference, now, { time: 'day', columns: ['x'] });
    expect([only.months[0]!.column, only.alarms]).toEqual(['x', 0]);
  });

  it('is a distance that the library’s own test tells', () => {
    const values = weather(2, 731, 0.5); // 2012 and 2013
    const found = monthlyDrift(days(values), days(weather(3, 31, 0.5), 2015), { time: 'day' });
    const same = days(values).filter(({ day }) => (day as Date).getUTCMonth() === 0);
    const own = kolmogorovSmirnov(same.number('x'), weather(3, 31, 0.5)).statistic;
    expect(found.months[0]!.gap).toBe(own);
  });

  it('keeps its stated rate where days come in spells, and a test does not', () => {
    let [months, alarms, tests] = [0, 0, 0];
    for (let draw = 0; draw < 100; draw++) {
      const values = weather(draw, 4 * 365, 0.7);
      const all = days(values);
      const [past, now] = [all.slice(0, 3 * 365 + 1), all.slice(3 * 365 + 1)];
      const found = monthlyDrift(past, now, { time: 'day' });
      months += found.months.length;
      alarms += found.alarms;
      const january = (table: Table) =>
        table.filter(({ day }) => (day as Date).getUTCMonth() === 0).select(['x']);
      tests += Number(driftReport(january(past), january(now), { joint: false }).drifted);
    }
    expect(months).toBe(1200);
    expect(alarms / months).toBeLessThan(1 / 37 + 2.58 * Math.sqrt(36 / 37 ** 2 / months));
    expect(tests).toBeGreaterThan(15); // of 100, at α = 0.05
    expect(published).toContain(`rings in ${tests} of 100 worlds`);
    expect(published).toContain(`${alarms} of 1,200 months ring`);
  });

  it('rings for every month that has moved out of all it knew', () => {
    const past = days(weather(5, 3 * 365 + 1, 0.7));
    const warm = days(weather(6, 365, 0.7, 40), 2015);
    expect(monthlyDrift(past, warm, { time: 'day' })).toMatchObject({ alarms: 12 });
  });

  it('leaves out missing values, and rows without a date', () => {
    const past = days(weather(10, 2 * YEAR, 0.3));
    const now = days(weather(11, 31, 0.3), 2014);
    const gaps = Table.fromRows([
      ...now.rows(),
      { day: dayOf(2014, 3), x: Number.NaN },
      { day: null, x: 99 },
    ]);
    const [told, found] = [now, gaps].map((rows) => monthlyDrift(past, rows, { time: 'day' }));
    expect(found!.months[0]!.gap).toBe(told!.months[0]!.gap);
    expect(found!.months[0]!.rowCount).toBe(32); // the row is there, its value is not
  });

  it('does not ask in which order the rows come', () => {
    const past = days(weather(7, 2 * YEAR, 0.3));
    const now = days(weather(8, 60, 0.3), 2014);
    const told = monthlyDrift(past, now, { time: 'day' });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const order = Array.from({ length: now.rowCount }, (_, i) => i);
        const mixed = createRandom(seed).choice(order, order.length, { replace: false });
        expect(monthlyDrift(past, now.take(mixed), { time: 'day' })).toEqual(told);
      }),
      { numRuns: 10 },
    );
  });

  const two = days(weather(9, 2 * YEAR, 0.3));
  it.each([
    [
      'one year only',
      () => monthlyDrift(two.slice(0, 300), two, { time: 'day' }),
      'INVALID_ARGUMENT',
    ],
    ['no month that is whole', () => monthlyDrift(two, two.slice(0, 5), { time: 'day' }), 'EMPTY'],
    ['a time that is no date', () => monthlyDrift(two, two, { time: 'x' }), 'WRONG_KIND'],
    [
      'a column that is not there',
      () => monthlyDrift(two, two, { time: 'day', columns: ['z'] }),
      'UNKNOWN_COLUMN',
    ],
    [
      'no number column',
      () => monthlyDrift(two.select(['day']), two, { time: 'day' }),
      'WRONG_KIND',
    ],
    [
      'a minimum of no rows',
      () => monthlyDrift(two, two, { time: 'day', minimumRows: 0 }),
      'OUT_OF_RANGE',
    ],
  ])('refuses %s', (_, call, code) => {
    expect(call).toThrow(code);
  });
});
