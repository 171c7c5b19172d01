import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Table } from '../../../src/core/index.js';
import { query, readSql, writeParquet, writeSql } from '../../../src/data/index.js';
import { withDuckDb } from '../../../src/data/sql/duckdb.js';
import { anyTable, equalTables, isSayable } from './anyTable.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-sql-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const birds = Table.from({
  kind: ['a', 'b', 'a', null],
  mass: [1, 2, 4, Number.NaN],
  seen: [new Date('2020-01-01T10:00:00.5Z'), null, new Date('2021-06-30'), null],
  wild: [true, false, null, null],
});

describe('several DuckDBs at once', () => {
  it('lend each other nothing of what they put down for want of memory', async () => {
    const rows = 1_000_000;
    const total = (salt: number) =>
      withDuckDb(async (connection) => {
        await connection.run("SET memory_limit = '40MB'; SET threads = 2");
        await connection.run(
          `CREATE TABLE numbers AS SELECT hash(i + ${salt}) AS noise, i FROM range(${rows}) t(i)`,
        );
        await connection.run('CREATE TABLE sorted AS SELECT * FROM numbers ORDER BY noise');
        const found = await connection.runAndReadAll(
          `SELECT count(*)::INT, sum(i)::DOUBLE, count(*) FILTER (noise != hash(i + ${salt}))::INT FROM sorted`,
        );
        return found.getRows()[0];
      });
    const sum = (rows * (rows - 1)) / 2;
    for (const found of await Promise.all([total(0), total(rows)])) {
      expect(found).toEqual([rows, sum, 0]);
    }
  });
});

describe('query', () => {
  it('groups, with what is missing left out of means', async () => {
    const answer = await query(
      birds,
      'SELECT kind, avg(mass) AS mean, count(*) AS n FROM data GROUP BY kind ORDER BY kind NULLS LAST',
    );
    expect([...answer.rows()]).toEqual([
      { kind: 'a', mean: 2.5, n: 2 },
      { kind: 'b', mean: 2, n: 1 },
      { kind: null, mean: Number.NaN, n: 1 },
    ]);
  });

  it('joins several tables by their names', async () => {
    const names = Table.from({ kind: ['a', 'b'], name: ['Adelie', 'Bluebird'] });
    const answer = await query(
      { birds, names },
      'SELECT name, sum(mass) AS g FROM birds JOIN names USING (kind) GROUP BY name ORDER BY name',
    );
    expect([...answer.rows()]).toEqual([
      { name: 'Adelie', g: 5 },
      { name: 'Bluebird', g: 2 },
    ]);
  });

  it('makes the four kinds of every type that has one', async () => {
    const answer = await query(
      birds,
      `SELECT 1::TINYINT AS a, 2::UBIGINT AS b, 3::HUGEINT AS c, 4.25::DECIMAL(10, 2) AS d, 1.5::FLOAT AS e,
        DATE '2020-02-29' AS f, TIMESTAMP '2020-01-01 10:00:00.123456' AS g, TIMESTAMPTZ '2020-01-01 10:00:00+00' AS h,
        TIMESTAMP_S '1969-12-31 23:59:59' AS i, TIMESTAMP_NS '1969-12-31 23:59:59.9999999' AS j,
        'x'::ENUM('x', 'y') AS k, '4ac7a9e9-607c-4c8a-84f3-843f0191e3fd'::UUID AS l, true AS m, NULL AS n`,
    );
    expect(answer.rowCount).toBe(1);
    expect(answer.row(0)).toEqual({
      a: 1,
      b: 2,
      c: 3,
      d: 4.25,
      e: 1.5,
      f: new Date('2020-02-29'),
      g: new Date('2020-01-01T10:00:00.123Z'),
      h: new Date('2020-01-01T10:00:00Z'),
      i: new Date('1969-12-31T23:59:59Z'),
      j: new Date('1969-12-31T23:59:59.999Z'),
      k: 'x',
      l: '4ac7a9e9-607c-4c8a-84f3-843f0191e3fd',
      m: true,
      n: Number.NaN,
    });
  });

  it('binds parameters in order and by name, and never reads them as SQL', async () => {
    const evil = "x'; DROP TABLE data; --";
    const answer = await query(birds, 'SELECT ? AS text, ? AS day, ? AS none, ? AS big', [
      evil,
      new Date('2020-01-01'),
      Number.NaN,
      1e300,
    ]);
    expect(answer.row(0)).toEqual({
      text: evil,
      day: new Date('2020-01-01'),
      none: Number.NaN,
      big: 1e300,
    });
    const named = await query(birds, 'SELECT count(*) AS n FROM data WHERE mass > $least', {
      least: 1,
    });
    expect(named.number('n')).toEqual(new Float64Array([2]));
  });

  it('is the identity for any table', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable.filter(isSayable), async (table) => {
        equalTables(await query(table, 'SELECT * FROM data'), table);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the order of many rows', async () => {
    const table = Table.from({ i: Float64Array.from({ length: 10_000 }, (_, i) => i) });
    const answer = await query(table, 'SELECT i FROM data WHERE i % 2 = 0');
    expect(answer.number('i')).toEqual(Float64Array.from({ length: 5000 }, (_, k) => 2 * k));
  });

  it.each([
    ['a name that is not there', 'SELECT\n  masss FROM data', /"masss" not found[\s\S]*LINE 2:/],
    ['bad grammar', 'SELEC 1', 'QUERY_FAILED'],
    ['a fault in a row', 'SELECT CAST(kind AS INTEGER) FROM data', "Could not convert string 'a'"],
    ['two statements', 'SELECT 1; SELECT 2', 'multiple statements'],
    ['no SQL', '  ', 'INVALID_ARGUMENT'],
    ['two columns of one name', 'SELECT mass, mass FROM data', 'DUPLICATE_NAME'],
    ['a list', 'SELECT [1, 2] AS list', /column "list" is of type INTEGER\[\].*UNSUPPORTED/],
    ['a whole number too large', 'SELECT 9007199254740993 AS big', /"big" holds 9007199254740993/],
    ['too few parameters', 'SELECT ?', 'not provided'],
  ])('refuses %s', async (_, sql, message) => {
    await expect(query(birds, sql)).rejects.toThrow(message);
  });

  it('refuses parameters that have no place, and values that cannot be bound', async () => {
    await expect(query(birds, 'SELECT ?', [1, 2])).rejects.toThrow('QUERY_FAILED');
    await expect(query(birds, 'SELECT $a', { a: 1, b: 2 })).rejects.toThrow('no place for $b');
    await expect(query(birds, 'SELECT ?', [{}] as never)).rejects.toThrow(
      'parameter 1 is a object',
    );
  });

  it('refuses tables that SQL cannot say', async () => {
    const twins = Table.from({ a: [1], A: [2] });
    await expect(query(twins, 'SELECT 1')).rejects.toThrow('differ in case');
    await expect(query(Table.from({ '': [1] }), 'SELECT 1')).rejects.toThrow('Call rename first');
    await expect(query(Table.from({}), 'SELECT 1')).rejects.toThrow('EMPTY');
    await expect(query({ t: birds, T: birds }, 'SELECT 1')).rejects.toThrow('INVALID_ARGUMENT');
  });
});

