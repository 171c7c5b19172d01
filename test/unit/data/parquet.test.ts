import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type ColumnKind, createRandom, Table } from '../../../src/core/index.js';
import { parquetInfo, readParquet, scanParquet, writeParquet } from '../../../src/data/index.js';
import { sqlText, withDuckDb } from '../../../src/data/sql/duckdb.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { anyTable, equalTables, isSayable } from './anyTable.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

interface Case {
  readonly name: string;
  readonly file: string;
  readonly columns: readonly {
    readonly name: string;
    readonly kind: ColumnKind;
    readonly values: readonly (number | string | boolean | null)[];
  }[];
}
const golden = loadGolden<Case>('readParquet');

const numbers = Table.from({
  i: Float64Array.from({ length: 5000 }, (_, i) => i),
  word: Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? null : `word ${i % 5}`)),
});
await writeParquet(numbers, at('numbers.parquet'));

describe('moments', () => {
  it('with a zone are the same wherever the machine stands, and rounded down before 1970', async () => {
    const path = at('zoned.parquet');
    await withDuckDb((connection) =>
      connection.run(
        `COPY (SELECT '2020-01-01 12:00:00+00'::TIMESTAMPTZ AS zoned, '1969-12-31 23:59:59.9995'::TIMESTAMP AS early,
           DATE '1969-12-31' AS day, '9999-12-31 23:59:59.999'::TIMESTAMP AS late, 'infinity'::TIMESTAMP AS never)
         TO ${sqlText(path)} (FORMAT parquet)`,
      ),
    );
    const script = `
      import { readParquet } from ${JSON.stringify(new URL('../../../src/data/index.ts', import.meta.url).href)};
      const moment = new Date('2020-01-01T12:00:00Z');
      const table = await readParquet(${JSON.stringify(path)}, { where: 'zoned = ?', parameters: [moment] });
      console.log(JSON.stringify(table.columns.map(({ name, values }) => [name, ...values])));`;
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      env: { ...process.env, TZ: 'America/New_York' },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      ['zoned', Date.UTC(2020, 0, 1, 12)],
      ['early', -1],
      ['day', -86_400_000],
      ['late', Date.UTC(9999, 11, 31, 23, 59, 59, 999)],
      ['never', null],
    ]);
  });
});

describe('readParquet', () => {
  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, async ({ file, columns }) => {
    const path = at('golden.parquet');
    writeFileSync(path, Buffer.from(file, 'base64'));
    const table = await readParquet(path);
    expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual(
      columns.map(({ name, kind }) => [name, kind]),
    );
    for (const { name, kind, values } of columns) {
      const isNumeric = kind === 'number' || kind === 'date';
      const expected = isNumeric ? values.map((value) => Number(value ?? Number.NaN)) : values;
      expect([...table.column(name).values]).toEqual(expected);
    }
  });

  it('reads back texts and moments of many rows', async () => {
    const path = at('many.parquet');
    const texts = ['', 'a', null, '\ufeffmark', 'é😀', "it's", 'A', 'nul\0'];
    const moments = [0, Number.NaN, -1, 1e12, -1e13];
    const table = Table.from({
      text: { kind: 'string', values: Array.from({ length: 6000 }, (_, i) => texts[(i * i) % 8]) },
      own: { kind: 'string', values: Array.from({ length: 6000 }, (_, i) => `${i}`) },
      none: { kind: 'string', values: new Array(6000).fill(null) },
      when: { kind: 'date', values: Array.from({ length: 6000 }, (_, i) => moments[i % 5]) },
    } as never);
    await writeParquet(table, path);
    expect((await readParquet(path)).columns).toEqual(table.columns);
    const harmed = table.string('text').map((text, i) => (i === 4321 ? '\ud800' : text));
    await expect(writeParquet(table.with('text', harmed), path)).rejects.toThrow(
      /"text", row 4321 holds half a surrogate pair/,
    );
  });

  it('reads back any table that was written', async () => {
    const path = at('any.parquet');
    await fc.assert(
      fc.asyncProperty(anyTable.filter(isSayable), async (table) => {
        await writeParquet(table, path);
        equalTables(await readParquet(path), table);
      }),
      { numRuns: 40 },
    );
  });

  it('reads only the columns and rows that are asked for', async () => {
    const path = at('numbers.parquet');
    const table = await readParquet(path, {
      columns: ['word', 'i'],
      where: "i >= ? AND word = 'word 3' -- a comment",
      parameters: [4990],
    });
    expect([...table.rows()]).toEqual([{ word: 'word 3', i: 4993 }]);
    const named = await readParquet(path, { where: 'i < $most', parameters: { most: 3 } });
    expect([...named.number('i')]).toEqual([0, 1, 2]);
  });

  it('keeps texts that begin with a byte order mark, and the order of texts that repeat', async () => {
    equalTables(await readParquet(at('numbers.parquet')), numbers);
    const marked = Table.from({ a: ['\ufeffx', 'y', ''], b: ['\ufeff', '\ufeff\ufeff', null] });
    await writeParquet(marked, at('marked.parquet'));
    equalTables(await readParquet(at('marked.parquet')), marked);
    const many = Table.from({
      a: Array.from({ length: 4000 }, (_, i) => `${i % 2 ? '\ufeff' : ''}x`),
    });
    await writeParquet(many, at('marked.parquet'));
    equalTables(await readParquet(at('marked.parquet')), many);
  });

  it('reads a file whose name is a pattern, and only that', async () => {
    await writeParquet(Table.from({ a: [1] }), at('x.parquet'));
    await writeParquet(Table.from({ a: [2] }), at('[x].parquet'));
    expect((await readParquet(at('[x].parquet'))).row(0)).toEqual({ a: 2 });
  });

  it('reads a table without rows', async () => {
    await writeParquet(Table.from({ a: { kind: 'date', values: [] } }), at('none.parquet'));
    const table = await readParquet(at('none.parquet'));
    expect([table.rowCount, table.column('a').kind]).toEqual([0, 'date']);
  });
});

