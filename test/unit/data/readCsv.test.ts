import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/data/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const kindsOf = async (text: string, options = {}) =>
  (await readCsv(text, options)).columns.map((column) => column.kind);

interface Case {
  name: string;
  delimiter: string;
  text: string;
  header: string[];
  rows: string[][];
}
const golden = loadGolden<Case>('readCsv');

describe('readCsv', () => {
  it('reads every kind, with the empty field as missing', async () => {
    const table = await readCsv(
      'name,mass,wet,day,zip\nAda,3750,true,2015-12-31,007\n,,,,\nBo,-1.5e3,False,2016-02-29,1\n',
    );
    expect(table.columnNames).toEqual(['name', 'mass', 'wet', 'day', 'zip']);
    expect(table.string('name')).toEqual(['Ada', null, 'Bo']);
    expect([...table.number('mass')]).toEqual([3750, Number.NaN, -1500]);
    expect(table.boolean('wet')).toEqual([true, null, false]);
    expect(table.date('day')).toEqual([new Date('2015-12-31'), null, new Date('2016-02-29')]);
    expect(table.string('zip')).toEqual(['007', null, '1']);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, async (given) => {
    const { delimiter, text, header, rows } = given;
    const columns = Object.fromEntries(header.map((name) => [name, 'string' as const]));
    const table = await readCsv(text, { delimiter, missing: [], columns });
    expect(table.columnNames).toEqual(header);
    expect([...table.rows()].map((row) => header.map((name) => row[name]))).toEqual(rows);
  });

  it.each([
    ['words for missing are words', 'a\nNone\nNA\nnull\nnan\n', 'string'],
    ['a decimal comma is text', 'a\n"1,5"\n', 'string'],
    ['a leading zero is text', 'a\n1\n007\n', 'string'],
    ['zero and decimals below one are numbers', 'a\n0\n0.5\n-0.5\n.5\n5.\n', 'number'],
    ['a number with underscores or hex is text', 'a\n1_000\n0x1F\n', 'string'],
    ['seventeen digits are text', 'a\n1\n12345678901234567\n', 'string'],
    ['the largest safe integer is a number', 'a\n9007199254740991\n', 'number'],
    ['more than a double holds is text', 'a\n1e400\n', 'string'],
    ['infinity is text', 'a\nInfinity\n', 'string'],
    ['30 February is text', 'a\n2020-01-01\n2020-02-30\n', 'string'],
    ['a date with a time is a date', 'a\n2020-01-01T10:00:00.5+02:00\n2020-01-01\n', 'date'],
    ['one word among numbers makes text', 'a\n1\n2\nthree\n', 'string'],
    ['a column without values is of numbers', 'a,b\n,1\n', 'number'],
    ['quoted empty texts are text', 'a\n""\n""\n', 'string'],
    ['spaces around numbers do not matter', 'a,b\n 1 ,2\n2,3\n', 'number'],
  ])('finds the kind: %s', async (_, text, kind) => {
    expect((await kindsOf(text))[0]).toBe(kind);
  });

  it('finds a kind that only a late row reveals, without losing what came before', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},x`);
    const table = await readCsv(`a,b\n${rows.join('\n')}\nend,""\n`);
    expect(table.string('a').slice(-2)).toEqual(['4999', 'end']);
    expect(table.string('a')[7]).toBe('7');
    expect(table.string('b').at(-1)).toBe('');
  });

  it('keeps quoted empty texts that come before the first word, and takes them for missing among numbers', async () => {
    const table = await readCsv('a,b\n"",""\nx,1\n');
    expect(table.string('a')).toEqual(['', 'x']);
    expect([...table.number('b')]).toEqual([Number.NaN, 1]);
  });

  it('reads times as UTC unless they say otherwise, whatever the machine thinks', async () => {
    const table = await readCsv('a,b\n2020-01-01 10:00,2020-01-01T10:00:00+02:00\n');
    expect(table.date('a')).toEqual([new Date('2020-01-01T10:00:00Z')]);
    expect(table.date('b')).toEqual([new Date('2020-01-01T08:00:00Z')]);
  });

  it('takes other missing markers, decimals and dates when told', async () => {
    const table = await readCsv('x;when;word\n1,5;31/12/2020;NA\n?;1.2.2021;"NA"\n', {
      delimiter: ';',
      decimal: ',',
      dates: 'dmy',
      missing: ['', 'NA', '?'],
    });
    expect([...table.number('x')]).toEqual([1.5, Number.NaN]);
    expect(table.date('when')).toEqual([new Date('2020-12-31'), new Date('2021-02-01')]);
    expect(table.string('word')).toEqual([null, 'NA']);
  });

  it.each([
    ['a byte order mark', '\ufeffa,b\n1,2\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['carriage returns alone', 'a,b\r1,2\r'],
    ['mixed line ends', 'a,b\r\n1,2\n\r\n'],
    ['no newline at the end', 'a,b\n1,2'],
    ['blank lines', '\n\na,b\n\n1,2\n\n'],
  ])('reads a text with %s', async (_, text) => {
    expect([...(await readCsv(text)).rows()]).toEqual([{ a: 1, b: 2 }]);
  });

  it('keeps line breaks inside quotes, of any kind', async () => {
    const table = await readCsv('"a\r\nb",c\n"1\n2","x\r"\n');
    expect(table.columnNames).toEqual(['a\r\nb', 'c']);
    expect(table.string('c')).toEqual(['x\r']);
  });

  it('reads a blank line of a single column as missing', async () => {
    expect([...(await readCsv('\na\n1\n\n3\n')).number('a')]).toEqual([1, Number.NaN, 3]);
  });

  it.each([
    ['', []],
    ['NA', ['NA']],
    ['NA', ['?', 'NA']],
  ])('reads a blank line of a single column as an empty text where %j alone is missing', async (marker, missing) => {
    const { values } = (await readCsv(`a\nx\n\n${marker}\n"NA"\n""\n`, { missing })).column('a');
    expect(values).toEqual(['x', '', marker === '' ? '' : null, 'NA', '']);
  });

  it('makes a table without rows of a header alone', async () => {
    const table = await readCsv('a,b\n', { columns: { b: 'date' } });
    expect([table.rowCount, table.columnNames, table.column('b').kind]).toEqual([
      0,
      ['a', 'b'],
      'date',
    ]);
  });

  it('takes any column name, and names the unnamed by their place', async () => {
    const table = await readCsv('__proto__,constructor,\n1,2,3\n');
    expect(table.columnNames).toEqual(['__proto__', 'constructor', 'column3']);
    expect([...table.number('__proto__')]).toEqual([1]);
  });

  it('reads 10,000 columns', async () => {
    const cells = Array.from({ length: 10_000 }, (_, i) => i);
    const table = await readCsv(`${cells.map((i) => `c${i}`).join(',')}\n${cells.join(',')}\n`);
    expect([...table.number('c9999')]).toEqual([9999]);
  });

  it('reads a field longer than DuckDB expects', async () => {
    const long = 'y'.repeat(2_500_000);
    expect((await readCsv(`a,b\n${long},1\n`)).string('a')).toEqual([long]);
  });

  it('reads a file whose name is a pattern, and only that', async () => {
    file('twin.csv', 'a\n2\n');
    const path = file('t[w]in.csv', 'a\n1\n');
    expect([...(await readCsv(path)).number('a')]).toEqual([1]);
  });

  it('leaves no temporary file behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('mle-csv-'));
    const before = left();
    await readCsv('a\n1\n');
    await expect(readCsv('a,b\n1\n')).rejects.toThrow();
    expect(left()).toEqual(before);
  });
});

describe('readCsv refuses', () => {
  it('rows of a wrong field count, all at once, by their lines', async () => {
    const text = 'a,b\n1\n1,2\n"x\ny",3\n\n4,5,6\n7,8,\n';
    await expect(readCsv(text)).rejects.toThrow(
      /3 faults.*\n {2}line 2: 1 field, but the header has 2\n {2}line 7: 3 fields.*\n {2}line 8: 3 fields/,
    );
  });

  it('more than twenty bad rows by naming twenty and counting the rest', async () => {
    const error = await readCsv(`a,b\n${'1\n'.repeat(50)}`).catch((e: Error) => e.message);
    expect(error).toContain('50 faults');
    expect(error).toContain('line 21: ');
    expect(error).not.toContain('line 22: ');
    expect(error).toContain('and 30 more');
  });

  it('values that do not fit a declared kind, by line and value', async () => {
    const text = 'a,b\n"x\n",2\n\n3,zz\nq,2\n';
    await expect(readCsv(text, { columns: { a: 'number', b: 'boolean' } })).rejects.toThrow(
      /column "a": 2 values are no number\n {2}line 2: "x\\n"\n {2}line 6: "q"\ncolumn "b": 3 values/,
    );
  });

  it('a value that fits no day of the calendar where a date is declared', async () => {
    await expect(readCsv('d\n2021-02-29\n', { columns: { d: 'date' } })).rejects.toThrow(
      'line 2: "2021-02-29"',
    );
  });

  it.each([
    ['an open quote', 'a,b\n1,"2\n3,4\n', 'line 2: a quote is opened here and never closed'],
    ['text after a quote', 'a,b\n1,2\n"1"x,2\n', 'line 3: text follows a closing quote'],
    ['a stray carriage return', 'a,b\n1,2\r3,4\n', 'line 2: ends in a bare carriage return'],
    ['a name that comes twice', 'a,b,a\n1,2,3\n', 'columns 1 and 3'],
    ['blank lines only', '\n\n', 'EMPTY'],
    ['another delimiter', 'a;b\n1;2\n', '{ delimiter: ";" }'],
  ])('%s', async (_, text, message) => {
    await expect(readCsv(text)).rejects.toThrow(message);
  });

  it.each([
    ['an empty file', '', 'EMPTY'],
    ['bytes that are not UTF-8', new Uint8Array([97, 10, 98, 10, 0xff, 10]), 'line 3: '],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 97, 0]), 'UTF-16'],
    ['a gzipped file', new Uint8Array([0x1f, 0x8b, 8, 0]), 'gzip'],
  ])('%s', async (_, content, message) => {
    await expect(readCsv(file('bad.csv', content))).rejects.toThrow(message);
  });

  it('a file that is not there, with the near names', async () => {
    file('penguins.csv', 'a\n');
    await expect(readCsv(join(folder, 'pengins.csv'))).rejects.toThrow(
      'Did you mean "penguins.csv"',
    );
    await expect(readCsv(join(folder, 'no', 'x.csv'))).rejects.toThrow('does not exist either');
  });

  it('a folder', async () => {
    mkdirSync(join(folder, 'sub'), { recursive: true });
    await expect(readCsv(join(folder, 'sub'))).rejects.toThrow('is a folder');
  });

  it.each([
    ['an unknown option', { delimeter: ',' }, 'Did you mean "delimiter"'],
    ['a long delimiter', { delimiter: '::' }, 'option delimiter is "::"'],
    ['an unknown kind', { columns: { a: 'int' } }, 'INVALID_ARGUMENT'],
    ['a declared column that is not there', { columns: { A: 'number' } }, 'Did you mean "a"'],
  ])('%s', async (_, options, message) => {
    await expect(readCsv('a\n1\n', options as object)).rejects.toThrow(message);
  });
});
