import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, Table } from '../../../src/core/index.js';
import { correctValues, dropDuplicates } from '../../../src/data/clean/index.js';

describe('correctValues', () => {
  const strikes = Table.from({
    phase: ['Climb', 'Parked', 'Climb', 'Climb'],
    speed: [0, 0, 140, Number.NaN],
  });
  const inTheAir = (speed: Cell, { phase }: Readonly<Record<string, Cell>>): Cell =>
    speed === 0 && phase === 'Climb' ? null : speed;

  it('changes what the rule changes, by value and by row, and reports it', () => {
    const { table, report } = correctValues(strikes, 'speed', inTheAir, 'nothing flies at 0 kn');
    expect([...table.number('speed')]).toEqual([Number.NaN, 0, 140, Number.NaN]);
    expect(report.changes).toEqual([
      {
        column: 'speed',
        what: 'corrected: nothing flies at 0 kn',
        count: 1,
        rows: [0],
        values: [{ from: 0, to: null }],
      },
    ]);
    expect([...strikes.number('speed')]).toEqual([0, 0, 140, Number.NaN]);
  });

  it('leaves the table itself, and an empty report, where nothing changes', () => {
    const { table, report } = correctValues(strikes, 'phase', (phase) => phase, 'for nothing');
    expect(table).toBe(strikes);
    expect(report.changes).toEqual([]);
  });

  it('keeps dates dates, and tells them as days', () => {
    const days = Table.from({ day: [new Date('1999-01-02'), null] });
    const { table, report } = correctValues(
      days,
      'day',
      (day) => (day instanceof Date ? new Date('2000-01-02') : day),
      'the clock was a year late',
    );
    expect(table.date('day')).toEqual([new Date('2000-01-02'), null]);
    expect(report.changes[0]?.values).toEqual([{ from: '1999-01-02', to: '2000-01-02' }]);
  });

  it('sees a row at a time: correcting a part of the rows is the part of the corrected rows', () => {
    const rows = fc.array(fc.record({ a: fc.integer({ min: 0, max: 3 }), b: fc.boolean() }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, (records) => {
        const table = Table.fromRows(records);
        const rule = (a: Cell, { b }: Readonly<Record<string, Cell>>) => (b ? Number(a) + 1 : a);
        const whole = correctValues(table, 'a', rule, 'one too low').table;
        const half = correctValues(table.slice(1), 'a', rule, 'one too low').table;
        expect(half.number('a')).toEqual(whole.slice(1).number('a'));
      }),
    );
  });

  it.each([
    ['an unknown column', 'sped', (value: Cell) => value, 'why', 'UNKNOWN_COLUMN'],
    ['a value of another kind', 'speed', () => 'fast', 'why', 'WRONG_KIND'],
    ['no reason', 'speed', (value: Cell) => value, ' ', 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, column, rule, why, code) => {
    expect(() => correctValues(strikes, column, rule, why)).toThrow(code);
  });

  it('reports in the form of the other steps', () => {
    const { report } = correctValues(strikes, 'speed', inTheAir, 'nothing flies at 0 kn');
    expect(Object.keys(report)).toEqual(Object.keys(dropDuplicates(strikes).report));
  });
});
