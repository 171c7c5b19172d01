import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { MlError, Table } from '../../../src/core/index.js';
import {
  bytesOfNumbers,
  datasetPaths,
  isOfNumbers,
  pasteParquet,
  readParquet,
  writeParquet,
} from '../../../src/data/index.js';
import { placeOf, readFooter } from '../../../src/data/parquet/parquetFooter.js';
import { pasteChunks } from '../../../src/data/parquet/pasteChunks.js';
import { sqlText, withDuckDb } from '../../../src/data/sql/duckdb.js';
import { loadGolden } from '../../golden/loadGolden.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-chunks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const sql = (text: string) => withDuckDb(async (c) => (await c.runAndReadAll(text)).getRows());

/** Files of so many rows each, with the row's number over all of them as column y. */
async function parts(name: string, sizes: readonly number[]) {
  const files: { path: string; rows: number }[] = [];
  let start = 0;
  for (const [i, rows] of sizes.entries()) {
    const path = at(`${name}-${i}.parquet`);
    const table = Table.from({ y: Float64Array.from({ length: rows }, (_, k) => start + k) });
    writeFileSync(path, Buffer.concat(await bytesOfNumbers(table)));
    files.push({ path, rows });
    start += rows;
  }
  return files;
}

/** The bytes of each chunk of some columns, group by group. */
async function chunkBytes(path: string, names: readonly string[]): Promise<Buffer[]> {
  const file = await open(path);
  try {
    const { columns, groups } = await readFooter(file);
    const all = readFileSync(path);
    const bytes: Buffer[] = [];
    for (const { chunks } of groups) {
      for (const name of names) {
        const { leaf, leaves } = columns.find((column) => column.name === name)!;
        for (const chunk of chunks.slice(leaf, leaf + leaves)) {
          const place = placeOf(chunk)!;
          bytes.push(all.subarray(place.start, place.start + place.bytes));
        }
      }
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** Of everything that a column can be, with missing ones. */
const TYPES = [
  'i AS number',
  "'text ' || i % 11 AS word",
  '(i % 200)::UTINYINT AS tiny',
  '(i % 200)::USMALLINT AS small',
  'i::UBIGINT AS unsigned',
  '(9007199254740993 + i)::BIGINT AS big',
  '(i::HUGEINT * 1000000007)::DECIMAL(30, 3) AS money',
  'CASE WHEN i % 3 = 0 THEN NULL ELSE i / 7.0 END AS share',
  '(i / 3.0)::FLOAT AS single',
  'i % 2 = 0 AS flag',
  "DATE '1969-12-30' + (i % 9)::INTEGER AS day",
  "TIMESTAMP '1969-12-31 23:59:59.999999' + INTERVAL (i) MICROSECOND AS moment",
  "(TIMESTAMP '2001-01-01' + INTERVAL (i) MICROSECOND)::TIMESTAMP_NS AS nanos",
  "TIMESTAMPTZ '2001-01-01 00:00:00+02' AS zoned",
  "TIME '10:00:00' AS clock",
  'gen_random_uuid() AS id',
  "encode('é' || i) AS raw",
  '[i, i + 1, NULL] AS list',
  "{a: i, b: [{c: 'x' || i % 4}]} AS struct",
  "map(['k', 'l'], [i, NULL]) AS map",
  "(['lo', 'hi'])[1 + i % 2]::ENUM('lo', 'hi') AS level",
  "json_object('i', i) AS json",
];

describe('pasteChunks', () => {
  it('copies columns of every type as they lie, and their rows are those of the file', async () => {
    const rows = 60_000;
    const path = at('types.parquet');
    await sql(
      `COPY (SELECT ${TYPES.join(', ')} FROM range(${rows}) t(i)) TO ${sqlText(path)} ` +
        '(FORMAT parquet, ROW_GROUP_SIZE 20480, COMPRESSION zstd)',
    );
    const names = TYPES.map((type) => type.split(' AS ').at(-1)!).reverse();
    const target = at('typed.parquet');
    const beside = await parts('uneven', [1, 20_480, 30_000, rows - 50_481]);
    expect(await pasteChunks(path, names, beside, ['y'], target)).toBe(true);

    const [before, after] = [await chunkBytes(path, names), await chunkBytes(target, names)];
    expect(after.length).toBe(before.length);
    expect(after.every((bytes, i) => bytes.equals(before[i]!))).toBe(true);
    const columns = names.map((name) => `a.${name} IS DISTINCT FROM b.${name}`).join(' OR ');
    const [found] = await sql(
      `SELECT count(*)::INT, count_if(${columns})::INT, count_if(b.y != a.number)::INT ` +
        `FROM ${sqlText(path)} a POSITIONAL JOIN ${sqlText(target)} b`,
    );
    expect(found).toEqual([rows, 0, 0]);
    const described = (file: string) => sql(`DESCRIBE SELECT ${names} FROM ${sqlText(file)}`);
    expect(await described(target)).toEqual(await described(path));
    expect(readdirSync(folder).filter((name) => name.startsWith('typed'))).toEqual([
      'typed.parquet',
    ]);
  });

  it('keeps groups and what is known of their values, so that a filter still skips', async () => {
    const path = at('sorted.parquet');
    await sql(
      `COPY (SELECT i, TIMESTAMP '2001-01-01 00:00:00.000001' + INTERVAL (i) MICROSECOND AS moment ` +
        `FROM range(100000) t(i)) TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE 20480)`,
    );
    const target = at('filtered.parquet');
    const beside = await parts('half', [50_000, 50_000]);
    await pasteChunks(path, ['moment', 'i'], beside, ['y'], target);
    const known = (file: string) =>
      sql(
        'SELECT row_group_id, row_group_num_rows, path_in_schema, stats_min_value, stats_max_value, stats_null_count ' +
          `FROM parquet_metadata(${sqlText(file)}) WHERE path_in_schema != 'y' ORDER BY 1, 3`,
      );
    expect(await known(target)).toEqual(await known(path));
    const found = await readParquet(target, {
      where: "moment = TIMESTAMP '2001-01-01 00:00:00.099999'",
    });
    expect([found.number('i'), found.number('y')]).toEqual(
      [[99_998], [99_998]].map((x) => Float64Array.from(x)),
    );
  });

  it('takes the columns of a file that another program wrote', async () => {
    const [flights] = await datasetPaths('flights');
    const beside = await parts('flights', [1_000_000, 2_000_000]);
    const target = at('flights.parquet');
    expect(await pasteChunks(flights!, ['origin', 'delay'], beside, ['y'], target)).toBe(true);
    const [found] = await sql(
      'SELECT count(*)::INT, count_if(a.origin IS DISTINCT FROM b.origin OR a.delay IS DISTINCT FROM b.delay)::INT, ' +
        'count_if(b.y != b.file_row_number)::INT ' +
        `FROM ${sqlText(flights!)} a POSITIONAL JOIN read_parquet(${sqlText(target)}, file_row_number = true) b`,
    );
    expect(found).toEqual([3_000_000, 0, 0]);
  });

  it.each(
    loadGolden<{ name: string; file: string }>('readParquet').cases,
  )('takes what pyarrow wrote: $name', async ({ name, file }) => {
    const path = at('golden.parquet');
    writeFileSync(path, Buffer.from(file, 'base64'));
    const before = await sql(`SELECT * FROM ${sqlText(path)}`);
    if (before.length === 0) return;
    const names = (await sql(`DESCRIBE SELECT * FROM ${sqlText(path)}`)).map(
      ([column]) => `${column}`,
    );
    const target = at(`golden-${name.replace(/\W/g, '-')}.parquet`);
    const beside = await parts('golden', [before.length]);
    expect(await pasteChunks(path, names, beside, ['y'], target, { leastRows: 1 })).toBe(true);
    expect(await sql(`SELECT * EXCLUDE y FROM ${sqlText(target)}`)).toEqual(before);
  });

  it('leaves to a join of rows what is cut into small groups, and names that it cannot tell apart', async () => {
    const path = at('small.parquet');
    await sql(
      `COPY (SELECT i AS a FROM range(20000) t(i)) TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    );
    const target = at('left.parquet');
    const beside = await parts('small', [20_000]);
    expect(await pasteChunks(path, ['a'], beside, ['y'], target)).toBe(false);
    expect(await pasteChunks(path, ['A'], beside, ['y'], target)).toBe(false);
    expect(await pasteChunks(path, ['a'], beside, ['file_row_number'], target)).toBe(false);
    expect(readdirSync(folder)).not.toContain('left.parquet');
  });

  it('refuses a file with damage in a column that goes over, and leaves nothing behind', async () => {
    const path = at('whole.parquet');
    await sql(
      `COPY (SELECT i, hash(i) AS noise FROM range(50000) t(i)) TO ${sqlText(path)} (FORMAT parquet)`,
    );
    const [first] = await chunkBytes(path, ['noise']);
    const whole = readFileSync(path);
    whole.fill(255, whole.indexOf(first!), whole.indexOf(first!) + 2000);
    writeFileSync(at('hole.parquet'), whole);
    const beside = await parts('hole', [50_000]);
    const before = readdirSync(folder);
    await expect(
      pasteParquet(
        at('hole.parquet'),
        null,
        beside.map(({ path }) => path),
        at('never.parquet'),
      ),
    ).rejects.toThrow(/hole\.parquet.*PARSE_ERROR/s);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('either refuses a file whose footer is harmed, or writes one that can be read', async () => {
    const path = at('footer.parquet');
    await sql(
      `COPY (SELECT i, 'w' || i % 7 AS w, [i] AS l FROM range(40000) t(i)) TO ${sqlText(path)} ` +
        '(FORMAT parquet, ROW_GROUP_SIZE 20480)',
    );
    const whole = readFileSync(path);
    const length = whole.readUInt32LE(whole.length - 8);
    const beside = (await parts('footer', [40_000])).map((file) => file.path);
    const before = [...readdirSync(folder), 'harmed.parquet', 'maybe.parquet'];
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(length - 1), fc.nat(7), async (place, bit) => {
        const harmed = Buffer.from(whole);
        harmed[whole.length - 8 - length + place]! ^= 1 << bit;
        writeFileSync(at('harmed.parquet'), harmed);
        try {
          await pasteParquet(at('harmed.parquet'), null, beside, at('maybe.parquet'));
          const columns = `any_value(COLUMNS(*)), count(*)::INT AS n`;
          const [row] = await sql(`SELECT ${columns} FROM ${sqlText(at('maybe.parquet'))}`);
          expect(row!.at(-1)).toBe(40_000);
        } catch (error) {
          expect(error).toBeInstanceOf(MlError);
          refused++;
        }
        expect(before).toEqual(expect.arrayContaining(readdirSync(folder)));
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(5);
  });

  it('leaves nothing behind when what goes beside is damaged', async () => {
    const path = at('sound.parquet');
    await sql(
      `COPY (SELECT i FROM range(90000) t(i)) TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE 30720)`,
    );
    await writeParquet(
      Table.from({ y: Float64Array.from({ length: 90_000 }, (_, i) => Math.sin(i)) }),
      at('beside.parquet'),
    );
    const harmed = readFileSync(at('beside.parquet'));
    harmed.fill(255, 4, 5000);
    writeFileSync(at('beside.parquet'), harmed);
    const before = readdirSync(folder);
    await expect(
      pasteParquet(path, null, [at('beside.parquet')], at('never.parquet')),
    ).rejects.toThrow(/: \S*beside\.parquet cannot be read.*PARSE_ERROR/);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('keeps a type that hangs on what the file says beside its columns', async () => {
    const path = at('places.parquet');
    await sql(
      `COPY (SELECT 'POINT (1 2)'::GEOMETRY AS place, i FROM range(20000) t(i)) TO ${sqlText(path)} ` +
        '(FORMAT parquet)',
    );
    const typesOf = (file: string) =>
      sql(`SELECT column_type FROM (DESCRIBE SELECT * FROM ${sqlText(file)})`);
    const types = await typesOf(path);
    expect(String(types[0])).toMatch('GEOMETRY');
    const beside = (await parts('places', [20_000])).map((file) => file.path);
    await pasteParquet(path, null, beside, at('places-too.parquet'));
    expect(await typesOf(at('places-too.parquet'))).toEqual([...types, ['DOUBLE']]);
  });

  it('stops between groups when it is told to, and leaves nothing behind', async () => {
    const path = at('long.parquet');
    await sql(
      `COPY (SELECT i FROM range(400000) t(i)) TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE 20480)`,
    );
    const beside = (await parts('long', [400_000])).map((file) => file.path);
    const before = readdirSync(folder);
    for (const wait of [0, 1, 5, 20]) {
      const stop = new AbortController();
      const pasted = pasteParquet(path, null, beside, at('never.parquet'), stop.signal);
      setTimeout(() => stop.abort(), wait);
      await expect(pasted).rejects.toThrow(/stopped.*ABORTED/);
      expect(readdirSync(folder)).toEqual(before);
    }
  });
});

describe('bytesOfNumbers', () => {
  const anyNumber = fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(-0, 0, Infinity, -Infinity),
  );

  it('writes what readParquet gives back, to the bit', async () => {
    const columns = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5000 }))
      .chain(([width, rows]) =>
        fc.array(fc.array(anyNumber, { minLength: rows, maxLength: rows, size: 'max' }), {
          minLength: width,
          maxLength: width,
        }),
      );
    await fc.assert(
      fc.asyncProperty(columns, async (values) => {
        const table = Table.from(values.map((column, j) => [`c ${j}é`, column] as const));
        writeFileSync(at('numbers.parquet'), Buffer.concat(await bytesOfNumbers(table)));
        const found = await readParquet(at('numbers.parquet'));
        expect(found.columnNames).toEqual(table.columnNames);
        for (const name of table.columnNames)
          expect(found.number(name)).toEqual(table.number(name));
      }),
      { numRuns: 20 },
    );
  });

  it('is for tables of numbers of which none is missing', () => {
    expect(isOfNumbers(Table.from({ a: [1, 2], b: [-0, Infinity] }))).toBe(true);
    expect(isOfNumbers(Table.from({ a: [1, Number.NaN] }))).toBe(false);
    expect(isOfNumbers(Table.from({ a: [1, 2], b: ['x', 'y'] }))).toBe(false);
    expect(isOfNumbers(Table.from({ a: [new Date(0)] }))).toBe(false);
  });
});
