import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MlError, Table } from '../../../src/core/index.js';
import {
  csvInfo,
  datasetPaths,
  imageInfo,
  parquetInfo,
  query,
  readCsv,
  readImage,
  readJson,
  readParquet,
  readSql,
  readText,
  readWav,
  scanCsv,
  scanLines,
  scanParquet,
  wavInfo,
  writeCsv,
  writeImage,
  writeParquet,
  writeSql,
} from '../../../src/data/index.js';

/*
 * What the world sends instead of data: every reader says which file and where in it, by an MlError,
 * and every writer leaves either the whole file or none.
 */

const folder = mkdtempSync(join(tmpdir(), 'mle-bad-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
mkdirSync(at('folder'));

async function first(chunks: AsyncGenerator<unknown>): Promise<unknown> {
  return (await chunks.next()).value;
}
const READERS: readonly (readonly [name: string, read: (path: string) => Promise<unknown>])[] = [
  ['readCsv', readCsv],
  ['scanCsv', (path) => first(scanCsv(path))],
  ['csvInfo', csvInfo],
  ['readJson', readJson],
  ['readParquet', readParquet],
  ['scanParquet', (path) => first(scanParquet(path))],
  ['parquetInfo', parquetInfo],
  ['readSql', (path) => readSql(path, 'SELECT 1')],
  ['readText', readText],
  ['scanLines', (path) => first(scanLines(path))],
  ['readImage', readImage],
  ['imageInfo', imageInfo],
  ['readWav', readWav],
  ['wavInfo', wavInfo],
];

async function refusal(promise: Promise<unknown>): Promise<MlError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MlError);
  return error as MlError;
}

describe.each(READERS)('%s', (name, read) => {
  it.each([
    ['an empty file', 'empty', 'EMPTY'],
    ['a folder in place of a file', 'folder', 'INVALID_ARGUMENT'],
    ['a file that is not there', 'nowhere', 'FILE_NOT_FOUND'],
    ['no path', '', 'INVALID_ARGUMENT'],
    ['a path that no system has', 'a\0b', 'INVALID_ARGUMENT'],
  ])('refuses %s', async (_, file, code) => {
    writeFileSync(at('empty'), '');
    const path = file === '' ? '' : at(file);
    const error = await refusal(read(path));
    expect(error.code).toBe(code);
    expect(error.message).toContain(name);
    if (file !== '' && !file.includes('\0')) expect(error.message).toContain(path);
  });
});

describe.each(READERS.filter(([name]) => !/Text|Lines|Sql/.test(name)))('%s', (name, read) => {
  it('refuses bytes of no sense', async () => {
    writeFileSync(
      at('noise'),
      Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251),
    );
    const error = await refusal(read(at('noise')));
    expect(error.message).toContain(name);
    expect(error.message).toContain(at('noise'));
  });
});

describe('a CSV file', () => {
  const csv = (content: string | Uint8Array) => {
    writeFileSync(at('a.csv'), content);
    return at('a.csv');
  };

  it('with a header only is a table without rows', async () => {
    expect((await readCsv(csv('a,b\n'))).rowCount).toBe(0);
    expect((await readCsv(csv('a'))).columnNames).toEqual(['a']);
  });

  it('of 10,000 columns is read', async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join();
    const cells = Array.from({ length: 10_000 }, (_, i) => (i % 2 ? i : `t${i}`)).join();
    const table = await readCsv(csv(`${names}\n${`${cells}\n`.repeat(50)}`));
    expect([table.rowCount, table.columnNames.length]).toEqual([50, 10_000]);
    expect([table.number('c9999')[49], table.string('c9998')[0]]).toEqual([9999, 't9998']);
  });

  it.each([
    ['ragged rows', 'a,b\n1,2\n3\n4,5,6\n', ['line 3: 1 field', 'line 4: 3 fields']],
    ['bytes that are not UTF-8', Buffer.from('a\nb\n\xff\n', 'latin1'), ['line 3: ']],
    ['a name twice', 'a,b,a\n1,2,3\n', ['"a": columns 1 and 3']],
    ['an open quote', 'a\n1\n"2\n', ['line 3: a quote is opened here']],
    ['NUL bytes alone', new Uint8Array(3), []],
  ])('with %s is refused by file and line', async (_, content, parts) => {
    const outcome = await readCsv(csv(content)).catch((reason: unknown) => reason);
    if (parts.length === 0) return expect(outcome).toBeInstanceOf(Table);
    expect(outcome).toBeInstanceOf(MlError);
    for (const part of [at('a.csv'), ...parts])
      expect((outcome as MlError).message).toContain(part);
  });

  it('with decimal commas gives texts, or is refused by column, line and value', async () => {
    const path = csv('x;y\n1,5;a\n2,25;b\n');
    expect((await readCsv(path, { delimiter: ';' })).string('x')).toEqual(['1,5', '2,25']);
    const error = await refusal(readCsv(path, { delimiter: ';', columns: { x: 'number' } }));
    expect(error.message).toMatch(
      /a\.csv .*\ncolumn "x": 2 values are no number\n {2}line 2: "1,5"/,
    );
    const numbers = await readCsv(path, { delimiter: ';', decimal: ',' });
    expect([...numbers.number('x')]).toEqual([1.5, 2.25]);
  });

  it('with a column called __proto__ is read, and changes nothing else', async () => {
    const table = await readCsv(csv('__proto__,constructor\n1,x\n'));
    expect(table.row(0).constructor).toBe('x');
    expect(Object.getOwnPropertyDescriptor(table.row(0), '__proto__')?.value).toBe(1);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    await writeParquet(table, at('proto.parquet'));
    const back = await readParquet(at('proto.parquet'));
    expect(back.columnNames).toEqual(['__proto__', 'constructor']);
    const asked = await query(table, 'SELECT "__proto__" + 1 AS "__proto__" FROM data');
    expect([...asked.number('__proto__')]).toEqual([2]);
  });
});

