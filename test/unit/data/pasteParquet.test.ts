import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Table } from '../../../src/core/index.js';
import {
  joinParquet,
  parquetInfo,
  pasteParquet,
  readParquet,
  scanParquet,
  writeParquet,
} from '../../../src/data/index.js';
import { sqlText, withDuckDb } from '../../../src/data/sql/duckdb.js';
import { profileParquet } from '../../../src/explore/index.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-paste-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

const count = (rows: number, start = 0) => Float64Array.from({ length: rows }, (_, i) => start + i);

/** Files of so many rows each, with the row's number in all of them as column y. */
async function parts(name: string, sizes: readonly number[]): Promise<string[]> {
  let start = 0;
  const paths: string[] = [];
  for (const [i, size] of sizes.entries()) {
    const path = at(`${name}-${i}.parquet`);
    await writeParquet(Table.from({ y: count(size, start) }), path);
    paths.push(path);
    start += size;
  }
  return paths;
}

/** A file of row groups of `group` rows, as whoever writes Parquet may choose them. */
async function inGroups(path: string, rows: number, group: number): Promise<void> {
  await withDuckDb((connection) =>
    connection.run(
      `COPY (SELECT i AS row, i % 7 AS small, 'text ' || i % 11 AS word FROM range(${rows}) t(i)) ` +
        `TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE ${group})`,
    ),
  );
}

