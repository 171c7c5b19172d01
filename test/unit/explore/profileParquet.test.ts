import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, Table } from '../../../src/core/index.js';
import { readSql } from '../../../src/data/index.js';
import { type Profile, profile, profileParquet } from '../../../src/explore/index.js';
import { labelledColumns, realTable } from './labelledColumns.js';

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mle-profile-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes what a query selects as a Parquet file, and answers the file and what it holds. */
async function parquet(select: string): Promise<{ path: string; table: Table }> {
  const path = join(folder, `${files++}.parquet`);
  await readSql(':memory:', `COPY (${select}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`);
  return { path, table: await readSql(':memory:', 'SELECT * FROM read_parquet(?)', [path]) };
}

/** Writes a table by way of JSON lines, which hold every number to its last digit. */
async function asParquet(table: Table): Promise<string> {
  const lines = join(folder, `${files}.json`);
  const rows = Array.from({ length: table.rowCount }, (_, i) =>
    JSON.stringify(
      Object.fromEntries(table.columns.map((column, j) => [`c${j}`, column.values[i] ?? null])),
    ),
  );
  writeFileSync(lines, rows.join('\n'));
  const fields = table.columns.map(({ kind }, j) => {
    const type = kind === 'string' ? 'VARCHAR' : kind === 'boolean' ? 'BOOLEAN' : 'DOUBLE';
    return `c${j}: '${type}'`;
  });
  const names = table.columns.map(({ kind, name }, j) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    return kind === 'date' ? `epoch_ms(c${j}::BIGINT) AS ${quoted}` : `c${j} AS ${quoted}`;
  });
  const { path } = await parquet(
    `SELECT ${names.join(', ')} FROM read_json('${lines}', format = 'newline_delimited', columns = {${fields.join(', ')}})`,
  );
  return path;
}

/** Equal texts and counts; numbers equal to nine digits. */
function expectSame(found: unknown, expected: unknown, where = ''): void {
  if (typeof found === 'number' && typeof expected === 'number') {
    const error = Math.abs(found - expected);
    expect(error, `${where}: ${found}, not ${expected}`).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(expected)),
    );
  } else if (typeof found === 'object' && found !== null && expected !== null) {
    expect(Object.keys(found), where).toEqual(Object.keys(expected as object));
    for (const [key, value] of Object.entries(found)) {
      expectSame(value, (expected as Record<string, unknown>)[key], `${where}.${key}`);
    }
  } else expect(found, where).toBe(expected);
}

