import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type ColumnKind, Table } from '../../../src/core/index.js';
import { readCsv, writeCsv } from '../../../src/data/index.js';
import { anyTable } from './anyTable.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'table.csv');

const contents = (table: Table) =>
  table.columns.map(({ name, kind, values }) => ({
    name,
    kind,
    values: Array.from(values as never),
  }));
const kindsOf = (table: Table): Record<string, ColumnKind> =>
  Object.fromEntries(table.columns.map((column) => [column.name, column.kind]));

describe('writeCsv', () => {
  it('writes what one would write by hand', async () => {
    const table = Table.from({
      word: ['a,b', 'say "x"', null, ''],
      x: [1.5, Number.NaN, -0, 1e21],
      day: [new Date('2020-01-01'), null, null, null],
    });
    await writeCsv(table, path);
    expect(readFileSync(path, 'utf8')).toBe(
      'word,x,day\n"a,b",1.5,2020-01-01\n"say ""x""",,\n,-0,\n"",1e+21,\n',
    );
  });

  it('is undone by readCsv, whatever the table holds', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        await writeCsv(table, path);
        const back = await readCsv(path, { columns: kindsOf(table), delimiter: ',' });
        expect(contents(back)).toEqual(contents(table));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('is undone with delimiters that numbers, dates and truth values hold', async () => {
    const table = Table.from({
      x: [1.5, -2, 3e-9],
      day: [new Date(1), null, new Date(86_400_000)],
      flag: [true, false, null],
    });
    const path = join(folder, 'odd.csv');
    for (const delimiter of ['.', '-', ':', 'T', 'e', '5']) {
      await writeCsv(table, path, { delimiter });
      const back = await readCsv(path, { delimiter, columns: kindsOf(table) });
      expect(contents(back), delimiter).toEqual(contents(table));
    }
    rmSync(path);
  });

  it('refuses a date that no calendar has', async () => {
    for (const ms of [Infinity, 9e15]) {
      const table = Table.of([{ name: 'day', kind: 'date', values: Float64Array.of(ms) }]);
      await expect(writeCsv(table, join(folder, 'never.csv'))).rejects.toThrow('INVALID_ARGUMENT');
    }
  });

  it('says what keeps a file from being written where a folder is a file', async () => {
    const file = join(folder, 'file');
    await writeCsv(Table.from({ x: [1] }), file);
    await expect(writeCsv(Table.from({ x: [1] }), join(file, 'x.csv'))).rejects.toThrow(
      /the folder .*file is not there.*FILE_NOT_FOUND/,
    );
    rmSync(file);
  });

  it('is undone with tabs as delimiters, too', async () => {
    const table = Table.from({ a: ['x\ty', 'x,y'], b: ['', null] });
    await writeCsv(table, path, { delimiter: '\t' });
    expect(contents(await readCsv(path, { delimiter: '\t' }))).toEqual(contents(table));
  });

  it.each([
    ['no columns', Table.from({}), 'EMPTY'],
    ['an infinite number', Table.from({ a: [1, Number.POSITIVE_INFINITY] }), 'row 1'],
    ['half a surrogate pair', Table.from({ a: ['\ud800'] }), 'INVALID_ARGUMENT'],
    ['an empty column name', Table.from({ '': [1] }), 'empty name'],
  ])('refuses %s and leaves the old file as it was', async (_, table, message) => {
    writeFileSync(path, 'old');
    await expect(writeCsv(table, path)).rejects.toThrow(message);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['table.csv']);
  });

  it('refuses a folder that is not there, and a place that is one', async () => {
    const table = Table.from({ a: [1] });
    await expect(writeCsv(table, join(folder, 'no', 'x.csv'))).rejects.toThrow('FILE_NOT_FOUND');
    await expect(writeCsv(table, folder)).rejects.toThrow('INVALID_ARGUMENT');
  });
});