describe('readParquet refuses', () => {
  it('a file cut off anywhere, or damaged', async () => {
    const whole = readFileSync(at('numbers.parquet'));
    const random = createRandom(7);
    for (let k = 0; k < 20; k++) {
      writeFileSync(at('cut.parquet'), whole.subarray(0, random.integer(1, whole.length)));
      await expect(readParquet(at('cut.parquet'))).rejects.toThrow(/cut\.parquet.*PARSE_ERROR/s);
    }
    const hole = Buffer.concat([whole.subarray(0, 1000), whole.subarray(3000)]);
    writeFileSync(at('cut.parquet'), hole);
    await expect(readParquet(at('cut.parquet'))).rejects.toThrow(/cut\.parquet.*PARSE_ERROR/s);
  });

  it.each([
    ['a text', 'a,b\n1,2\n', 'is no Parquet file'],
    ['an empty file', '', 'EMPTY'],
    ['the mark alone', 'PAR1', 'is cut off'],
  ])('%s', async (_, content, message) => {
    writeFileSync(at('bad.parquet'), content);
    await expect(readParquet(at('bad.parquet'))).rejects.toThrow(message);
  });

  it('a folder, and a file that is not there', async () => {
    mkdirSync(at('sub'), { recursive: true });
    await expect(readParquet(at('sub'))).rejects.toThrow('is a folder');
    await expect(readParquet(at('number.parquet'))).rejects.toThrow('"numbers.parquet"');
  });

  it.each([
    ['a column that is not there', { columns: ['ii'] }, /no column "ii".*"i"/],
    ['a column twice', { columns: ['i', 'i'] }, 'DUPLICATE_NAME'],
    ['no columns', { columns: [] }, 'EMPTY'],
    ['a condition that SQL does not know', { where: 'j > 1' }, /"j" not found.*QUERY_FAILED/s],
    ['an empty condition', { where: ' ' }, 'INVALID_ARGUMENT'],
    ['parameters without a condition', { parameters: [1] }, 'but no where'],
    ['an option that is not there', { column: ['i'] }, 'Did you mean "columns"'],
  ])('%s', async (_, options, message) => {
    await expect(readParquet(at('numbers.parquet'), options as object)).rejects.toThrow(message);
  });

  it('lists, and whole numbers that a double cannot hold, unless they are left out', async () => {
    const path = at('odd.parquet');
    await withDuckDb((connection) =>
      connection.run(
        `COPY (SELECT 1 AS a, [1, 2] AS list, 9007199254740993 AS big) TO '${path}' (FORMAT parquet)`,
      ),
    );
    await expect(readParquet(path)).rejects.toThrow(/"list" is of type INTEGER\[\].*UNSUPPORTED/);
    await expect(readParquet(path, { columns: ['big'] })).rejects.toThrow(
      /^readParquet: column "big".*Value: 9007199254740993 \[OUT_OF_RANGE\]/,
    );
    expect((await readParquet(path, { columns: ['a'] })).row(0)).toEqual({ a: 1 });
    expect((await parquetInfo(path)).columns.map(({ kind }) => kind)).toEqual([
      'number',
      null,
      'number',
    ]);
  });
});

