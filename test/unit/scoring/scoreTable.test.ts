import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parquetInfo, readCsv, readParquet, Table, writeCsv, writeParquet } from 'mle-kit';
import { scoreTable, verifyScores } from 'mle-kit/scoring';
import { afterAll, describe, expect, it } from 'vitest';
import { withDuckDb } from '../../../src/data/sql/duckdb.js';
import { equalTables } from '../data/anyTable.js';
import { rainBundle, waveBundle, weatherBundle } from '../registry/bundles.js';
import { strictBundle } from './strictBundle.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-scoring-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = 2500;
const table = Table.from({
  day: Array.from({ length: ROWS }, (_, i) => new Date(86_400_000 * i)),
  wind: Array.from({ length: ROWS }, (_, i) => (i % 97 === 0 ? Number.NaN : (i * 13) % 31)),
  'the, "place"': Array.from({ length: ROWS }, (_, i) => (i % 5 === 0 ? 'a,\n"b"' : 'c')),
});
let last = 0;
const fresh = (end: string): string => join(folder, `${++last}.${end}`);
const csv = fresh('csv');
const parquet = fresh('parquet');
await writeCsv(table, csv);
await writeParquet(table, parquet);
const bundle = rainBundle();
const whole = await bundle.predictWithProbabilities(table.select(['wind']));