describe('profileParquet', () => {
  it.each(['penguins', 'weather'])('tells of %s what profile tells', async (name) => {
    const table = realTable(name);
    expectSame(await profileParquet(await asParquet(table)), profile(table));
  });

  it('tells of each labelled column what profile tells', async () => {
    const columns = labelledColumns(7).filter(({ label }) => label !== 'evenly spaced');
    // One length for one file: shorter columns end in missing values.
    const rows = 3000;
    const table = Table.from(
      columns.map(({ name, column }, j) => {
        const { kind, values } = Table.from([[name, column]]).column(name);
        const padded = Array.from({ length: rows }, (_, i) => values[i] ?? null);
        return [`${j} ${name}`, { kind, values: padded }];
      }),
    );
    expectSame(await profileParquet(await asParquet(table)), profile(table));
  });

  it('follows the options, and keeps apart what is missing, NaN and infinite', async () => {
    const { path, table } = await parquet(
      'SELECT unnest(\'[1, NULL, nan, inf, -inf, 2.5, -0.0, 0, 2.5]\'::DOUBLE[]) AS "odd "" name"',
    );
    const options = { quantiles: [0.3], mostFrequent: 2 };
    const found = await profileParquet(path, options);
    expectSame(found, profile(table, options));
    expect(found.columns[0]).toMatchObject({ count: 7, missing: 2, infinite: 2, distinct: 3 });
  });

  it('knows no −0, as profile knows none', async () => {
    const { path, table } = await parquet("SELECT '-0.0'::DOUBLE AS x FROM range(3)");
    expect(await profileParquet(path)).toEqual(profile(table));
  });

  it('takes the types of a database as a table takes them', async () => {
    const { path, table } = await parquet(
      `SELECT i::TINYINT AS tiny, (i * 1000003)::BIGINT AS big, (i / 8)::DECIMAL(9, 3) AS dec,
       DATE '1969-12-20' + i::INTEGER AS day, TIMESTAMP '1969-12-31 23:59:59.9995' + to_milliseconds(i * i) AS moment,
       i % 3 = 0 AS third, CASE WHEN i % 7 = 0 THEN NULL ELSE 'word ' || i % 5 END AS word,
       NULL::VARCHAR AS nothing, NULL::DOUBLE AS none FROM range(100) AS r(i)`,
    );
    const found = await profileParquet(path);
    expectSame(found, profile(table));
    expect(found.columns.map(({ kind }) => kind)).toEqual(table.columns.map(({ kind }) => kind));
    expect(found.columns.find(({ name }) => name === 'day')!.shape).toBe('evenly spaced');
  });

  it('holds for numbers of all sizes', async () => {
    const random = createRandom(5);
    const sizes = [1e-200, 1, 1e200];
    const table = Table.from(
      sizes.map((size) => [
        String(size),
        Float64Array.from({ length: 200 }, () => size * random.normal(3)),
      ]),
    );
    const found = await profileParquet(await asParquet(table));
    found.columns.forEach((column, k) => {
      if (column.kind !== 'number') throw new Error('a number column is needed');
      const expected = profile(table).columns[k] as typeof column;
      expect(column.deviation! / expected.deviation!).toBeCloseTo(1, 9);
      expect(column.skewness).toBeCloseTo(expected.skewness!, 9);
      expect(column.histogram!.counts).toEqual(expected.histogram!.counts);
      expect(column.shape).toBe(expected.shape);
    });
  });

  it('profiles a file without rows', async () => {
    const { path, table } = await parquet("SELECT 1.5 AS x, 'a' AS s, true AS b WHERE false");
    const found: Profile = await profileParquet(path);
    expectSame(found, profile(table));
    expect(found.columns.map(({ shape }) => shape)).toEqual(['empty', 'empty', 'empty']);
  });

  it('takes a file whose name looks like a pattern for that file, and a pattern for all that fit', async () => {
    const [one, odd] = [await parquet('SELECT 1 AS x'), await parquet('SELECT 2 AS x')];
    renameSync(one.path, join(folder, 'f1.parquet'));
    renameSync(odd.path, join(folder, 'f[1].parquet'));
    const leastOf = async (name: string) =>
      (await profileParquet(join(folder, name))).columns[0] as { min?: number };
    expect(await leastOf('f[1].parquet')).toMatchObject({ min: 2 });
    expect(await profileParquet(join(folder, 'f*.parquet'))).toMatchObject({ rowCount: 2 });
  });

  it('refuses what it cannot read', async () => {
    await expect(profileParquet(join(folder, 'nowhere.parquet'))).rejects.toThrow('FILE_NOT_FOUND');
    const text = join(folder, 'text.parquet');
    writeFileSync(text, 'this is no Parquet file');
    await expect(profileParquet(text)).rejects.toThrow('QUERY_FAILED');
    const { path } = await parquetOfLists();
    await expect(profileParquet(path)).rejects.toThrow('UNSUPPORTED');
    await expect(profileParquet(text, { mostFrequent: 0 })).rejects.toThrow('OUT_OF_RANGE');
  });
});

async function parquetOfLists(): Promise<{ path: string }> {
  const path = join(folder, 'lists.parquet');
  await readSql(':memory:', `COPY (SELECT [1, 2] AS list) TO '${path}' (FORMAT parquet)`);
  return { path };
}