describe('scanParquet', () => {
  it('yields the rows in order, by the chunk', async () => {
    const parts: Table[] = [];
    for await (const part of scanParquet(at('numbers.parquet'), { chunkRows: 1200 }))
      parts.push(part);
    expect(parts.map((part) => part.rowCount)).toEqual([1200, 1200, 1200, 1200, 200]);
    equalTables(
      parts.reduce((all, part) => all.concat(part)),
      numbers,
    );
  });

  it('can be left at any chunk, and yields nothing where nothing passes', async () => {
    for await (const part of scanParquet(at('numbers.parquet'), { chunkRows: 10 })) {
      expect(part.rowCount).toBe(10);
      break;
    }
    const scan = scanParquet(at('numbers.parquet'), { where: 'i < 0' });
    expect((await scan.next()).done).toBe(true);
  });

  it.each([
    ['repeat at first, and then no more', (i: number) => (i < 16_384 ? i % 10 : i)],
    ['repeat all along', (i: number) => i % 300],
    ['repeat after the first rows only', (i: number) => (i < 16_384 ? i : i % 10)],
  ])('reads texts that %s', async (_, number) => {
    const path = at('texts.parquet');
    const word = Array.from({ length: 60_000 }, (_, i) => (i % 11 === 0 ? null : `w${number(i)}`));
    await writeParquet(Table.from({ word }), path);
    const read: (string | null)[] = [];
    for await (const part of scanParquet(path, { chunkRows: 7000 }))
      read.push(...part.string('word'));
    expect(read).toEqual(word);
    expect((await readParquet(path)).string('word')).toEqual(word);
  });

  it('refuses chunks of no rows, and a bad file at the first chunk', async () => {
    await expect(scanParquet(at('numbers.parquet'), { chunkRows: 0 }).next()).rejects.toThrow(
      'OUT_OF_RANGE',
    );
    await expect(scanParquet(at('nope.parquet')).next()).rejects.toThrow(
      'scanParquet: there is no',
    );
  });
});

describe('writeParquet', () => {
  it('replaces a file, and leaves nothing behind when it cannot write', async () => {
    await writeParquet(Table.from({ a: [1] }), at('w.parquet'));
    await writeParquet(Table.from({ a: [2] }), at('w.parquet'));
    expect((await readParquet(at('w.parquet'))).row(0)).toEqual({ a: 2 });
    const before = readdirSync(folder);
    await expect(writeParquet(Table.from({ a: ['\ud800'] }), at('half.parquet'))).rejects.toThrow(
      'column "a", row 0 holds half a surrogate pair',
    );
    await expect(writeParquet(Table.from({}), at('half.parquet'))).rejects.toThrow('EMPTY');
    await expect(writeParquet(numbers, at('no/x.parquet'))).rejects.toThrow('make it first');
    await expect(writeParquet(numbers, at('sub'))).rejects.toThrow('INVALID_ARGUMENT');
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('parquetInfo', () => {
  it('tells rows and columns without reading them', async () => {
    const info = await parquetInfo(at('numbers.parquet'));
    expect(info.rows).toBe(5000);
    expect(info.rowGroups).toBe(1);
    expect(info.writtenBy).toContain('DuckDB');
    expect(info.bytes).toBe(readFileSync(at('numbers.parquet')).length);
    expect(info.columns).toEqual([
      { name: 'i', kind: 'number', type: 'DOUBLE' },
      { name: 'word', kind: 'string', type: 'VARCHAR' },
    ]);
  });

  it('refuses a file cut off', async () => {
    writeFileSync(at('cut.parquet'), readFileSync(at('numbers.parquet')).subarray(0, -3));
    await expect(parquetInfo(at('cut.parquet'))).rejects.toThrow('is cut off');
  });
});

describe('a value in a late row that no double can hold', () => {
  it('is refused, and not taken for the end of the file', async () => {
    const path = join(folder, 'late.parquet');
    await withDuckDb((connection) =>
      connection.run(
        "COPY (SELECT CASE WHEN i = 299990 THEN 9007199254740993 ELSE i END AS big, 'x' AS word " +
          `FROM range(300000) t(i)) TO '${path}' (FORMAT parquet)`,
      ),
    );
    await expect(readParquet(path)).rejects.toThrow('OUT_OF_RANGE');
    const scan = async (where?: string) => {
      let rows = 0;
      for await (const chunk of scanParquet(path, where ? { where } : {})) rows += chunk.rowCount;
      return rows;
    };
    await expect(scan()).rejects.toThrow(
      /^scanParquet: column "big".*Value: 9007199254740993 \[OUT_OF_RANGE\]/,
    );
    expect(await scan('big < 200000')).toBe(200_000);
  });
});