describe('pasteParquet', () => {
  it('puts each row beside its own, whatever row groups and files it is cut into', async () => {
    const rows = 300_000;
    await inGroups(at('groups.parquet'), rows, 4096);
    expect((await parquetInfo(at('groups.parquet'))).rowGroups).toBeGreaterThan(50);
    const sizes = [1, 65_536, 2047, 2049, 100_000, 122_881];
    const beside = await parts('uneven', [...sizes, rows - sizes.reduce((a, b) => a + b)]);
    await pasteParquet(at('groups.parquet'), null, beside, at('pasted.parquet'));
    const pasted = await readParquet(at('pasted.parquet'));
    expect(pasted.columnNames).toEqual(['row', 'small', 'word', 'y']);
    expect(pasted.number('row')).toEqual(count(rows));
    expect(pasted.number('y')).toEqual(pasted.number('row'));
    expect(pasted.string('word').every((word, i) => word === `text ${i % 11}`)).toBe(true);
  });

  it('does so for files of any sizes', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 4 }), async (lengths, groups) => {
        const rows = lengths.reduce((a, b) => a + b);
        await inGroups(at('any.parquet'), rows, 2048 * groups);
        await pasteParquet(
          at('any.parquet'),
          ['row'],
          await parts('any', lengths),
          at('out.parquet'),
        );
        const pasted = await readParquet(at('out.parquet'));
        expect(pasted.number('row')).toEqual(count(rows));
        expect(pasted.number('y')).toEqual(count(rows));
      }),
      { numRuns: 15 },
    );
  });

  it('takes columns in their order and their types, also those that no table can hold', async () => {
    const path = at('types.parquet');
    await withDuckDb((connection) =>
      connection.run(
        "COPY (SELECT 9007199254740993 AS big, [1, 2] AS list, {a: 'x'} AS struct, DATE '2001-02-03' AS day) " +
          `TO ${sqlText(path)} (FORMAT parquet)`,
      ),
    );
    const beside = await parts('one', [1]);
    await pasteParquet(path, ['list', 'struct', 'big', 'day'], beside, at('typed.parquet'));
    const types = (await parquetInfo(at('typed.parquet'))).columns.map(({ type }) => type);
    expect(types).toEqual(['INTEGER[]', 'STRUCT(a VARCHAR)', 'BIGINT', 'DATE', 'DOUBLE']);
    const kept = await readParquet(at('typed.parquet'), {
      columns: ['y'],
      where: 'big = 9007199254740993',
    });
    expect(kept.rowCount).toBe(1);
  });

  it('needs as many rows on both sides, and writes nothing otherwise', async () => {
    await inGroups(at('ten.parquet'), 10, 2048);
    for (const sizes of [[4, 5], [11], [5, 6]]) {
      const beside = await parts('other', sizes);
      await expect(
        pasteParquet(at('ten.parquet'), null, beside, at('never.parquet')),
      ).rejects.toThrow(/ten\.parquet has 10 rows, but .* has (9|11)\..*SHAPE_MISMATCH/);
    }
    expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
  });

  it('refuses files without, names that are on both sides, and columns that are not there', async () => {
    await inGroups(at('ten.parquet'), 10, 2048);
    await writeParquet(Table.from({ WORD: count(10) }), at('word.parquet'));
    const out = at('never.parquet');
    await expect(pasteParquet(at('ten.parquet'), null, [], out)).rejects.toThrow('EMPTY');
    const same = pasteParquet(at('ten.parquet'), null, [at('word.parquet')], out);
    await expect(same).rejects.toThrow(/"word" is on both sides.*DUPLICATE_NAME/);
    const apart = pasteParquet(at('ten.parquet'), ['wrod'], [at('word.parquet')], out);
    await expect(apart).rejects.toThrow(/no column "wrod".*UNKNOWN_COLUMN/);
    await pasteParquet(at('ten.parquet'), ['row'], [at('word.parquet')], out);
    expect((await readParquet(out)).columnNames).toEqual(['row', 'WORD']);
    rmSync(out);
  });

  it('refuses files beside that differ in type, which would make 1.5 a 2, or in columns', async () => {
    const make = (name: string, select: string) =>
      withDuckDb((connection) =>
        connection.run(`COPY (${select}) TO ${sqlText(at(name))} (FORMAT parquet)`),
      );
    await make('whole.parquet', 'SELECT i AS y FROM range(20480) t(i)');
    await make('halves.parquet', 'SELECT i / 2 AS y FROM range(20480) t(i)');
    await make('more.parquet', 'SELECT i AS y, i AS z FROM range(20480) t(i)');
    await inGroups(at('twice.parquet'), 40_960, 20_480);
    const out = at('never.parquet');
    const paste = (...names: string[]) =>
      pasteParquet(at('twice.parquet'), null, names.map(at), out);
    await expect(paste('whole.parquet', 'halves.parquet')).rejects.toThrow(
      /halves\.parquet has "y" as DOUBLE, but .*whole\.parquet has "y" as BIGINT\..*PARSE_ERROR/,
    );
    await expect(paste('halves.parquet', 'whole.parquet')).rejects.toThrow(
      /whole\.parquet has "y" as BIGINT, but .*halves\.parquet has "y" as DOUBLE\./,
    );
    await expect(paste('whole.parquet', 'more.parquet')).rejects.toThrow(
      /more\.parquet has "z" as BIGINT, but .*whole\.parquet has no column "z"\./,
    );
    await expect(paste('more.parquet', 'whole.parquet')).rejects.toThrow(
      /whole\.parquet has no column "z", but .*more\.parquet has "z" as BIGINT\./,
    );
    const joined = joinParquet([at('whole.parquet'), at('halves.parquet')], out);
    await expect(joined).rejects.toThrow(/halves\.parquet has "y" as DOUBLE.*PARSE_ERROR/);
    expect(readdirSync(folder)).not.toContain('never.parquet');
  });

  it('keeps all columns where there are no rows', async () => {
    for (const name of ['none', 'nothing']) {
      await withDuckDb((connection) =>
        connection.run(`COPY (SELECT 1 AS ${name} LIMIT 0) TO ${sqlText(at(`${name}.parquet`))}`),
      );
    }
    await pasteParquet(at('none.parquet'), null, [at('nothing.parquet')], at('no.parquet'));
    const { rows, columns } = await parquetInfo(at('no.parquet'));
    expect([rows, columns.map(({ name }) => name)]).toEqual([0, ['none', 'nothing']]);
  });

  it('takes the name of a folder for no column, and knows a file however it is called', async () => {
    const day = at('date=2026-11-30');
    mkdirSync(day);
    const [x, y, both] = ['x', 'y', 'both'].map((name) => join(day, `${name} [1].parquet`));
    await writeParquet(Table.from({ x: [1, 2] }), x!);
    await writeParquet(Table.from({ y: [3, 4] }), y!);
    const here = process.platform === 'win32' ? day : relative(process.cwd(), day);
    const spelled = (path: string) => `${here}/.//${basename(path)}`;
    await pasteParquet(spelled(x!), null, [spelled(y!)], both!);
    const columnsOf = async (path: string) =>
      (await parquetInfo(path)).columns.map(({ name }) => name);
    expect(await columnsOf(both!)).toEqual(['x', 'y']);
    await joinParquet([both!, both!], join(day, 'twice.parquet'));
    expect(await columnsOf(join(day, 'twice.parquet'))).toEqual(['x', 'y']);
    expect((await readParquet(x!)).columnNames).toEqual(['x']);
    for await (const table of scanParquet(x!)) expect(table.columnNames).toEqual(['x']);
    const profiled = await profileParquet(join(day, 'twice.parquet'));
    expect(profiled.columns.map(({ name }) => name)).toEqual(['x', 'y']);
  });

  it('refuses a file that is damaged, and leaves nothing behind', async () => {
    await inGroups(at('whole.parquet'), 20_000, 2048);
    const whole = readFileSync(at('whole.parquet'));
    whole.fill(255, 2000, 6000);
    writeFileSync(at('hole.parquet'), whole);
    const beside = await parts('beside', [20_000]);
    const before = readdirSync(folder);
    const pasted = pasteParquet(at('hole.parquet'), null, beside, at('never.parquet'));
    await expect(pasted).rejects.toThrow(/hole\.parquet.*PARSE_ERROR/s);
    expect(readdirSync(folder)).toEqual(before);
  });
});
