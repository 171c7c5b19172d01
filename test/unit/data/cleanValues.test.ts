import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnKind, Table } from '../../../src/core/index.js';
import {
  type CoerceOptions,
  coerceTypes,
  type NormalizeTextOptions,
  normalizeText,
  parseDates,
} from '../../../src/data/clean/index.js';

const cells = (table: Table, name: string) => [...table.rows()].map((row) => row[name]);
const date = (text: string) => new Date(text);

describe('coerceTypes', () => {
  it('takes thousands in groups of three only, and zones that there are', () => {
    const texts = ['1,234', '1,234,567.5', '1,234,5', '1,234,56', '12,34', '1,234.567,8'];
    const options = { thousands: ',', invalid: 'missing' } as const;
    const { table } = coerceTypes(Table.from({ x: texts }), { x: 'number' }, options);
    expect([...table.number('x')]).toEqual([1234, 1234567.5, NaN, NaN, NaN, NaN]);
    const moments = Table.from({ t: ['2015-01-01T00:00+05:30', '2015-01-01T00:00+99:99'] });
    const coerced = coerceTypes(moments, { t: 'date' }, { invalid: 'missing' });
    expect(coerced.table.date('t')).toEqual([new Date('2014-12-31T18:30Z'), null]);
  });

  it.each<[string, unknown[], ColumnKind, CoerceOptions, unknown[]]>([
    ['texts', [' 1 ', '-2.5e1', null], 'number', {}, [1, -25, NaN]],
    ['decimal commas', ['1,5', '2'], 'number', { decimal: ',' }, [1.5, 2]],
    ['thousands', ['1,234,567.5', '12'], 'number', { thousands: ',' }, [1234567.5, 12]],
    ['points', ['1.234', '1.234,5'], 'number', { decimal: ',', thousands: '.' }, [1234, 1234.5]],
    ['leading zeros', ['007'], 'number', {}, [7]],
    ['truth values', [true, false, null], 'number', {}, [1, 0, NaN]],
    ['words', ['true', 'FALSE', null], 'boolean', {}, [true, false, null]],
    [
      'own words',
      ['yes', 'no'],
      'boolean',
      { booleans: { true: ['yes'], false: ['no'] } },
      [true, false],
    ],
    ['0 and 1', [0, 1, NaN], 'boolean', {}, [false, true, null]],
    ['dates', ['2015-02-28', null], 'date', {}, [date('2015-02-28'), null]],
    ['days first', ['28.2.2015'], 'date', { dates: 'dmy' }, [date('2015-02-28')]],
    ['numbers', [1.5, NaN], 'string', {}, ['1.5', null]],
    ['points in time', [date('2015-02-28T01:02:03Z')], 'string', {}, ['2015-02-28T01:02:03.000Z']],
  ])('reads %s %o as %s', (_, values, kind, options, expected) => {
    const { table, report } = coerceTypes(
      Table.from({ x: values as number[] }),
      { x: kind },
      options,
    );
    expect(table.column('x').kind).toBe(kind);
    expect(cells(table, 'x')).toEqual(expected);
    expect(report.changes).toHaveLength(1);
    expect(report.changes[0]!.what).toBe(`read as a ${kind}`);
    const again = coerceTypes(table, { x: kind }, options);
    expect(again.table).toBe(table);
    expect(again.report.changes).toEqual([]);
  });

  it('names every value that is not readable, of all columns at once', () => {
    const table = Table.from({ a: ['1', 'x', '', '1,5'], b: ['true', 'yes', null, 'no'] });
    const coerce = (options: CoerceOptions = {}) =>
      coerceTypes(table, { a: 'number', b: 'boolean' }, options);
    expect(coerce).toThrow('PARSE_ERROR');
    expect(coerce).toThrow(
      'column "a": 3 not readable as a number, such as "x", "", "1,5" (rows 1, 2, 3)',
    );
    expect(coerce).toThrow('column "b": 2 not readable as a boolean');
    const { table: made, report } = coerce({ invalid: 'missing' });
    expect([...made.number('a')]).toEqual([1, NaN, NaN, NaN]);
    expect(made.boolean('b')).toEqual([true, null, null, null]);
    expect(report.changes[1]).toEqual({
      column: 'a',
      what: 'not readable as a number, made missing',
      count: 3,
      rows: [1, 2, 3],
      values: ['x', '', '1,5'].map((from) => ({ from, to: null })),
    });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(table.string('a')).toEqual(['1', 'x', '', '1,5']);
  });

  it.each([
    ['NaN'],
    ['Infinity'],
    ['1e999'],
    ['0x10'],
    ['1_000'],
    ['12345678901234567'],
    ['1,23,456'],
    ['12,34'],
    ['1,2345'],
    ['null'],
    ['١'],
  ])('never takes %s for a number', (text) => {
    const coerce = () =>
      coerceTypes(Table.from({ x: [text] }), { x: 'number' }, { thousands: ',' });
    expect(coerce).toThrow('PARSE_ERROR');
  });

  it('gives back every finite number that it wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noDefaultInfinity: true, min: -1e15, max: 1e15 })), (x) => {
        const table = Table.from({ x: { kind: 'number', values: x } });
        const texts = coerceTypes(table, { x: 'string' }).table;
        const back = coerceTypes(texts, { x: 'number' }).table.number('x');
        // Texts know no negative zero.
        expect([...back]).toEqual(x.map((value) => value + 0));
      }),
    );
  });

  it.each<[string, Record<string, ColumnKind>, CoerceOptions, string]>([
    ['numbers as dates', { n: 'date' }, {}, 'UNSUPPORTED'],
    ['dates as numbers', { d: 'number' }, {}, 'UNSUPPORTED'],
    ['a number other than 0 and 1 as a truth value', { n: 'boolean' }, {}, 'PARSE_ERROR'],
    ['an unknown kind', { n: 'text' as 'string' }, {}, 'INVALID_ARGUMENT'],
    ['an unknown column', { m: 'string' }, {}, 'UNKNOWN_COLUMN'],
    ['one sign for two things', { n: 'string' }, { thousands: '.' }, 'INVALID_ARGUMENT'],
    [
      'one word for two values',
      {},
      { booleans: { true: ['x'], false: ['x'] } },
      'INVALID_ARGUMENT',
    ],
    ['an unknown option', {}, { comma: true } as object, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, kinds, options, code) => {
    const table = Table.from({ n: [1, 2], d: [new Date(0), null] });
    expect(() => coerceTypes(table, kinds, options)).toThrow(code);
  });

  it('takes ten thousand columns and names like __proto__', () => {
    const names = ['__proto__', ...Array.from({ length: 10_000 }, (_, i) => `c${i}`)];
    const wide = Table.from(names.map((name) => [name, ['1', '2']] as const));
    const kinds = Object.fromEntries(names.map((name) => [name, 'number'] as const));
    const { table } = coerceTypes(wide, kinds);
    expect(table.columns.every(({ kind }) => kind === 'number')).toBe(true);
    expect(table.columnNames).toEqual(names);
  });
});