describe('scoreTable', () => {
  it.each([
    ['CSV', csv, 'csv', 1000],
    ['CSV to Parquet', csv, 'parquet', 999],
    ['Parquet', parquet, 'parquet', 1250],
    ['Parquet to CSV, in one shard', parquet, 'csv', 10_000],
  ])('gives every row of %s what the bundle predicts, in order', async (_, input, end, shardRows) => {
    const output = fresh(end);
    const report = await scoreTable(bundle, input, output, { shardRows });
    const scored = end === 'csv' ? await readCsv(output) : await readParquet(output);
    expect(scored.columnNames).toEqual([...table.columnNames, 'prediction', 'probability']);
    expect(scored.string('prediction')).toEqual(Array.from(whole.predictions));
    expect(scored.number('probability')).toEqual(
      Float64Array.from({ length: ROWS }, (_, i) => whole.probabilities!.row(i)[1]!),
    );
    expect(scored.number('wind')).toEqual(table.number('wind'));
    expect(scored.string('the, "place"')).toEqual(table.string('the, "place"'));
    expect(scored.date('day')).toEqual(table.date('day'));
    expect([report.rows, report.shards]).toEqual([ROWS, Math.ceil(ROWS / shardRows)]);
    expect(existsSync(`${output}.parts`)).toBe(false);
  });

  it('closes with a manifest whose rows add up and whose hash is that of the output', async () => {
    const output = fresh('csv');
    await scoreTable(bundle, csv, output, { shardRows: 800, keep: [] });
    const manifest = await verifyScores(output);
    expect(manifest.shards.map(({ rows }) => rows)).toEqual([800, 800, 800, 100]);
    expect([manifest.input.rows, manifest.output.rows]).toEqual([ROWS, ROWS]);
    writeFileSync(output, `${readFileSync(output, 'utf8')} `);
    await expect(verifyScores(output)).rejects.toThrow('CHECKSUM_MISMATCH');
    rmSync(output);
    await expect(verifyScores(output)).rejects.toThrow('CHECKSUM_MISMATCH');
    writeFileSync(`${output}.manifest.json`, '{}');
    await expect(verifyScores(output)).rejects.toThrow('INVALID_STATE');
  });

  it('gives the same bytes on two threads', async () => {
    const [here, threads] = [fresh('csv'), fresh('csv')];
    await scoreTable(bundle, csv, here, { shardRows: 300 });
    const report = await scoreTable(bundle, csv, threads, { shardRows: 300, workers: 2 });
    expect(report.shards).toBe(9);
    expect(readFileSync(threads, 'utf8')).toBe(readFileSync(here, 'utf8'));
  });

  it('names the shards that fail on threads', async () => {
    const [input, output] = [fresh('csv'), fresh('csv')];
    const wind = Array.from({ length: ROWS }, (_, i) => (i === 1600 ? Number.NaN : i % 31));
    await writeCsv(Table.from({ wind }), input);
    await expect(
      scoreTable(strictBundle(), input, output, { shardRows: 1500, workers: 1 }),
    ).rejects.toThrow(/1 of 2 shards failed.*\n {2}shard 1 \(rows 1500 to 2499\).*MISSING_VALUE/);
  });

  it('writes numbers for regression, and only the columns to keep', async () => {
    const output = fresh('parquet');
    const model = waveBundle(0.3);
    await scoreTable(model, parquet, output, { keep: ['day'] });
    const scored = await readParquet(output);
    expect(scored.columnNames).toEqual(['day', 'prediction']);
    expect(scored.number('prediction')).toEqual(await model.predict(table.select(['wind'])));
  });

  it('takes kept columns from a Parquet input as they are, each row beside its prediction', async () => {
    const [input, output] = [fresh('parquet'), fresh('parquet')];
    const rows = 40_000;
    await withDuckDb((connection) =>
      connection.run(
        'COPY (SELECT i AS row, 9007199254740993 + i AS big, [i] AS list, (i * 13 % 3001)::DOUBLE AS wind ' +
          `FROM range(${rows}) t(i)) TO '${input}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
      ),
    );
    const model = waveBundle(0.3);
    const report = await scoreTable(model, input, output, { shardRows: 3001, workers: 2 });
    expect([report.rows, report.shards]).toEqual([rows, 14]);
    expect((await parquetInfo(output)).columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'row BIGINT',
      'big BIGINT',
      'list BIGINT[]',
      'wind DOUBLE',
      'prediction DOUBLE',
    ]);
    const scored = await readParquet(output, { columns: ['row', 'wind', 'prediction'] });
    expect(scored.number('row')).toEqual(Float64Array.from({ length: rows }, (_, i) => i));
    expect(scored.number('prediction')).toEqual(await model.predict(scored.select(['wind'])));
    const strange = 'big <> 9007199254740993 + row OR list[1] <> row';
    expect((await readParquet(output, { columns: ['row'], where: strange })).rowCount).toBe(0);
    const bare = fresh('parquet');
    await scoreTable(model, input, bare, { shardRows: 3001, keep: [] });
    equalTables(await readParquet(bare), scored.select(['prediction']));
  });

  it('writes no output when the input changed before it was joined', async () => {
    const [input, output] = [fresh('parquet'), fresh('parquet')];
    await writeParquet(table, input);
    const advance = () => utimesSync(input, 1, 1);
    const progress = { start() {}, advance, finish() {} };
    await expect(
      scoreTable(bundle, input, output, { shardRows: 1250, progress }),
    ).rejects.toMatchObject({ code: 'INCOMPLETE' });
    expect(existsSync(output)).toBe(false);
    const beside = readdirSync(folder).filter((name) => name.includes(basename(output)));
    expect(beside).toEqual([`${basename(output)}.parts`]);
  });

  it('goes on where a stopped call was, and does no shard twice', async () => {
    const output = fresh('csv');
    const stop = new AbortController();
    const begun: number[] = [];
    const progress = {
      start: () => {},
      advance: (done: number) => {
        begun.push(done);
        if (done >= 1000) stop.abort();
      },
      finish: () => {},
    };
    const options = { shardRows: 500, progress, signal: stop.signal };
    await expect(scoreTable(bundle, csv, output, options)).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(existsSync(output)).toBe(false);
    expect(
      readdirSync(`${output}.parts`, { recursive: true }).filter((f) => `${f}`.endsWith('.tmp')),
    ).toEqual([]);
    const report = await scoreTable(bundle, csv, output, { shardRows: 500 });
    expect(report.resumedShards).toBe(2);
    expect(report.rows).toBe(ROWS);
    const again = fresh('csv');
    await scoreTable(bundle, csv, again, { shardRows: 500 });
    expect(readFileSync(output, 'utf8')).toBe(readFileSync(again, 'utf8'));
  });

  it('does a shard again whose file was harmed, and all when the model is another', async () => {
    const output = fresh('csv');
    const stopAfter = (rows: number) => {
      const stop = new AbortController();
      const advance = (done: number) => {
        if (done >= rows) stop.abort();
      };
      return {
        shardRows: 500,
        signal: stop.signal,
        progress: { start() {}, advance, finish() {} },
      };
    };
    await scoreTable(bundle, csv, output, stopAfter(1000)).catch(() => {});
    const shards = join(`${output}.parts`, 'shards');
    const name = readdirSync(shards).find((file) => /^0000001.*csv$/.test(file))!;
    writeFileSync(join(shards, name), 'harmed');
    expect((await scoreTable(bundle, csv, output, { shardRows: 500 })).resumedShards).toBe(1);
    await scoreTable(bundle, csv, output, stopAfter(1000)).catch(() => {});
    const other = waveBundle(1);
    expect((await scoreTable(other, csv, output, { shardRows: 500 })).resumedShards).toBe(0);
  });

  it('names the shards that fail, keeps the others, and goes on when they are mended', async () => {
    const output = fresh('csv');
    const model = waveBundle(1);
    let healthy = false;
    let calls = 0;
    const predict = model.pipeline.model.predict.bind(model.pipeline.model);
    model.pipeline.model.predict = (X) => {
      if (++calls > 1 && !healthy) throw new Error('broken cog');
      return predict(X);
    };
    await expect(scoreTable(model, csv, output, { shardRows: 1000, attempts: 2 })).rejects.toThrow(
      /2 of 3 shards failed.*dead-letters\.json:\n {2}shard 1 \(rows 1000 to 1999\): broken cog[\s\S]*INCOMPLETE/,
    );
    expect(calls).toBe(5);
    const letters = JSON.parse(readFileSync(join(`${output}.parts`, 'dead-letters.json'), 'utf8'));
    expect(letters[1]).toEqual({
      shard: 2,
      start: 2000,
      rows: 500,
      attempts: 2,
      error: 'broken cog',
    });
    healthy = true;
    expect((await scoreTable(model, csv, output, { shardRows: 1000 })).resumedShards).toBe(1);
  });

  it('tells rows, rows per second and the time left', async () => {
    const told: unknown[][] = [];
    const progress = {
      start: (...args: unknown[]) => told.push(args),
      advance: (...args: unknown[]) => told.push(args),
      finish: () => told.push(['end']),
    };
    await scoreTable(bundle, parquet, fresh('csv'), { shardRows: 1250, progress });
    expect(told).toEqual([
      [ROWS, 'scoreTable'],
      [1250, { 'rows per second': expect.any(Number), left: expect.any(String) }],
      [2500, { 'rows per second': expect.any(Number), left: '0 ms' }],
      ['end'],
    ]);
  });

  const out = join(folder, 'never.csv');
  it.each([
    [
      'an input that is not there',
      () => scoreTable(bundle, join(folder, 'no.csv'), out),
      'FILE_NOT_FOUND',
    ],
    ['another format', () => scoreTable(bundle, csv, `${out}.xlsx`), 'INVALID_ARGUMENT'],
    ['writing onto its input', () => scoreTable(bundle, csv, csv), 'INVALID_ARGUMENT'],
    ['no rows in a shard', () => scoreTable(bundle, csv, out, { shardRows: 0 }), 'OUT_OF_RANGE'],
    [
      'threads and a queue at once',
      () => scoreTable(bundle, csv, out, { workers: 2, queue: { url: 'redis://h' } }),
      'INVALID_ARGUMENT',
    ],
    [
      'a queue of another kind',
      () => scoreTable(bundle, csv, out, { queue: { url: 'http://h' } }),
      'INVALID_ARGUMENT',
    ],
    [
      'a column to keep that is not there',
      () => scoreTable(bundle, csv, out, { keep: ['dya'] }),
      'UNKNOWN_COLUMN',
    ],
    ['what is no bundle', () => scoreTable({} as never, csv, out), 'WRONG_KIND'],
    [
      'an option of another name',
      () => scoreTable(bundle, csv, out, { rows: 2 } as never),
      'INVALID_ARGUMENT',
    ],
  ])('refuses %s', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });

  it('refuses a file without rows, without its columns, or with a name that it gives itself', async () => {
    const bad = fresh('csv');
    writeFileSync(bad, 'wind\n');
    await expect(scoreTable(bundle, bad, out)).rejects.toMatchObject({ code: 'EMPTY' });
    await writeParquet(Table.from({ wind: ['a'] }), parquet.replace('.p', 'x.p'));
    await expect(scoreTable(bundle, parquet.replace('.p', 'x.p'), out)).rejects.toMatchObject({
      code: 'WRONG_COLUMNS',
    });
    writeFileSync(bad, 'wind,prediction\n1,2\n');
    await expect(scoreTable(bundle, bad, out)).rejects.toMatchObject({ code: 'DUPLICATE_NAME' });
    expect(existsSync(out)).toBe(false);
    const taken = fresh('parquet');
    await writeParquet(table.rename({ day: 'Prediction' }), taken);
    await expect(scoreTable(bundle, taken, fresh('parquet'))).rejects.toThrow(
      /"Prediction".*DUPLICATE_NAME/,
    );
    await writeParquet(table.rename({ day: 'PROBABILITY_RAIN' }), taken);
    await expect(scoreTable(weatherBundle(), taken, fresh('parquet'))).rejects.toThrow(
      /"PROBABILITY_RAIN".*DUPLICATE_NAME/,
    );
    await expect(
      scoreTable(bundle, parquet, fresh('parquet'), { keep: ['wind', 'wind'] }),
    ).rejects.toThrow(/"wind" twice.*DUPLICATE_NAME/);
    await expect(scoreTable(bundle, parquet, fresh('parquet'), { keep: ['dya'] })).rejects.toThrow(
      /"dya".*"day".*UNKNOWN_COLUMN/,
    );
  });
});