describe('writeSql and readSql', () => {
  it('write a database file, and read from it', async () => {
    const path = join(folder, 'birds.db');
    await writeSql(path, { birds, other: Table.from({ x: [1] }) });
    equalTables(await readSql(path, 'SELECT * FROM birds'), birds);
    expect((await readSql(path, 'SELECT x FROM other')).row(0)).toEqual({ x: 1 });
    await writeSql(path, { other: Table.from({ x: [2] }) });
    expect((await readSql(path, 'SELECT x FROM other')).row(0)).toEqual({ x: 2 });
    expect(readdirSync(folder)).toEqual(['birds.db']);
  });

  it('cannot change what they read', async () => {
    const path = join(folder, 'kept.db');
    await writeSql(path, { birds });
    const before = statSync(path).mtimeMs;
    await expect(readSql(path, 'DELETE FROM birds')).rejects.toThrow('read-only');
    expect(statSync(path).mtimeMs).toBe(before);
  });

  it('leave nothing behind when a table cannot be written', async () => {
    const before = readdirSync(folder);
    await expect(
      writeSql(join(folder, 'half.db'), { birds, none: Table.from({}) }),
    ).rejects.toThrow('EMPTY');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('read a file through SQL', async () => {
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'a,b\n1,x\n');
    expect((await readSql(':memory:', 'SELECT * FROM read_csv(?)', [path])).row(0)).toEqual({
      a: 1,
      b: 'x',
    });
  });

  it('know nothing in memory of what a query before has made, set or attached', async () => {
    for (let turn = 0; turn < 2; turn++) {
      await readSql(':memory:', 'CREATE TABLE made AS SELECT 1 AS x');
      await readSql(':memory:', "SET default_null_order = 'nulls_first'");
      await readSql(':memory:', "ATTACH ':memory:' AS attached");
    }
    await expect(readSql(':memory:', 'SELECT * FROM made')).rejects.toThrow('QUERY_FAILED');
    const order = 'SELECT x FROM (VALUES (1), (NULL)) AS t(x) ORDER BY x';
    expect([...(await readSql(':memory:', order)).number('x')]).toEqual([1, Number.NaN]);
    const databases = 'SELECT database_name AS name FROM duckdb_databases() WHERE NOT internal';
    expect((await readSql(':memory:', databases)).string('name')).toEqual(['memory']);
  });

  it('read a file in memory as it is now, also when size and time are those of another one before', async () => {
    const path = join(folder, 'changing.parquet');
    const sizes = new Set<number>();
    for (const least of [500, 600]) {
      const x = Array.from({ length: 50_000 }, (_, i) => least + (i % 7));
      const written = join(folder, 'written.parquet');
      await writeParquet(Table.from({ x }), written);
      writeFileSync(path, readFileSync(written));
      utimesSync(path, 1e9, 1e9);
      sizes.add(statSync(path).size);
      const found = await readSql(':memory:', 'SELECT min(x) AS x FROM read_parquet(?)', [path]);
      expect(found.row(0)).toEqual({ x: least });
    }
    expect(sizes.size).toBe(1);
  });

  it('refuse what is no database', async () => {
    const text = join(folder, 'a.txt');
    writeFileSync(text, 'no database');
    mkdirSync(join(folder, 'sub'), { recursive: true });
    await expect(readSql(text, 'SELECT 1')).rejects.toThrow(
      /a\.txt cannot be opened.*PARSE_ERROR/s,
    );
    await expect(readSql(join(folder, 'bird.db'), 'SELECT 1')).rejects.toThrow('FILE_NOT_FOUND');
    await expect(readSql(join(folder, 'sub'), 'SELECT 1')).rejects.toThrow('is a folder');
    expect(readdirSync(folder)).not.toContain('bird.db');
    await expect(writeSql(join(folder, 'no', 'a.db'), { birds })).rejects.toThrow('make it first');
  });
});

describe('an error in a late row', () => {
  const sql =
    "SELECT CASE WHEN i < 199990 THEN i ELSE error('late') END AS x FROM range(200000) t(i)";

  it('is an error, and not the end of the answer', async () => {
    await expect(readSql(':memory:', sql)).rejects.toThrow('late');
    await expect(query(Table.from({ x: [1] }), sql)).rejects.toThrow('late');
  });
});