describe('parseDates', () => {
  it.each([
    ['iso', '2015-12-31', '2015-12-31'],
    ['iso', '2015-12-31T10:20:30+02:00', '2015-12-31T08:20:30Z'],
    ['M/D/YY H:mm', '1/8/90 0:05', '1990-01-08T00:05:00Z'],
    ['M/D/YY', '12/31/68', '2068-12-31'],
    ['M/D/YY', '12/31/69', '1969-12-31'],
    ['DD.MM.YYYY', ' 01.02.2003 ', '2003-02-01'],
    ['DD MMM YYYY', '05 sep 2001', '2001-09-05'],
    ['YYYYMMDD', '20160229', '2016-02-29'],
    ['YYYY-MM-DDTHH:mm:ss.SSSZ', '2016-02-29T23:59:59.999Z', '2016-02-29T23:59:59.999Z'],
    ['YYYY/MM/DD', '0099/01/02', '0099-01-02'],
  ])('reads %s: %s', (format, text, expected) => {
    const { table, report } = parseDates(Table.from({ day: [text, null] }), 'day', format);
    expect(table.date('day')).toEqual([date(expected), null]);
    expect(report.changes).toMatchObject([{ count: 1, rows: [0] }]);
    expect(parseDates(table, 'day', format).table).toBe(table);
  });

  it.each([
    ['iso', '2015-02-30'],
    ['M/D/YY', '13/1/90'],
    ['M/D/YY', '2/29/01'],
    ['M/D/YY', '1/8/1990'],
    ['DD MMM YYYY', '05 Foo 2001'],
    ['H:mm M/D/YY', '24:00 1/8/90'],
    ['DD.MM.YYYY', '01-02-2003'],
    ['DD.MM.YYYY', ''],
  ])('by %s takes %s for no date', (format, text) => {
    const table = Table.from({ day: [text] });
    expect(() => parseDates(table, 'day', format)).toThrow('PARSE_ERROR');
    expect(() => parseDates(table, 'day', format)).toThrow('(rows 0)');
    const { table: made, report } = parseDates(table, 'day', format, { invalid: 'missing' });
    expect(made.date('day')).toEqual([null]);
    expect(report.changes).toMatchObject([
      { count: 1, rows: [0], values: [{ from: text, to: null }] },
    ]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'a format without a day',
      () => parseDates(Table.from({ d: ['1'] }), 'd', 'YYYY-MM'),
      'INVALID_ARGUMENT',
    ],
    [
      'two months',
      () => parseDates(Table.from({ d: ['1'] }), 'd', 'YYYY-MM-DD M'),
      'INVALID_ARGUMENT',
    ],
    [
      'two years',
      () => parseDates(Table.from({ d: ['1'] }), 'd', 'YYYY-MM-DD YY'),
      'INVALID_ARGUMENT',
    ],
    ['numbers', () => parseDates(Table.from({ d: [1] }), 'd'), 'WRONG_KIND'],
    ['no such column', () => parseDates(Table.from({ d: ['1'] }), 'e'), 'UNKNOWN_COLUMN'],
  ])('refuses %s', (_, call, code) => {
    expect(call).toThrow(code);
  });
});

