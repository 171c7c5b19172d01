import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { cellParsers, type ParsedKind } from '../../../src/data/csv/cellParsers.js';
import { plainCell } from '../../../src/data/csv/plainCell.js';
import { csvInfo, readCsv, scanCsv } from '../../../src/data/index.js';
import { withDuckDb } from '../../../src/data/sql/duckdb.js';
import { equalTables } from './anyTable.js';

/*
 * Files of more rows than are looked at as texts: there DuckDB reads what is plain, and the rules for
 * cells judge the rest. What a cell is must not depend on how long its file is.
 */

const folder = mkdtempSync(join(tmpdir(), 'mle-long-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const ROWS = 5000;

/** A file of one cell in all rows but a few. */
function long(usual: string, others: Readonly<Record<number, string>> = {}, end = '\n'): string {
  const lines = Array.from({ length: ROWS }, (_, i) => `${others[i] ?? usual},1`);
  const path = join(folder, 'long.csv');
  writeFileSync(path, `a,b${end}${lines.join(end)}${end}`);
  return path;
}
const LAST = ROWS - 1;

describe('a long CSV file', () => {
  it.each([
    ['a word in the last row makes texts', '1', 'end', 'string', 'end'],
    ['a leading zero makes texts', '1', '007', 'string', '007'],
    ['seventeen digits make texts', '1', '12345678901234567', 'string', '12345678901234567'],
    ['an underscore makes texts', '1', '1_000', 'string', '1_000'],
    ['infinity makes texts', '1', 'inf', 'string', 'inf'],
    ['a plus does not matter', '1', '+4e1', 'number', 40],
    ['spaces around a number do not matter', '1', ' 3 ', 'number', 3],
    ['a quoted empty text among numbers is missing', '1', '""', 'number', Number.NaN],
    ['an empty field is missing', '2020-01-01', '', 'date', Number.NaN],
    ['a day that no calendar has makes texts', '2020-01-01', '2020-02-30', 'string', '2020-02-30'],
    ['a zone does not matter', '2020-01-01', '2020-01-01T01:00+01:00', 'date', 1577836800000],
    [
      'digits beyond milliseconds are cut off',
      '2020-01-01',
      '2020-01-01 00:00:00.12349',
      'date',
      1577836800123,
    ],
    ['slashes make texts', '2020-01-01', '2020/01/01', 'string', '2020/01/01'],
    ['another writing of true is one', 'false', 'TRUE', 'boolean', true],
    ['a one among booleans makes texts', 'false', '1', 'string', '1'],
    ['a byte order mark belongs to its text', 'x', '"\ufeffx"', 'string', '\ufeffx'],
    ['a line break in quotes belongs to its text', 'x', '"x\r"', 'string', 'x\r'],
  ])('%s', async (_, usual, odd, kind, value) => {
    const path = long(usual, { [LAST]: odd });
    const { kind: found, values } = (await readCsv(path)).column('a');
    expect([found, values[LAST]]).toEqual([kind, value]);
    expect((await csvInfo(path)).columns[0]!.kind).toBe(kind);
  });

  it('has the kind that its only value tells, wherever it stands', async () => {
    expect((await readCsv(long('', { 4000: 'x' }))).string('a')[4000]).toBe('x');
    expect((await readCsv(long('""', { 4000: 'true' }))).boolean('a')[4000]).toBe(true);
    expect((await readCsv(long('""'))).string('a')[0]).toBe('');
    expect((await readCsv(long(''))).number('a')[0]).toBeNaN();
  });

  it('takes the options that a short one takes', async () => {
    const missing = ['', '-999', 'NA'];
    const marked = await readCsv(long('5', { 1: '-999', 2: '"-999"', 3: ' NA ' }), { missing });
    expect([...marked.number('a').slice(0, 5)]).toEqual([5, Number.NaN, Number.NaN, Number.NaN, 5]);
    const comma = await readCsv(long('"1,5"', { 7: '"2,5e1"' }), { decimal: ',' });
    expect([...comma.number('a').slice(6, 8)]).toEqual([1.5, 25]);
    const point = await readCsv(long('"1,5"', { 7: '1.5' }), { decimal: ',' });
    expect(point.string('a')[7]).toBe('1.5');
    const day = await readCsv(long('31/12/2020', { 7: '1.2.2021' }), { dates: 'dmy' });
    expect(day.date('a')[7]).toEqual(new Date('2021-02-01'));
    const zero = await readCsv(long('1', { 7: '007' }), { columns: { a: 'number' } });
    expect(zero.number('a')[7]).toBe(7);
  });

  it.each(['\n', '\r\n', '\r'])('may end its lines in %j, with others in quotes', async (end) => {
    const path = long('x', { 7: '"\r"', 3000: '"\n"', 4000: '"\r\n"' }, end);
    const table = await readCsv(path);
    expect(table.rowCount).toBe(ROWS);
    expect([7, 3000, 4000, LAST].map((row) => table.string('a')[row])).toEqual([
      '\r',
      '\n',
      '\r\n',
      'x',
    ]);
  });

  it('may mix line ends, also where blank lines are values', async () => {
    const path = join(folder, 'mixed.csv');
    writeFileSync(path, `a\r\n${'1\n\r\n2\r\n\n'.repeat(1500)}`);
    const table = await readCsv(path);
    expect(table.rowCount).toBe(6000);
    expect([...table.number('a').slice(-4)]).toEqual([1, Number.NaN, 2, Number.NaN]);
    writeFileSync(path, 'a\n\nx\n');
    expect((await readCsv(path, { missing: [] })).string('a')).toEqual(['', 'x']);
  });

  it('is refused by lines: an empty field too many, values that do not fit', async () => {
    await expect(readCsv(long('1', { 4000: '1,' }))).rejects.toThrow('line 4002: 3 fields');
    const path = long('1', { 3: '"y\n"', 4000: 'x', 4001: '1e400' });
    await expect(readCsv(path, { columns: { a: 'number' } })).rejects.toThrow(
      /column "a": 3 values are no number\n {2}line 5: "y\\n"\n {2}line 4003: "x"\n {2}line 4004: "1e400"/,
    );
    await expect(scanCsv(path, { columns: { a: 'number' } }).next()).rejects.toThrow('line 4003');
  });

  it('is read beside others at the same time', async () => {
    const words = ['x', 'y', 'z'];
    const paths = words.map((word) => {
      const path = join(folder, `${word}.csv`);
      writeFileSync(path, `a\n${`${word}\n`.repeat(ROWS)}`);
      return path;
    });
    const tables = await Promise.all(paths.map((path) => readCsv(path)));
    expect(tables.map((table) => table.string('a')[LAST])).toEqual(words);
  });

  it('is the same table read whole and by the chunk, whatever its cells', async () => {
    const odd = ['+1', '007', '""', '"NA"', 'NA', ' 2', 'true', '2020-01-01', 'x', '"\n"'];
    const cell = fc.constantFrom(...odd);
    const usual = fc.constantFrom('1', '1.25', '2020-01-01', 'true', 'x', '');
    const others = fc.dictionary(fc.nat(LAST).map(String), cell, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(usual, others, async (given, few) => {
        const path = long(given, few);
        const whole = await readCsv(path, { missing: ['', 'NA'] });
        const chunks = [];
        for await (const chunk of scanCsv(path, { missing: ['', 'NA'], chunkRows: 2100 })) {
          chunks.push(chunk);
        }
        expect(chunks.map(({ rowCount }) => rowCount)).toEqual([2100, 2100, 800]);
        equalTables(
          chunks.reduce((all, chunk) => all.concat(chunk)),
          whole,
        );
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('plainCell', () => {
  const signs = [
    ...'001234567899.-+eE_,: Z/T',
    '00',
    '\t',
    'nan',
    'inf',
    '2020',
    '-02',
    '-30',
    '23:59',
  ];
  const texts = fc.array(fc.constantFrom(...signs), { maxLength: 9 }).map((some) => some.join(''));
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
  const dates = fc
    .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .chain((date) => fc.nat(24).map((length) => date.toISOString().slice(0, 10 + length)));
  const parsers = cellParsers({ decimal: '.', dates: 'iso' });

  it.each<[ParsedKind, number]>([
    ['number', 5000],
    ['date', 1000],
    ['boolean', 1],
  ])(
    'lets DuckDB read a %s only where it reads what the rules say',
    async (kind, least) => {
      const some = fc.sample(fc.oneof(texts, numbers, dates, fc.constant('True')), 60_000);
      const settings = { decimal: '.', dates: 'iso', missing: ['', '7'] } as const;
      const plain = plainCell('text', 'value', kind, settings, parsers)!;
      const path = join(folder, 'cells.csv');
      const given = [...new Set(some.map((text) => text.replaceAll(',', '')))].filter(Boolean);
      writeFileSync(path, given.map((text) => `"${text}"\n`).join(''));
      const rows = await withDuckDb(async (connection) => {
        const read = await connection.runAndReadAll(
          `SELECT text, value, ${plain.test} FROM (SELECT text, ${plain.cast} AS value FROM ` +
            `read_csv('${path}', columns = {text: 'VARCHAR'}, header = false, auto_detect = false, ` +
            `new_line = '\\n', delim = ',', quote = '"', escape = '"'))`,
        );
        return read.getRows() as [string, number | boolean | null, boolean | null][];
      });
      const taken = rows.filter(([, , isPlain]) => isPlain === true);
      expect(taken.length).toBeGreaterThanOrEqual(least);
      for (const [text, value] of taken) {
        expect([text, value]).toEqual([text, parsers[kind](text.trim())]);
        if (kind === 'number')
          expect([text, parsers.isUnsafe(text.trim()), value === 7]).toEqual([text, false, false]);
      }
    },
    60_000,
  );
});