describe('a file that is cut off', () => {
  it('is refused by its name: Parquet, PNG, WAV; a CSV only where a row is cut', async () => {
    const table = Table.from({
      a: Array.from({ length: 3000 }, (_, i) => i),
      b: new Array(3000).fill('xyz'),
    });
    await writeParquet(table, at('whole.parquet'));
    await writeCsv(table, at('whole.csv'));
    const data = Uint8Array.from({ length: 48 * 48 }, (_, i) => (i * 37) % 256);
    await writeImage({ height: 48, width: 48, channels: 1, data }, at('whole.png'));
    const [, train] = await datasetPaths('spoken-digits');
    writeFileSync(at('whole.wav'), readFileSync(train!));
    const readers: Record<string, (path: string) => Promise<unknown>> = {
      parquet: readParquet,
      png: readImage,
      wav: readWav,
      csv: (path) => readCsv(path, { columns: { a: 'number', b: 'string' } }),
    };
    for (const [kind, read] of Object.entries(readers)) {
      const whole = readFileSync(at(`whole.${kind}`));
      let refused = 0;
      for (let k = 1; k <= 12; k++) {
        writeFileSync(at(`cut.${kind}`), whole.subarray(0, Math.floor((whole.length * k) / 13)));
        const outcome = await read(at(`cut.${kind}`)).catch((reason: unknown) => reason);
        if (!(outcome instanceof Error)) continue;
        refused++;
        expect(outcome).toBeInstanceOf(MlError);
        expect(outcome.message).toContain(at(`cut.${kind}`));
      }
      // A CSV does not say how long it is: most cuts go unseen, which is why 04 counts rows.
      if (kind !== 'csv') expect([kind, refused]).toEqual([kind, 12]);
      else expect(refused).toBeLessThan(12);
    }
  }, 60_000);
});

describe('a writer that cannot', () => {
  const broken = Table.from({ a: ['fine', '\ud800'] });
  it.each([
    ['writeCsv', (path: string) => writeCsv(broken, path)],
    ['writeParquet', (path: string) => writeParquet(broken, path)],
    ['writeSql', (path: string) => writeSql(path, { broken })],
    [
      'writeImage',
      (path: string) =>
        writeImage({ height: 2, width: 2, channels: 1, data: new Uint8Array(1) }, path),
    ],
  ])('%s leaves the old file as it was, and nothing beside it', async (name, write) => {
    mkdirSync(at(name));
    const path = join(at(name), 'kept');
    writeFileSync(path, 'old');
    const error = await refusal(write(path));
    expect(error.message).toContain(name);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(at(name))).toEqual(['kept']);
    await refusal(write(join(at(name), 'no', 'such', 'folder')));
    expect(readdirSync(at(name))).toEqual(['kept']);
  });
});

describe('SQL that fails', () => {
  it('is told with its place, and what there is instead', async () => {
    const table = Table.from({ mass: [1] });
    const error = await refusal(query(table, 'SELECT mas\nFROM data'));
    expect(error.code).toBe('QUERY_FAILED');
    expect(error.message).toMatch(/"mas" not found[\s\S]*"mass"[\s\S]*LINE 1: SELECT mas/);
  });
});