describe('normalizeText', () => {
  it.each<[NormalizeTextOptions, string, string | null]>([
    [{}, ' Laughing \t\n gull\u00a0', 'Laughing gull'],
    [{ trim: false }, '  a ', ' a '],
    [{ whitespace: 'keep' }, ' a  b ', 'a  b'],
    [{}, 'Cafe\u0301', 'Café'],
    [{ unicode: 'keep' }, 'Cafe\u0301', 'Cafe\u0301'],
    [{ unicode: 'NFKC' }, 'ﬁne ②', 'fine 2'],
    [{ case: 'lower' }, 'GULL', 'gull'],
    [{ case: 'upper' }, 'Straße', 'STRASSE'],
    [{ case: 'upper' }, '\u0390', '\u03aa\u0301'],
    [{ diacritics: 'remove' }, 'Ünal Čapek', 'Unal Capek'],
    [{ diacritics: 'remove' }, 'नि', 'नि'],
    [{ empty: 'missing' }, '  ', null],
    [{}, '  ', ''],
  ])('with %o makes %j to %j', (options, text, expected) => {
    const given = Table.from({ s: [text, null] });
    const { table, report } = normalizeText(given, 's', options);
    expect(table.string('s')).toEqual([expected, null]);
    if (expected !== text)
      expect(report.changes).toMatchObject([{ column: 's', count: 1, rows: [0] }]);
    else expect(table).toBe(given);
  });

  it('does once what it does twice, whatever the text', () => {
    const options = fc.record({
      trim: fc.boolean(),
      whitespace: fc.constantFrom('collapse', 'keep'),
      case: fc.constantFrom('lower', 'upper', 'keep'),
      unicode: fc.constantFrom('NFC', 'NFKC', 'keep'),
      diacritics: fc.constantFrom('remove', 'keep'),
      empty: fc.constantFrom('missing', 'keep'),
    }) as fc.Arbitrary<NormalizeTextOptions>;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), options, (texts, chosen) => {
        const table = Table.from({ s: { kind: 'string', values: texts } });
        const once = normalizeText(table, 's', chosen).table;
        expect(normalizeText(once, 's', chosen).report.changes).toEqual([]);
        expect(table.string('s')).toEqual(texts);
      }),
      { numRuns: 500 },
    );
  });

  it('is settled for every sign that has a case or other forms, in every way', () => {
    const signs: string[] = [];
    for (let code = 0; code < 0x10000; code++) {
      if (code < 0x2e80 || code > 0xf8ff) signs.push(`a${String.fromCodePoint(code)}`);
    }
    const table = Table.from({ s: signs });
    for (const unicode of ['NFC', 'NFKC'] as const) {
      for (const case_ of ['lower', 'upper', 'keep'] as const) {
        const options = { unicode, case: case_, diacritics: 'remove' } as const;
        const once = normalizeText(table, 's', options).table;
        expect(normalizeText(once, 's', options).report.changes).toEqual([]);
      }
    }
  });

  it.each<[string, () => unknown, string]>([
    ['numbers', () => normalizeText(Table.from({ s: [1] }), 's'), 'WRONG_KIND'],
    ['no such column', () => normalizeText(Table.from({ s: ['a'] }), 't'), 'UNKNOWN_COLUMN'],
    [
      'an unknown choice',
      () => normalizeText(Table.from({ s: ['a'] }), 's', { case: 'title' as 'lower' }),
      'INVALID_ARGUMENT',
    ],
    [
      'an unknown option',
      () => normalizeText(Table.from({ s: ['a'] }), 's', { lower: true } as object),
      'INVALID_ARGUMENT',
    ],
  ])('refuses %s', (_, call, code) => {
    expect(call).toThrow(code);
  });
});
