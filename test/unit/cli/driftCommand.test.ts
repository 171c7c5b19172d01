import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, type LoggedRequest, ModelRegistry, Table, writeParquet } from 'mle-kit';
import { beforeAll, describe, expect, it } from 'vitest';
import { published, rainBundle } from '../registry/bundles.js';
import { newFolder } from '../registry/newFolder.js';
import { mle } from './recordMle.js';

const folder = newFolder();
const registry = join(folder, 'registry');
const at = (name: string) => join(folder, name);
const drift = (...args: string[]) => mle('drift', ...args, '--registry', registry);

/** 60 days of wind and place; `shift` m/s more wind. */
function days(seed: number, shift = 0): string {
  const random = createRandom(seed);
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${(10 + 3 * random.normal() + shift).toFixed(2)},${i % 3 ? 'shore' : 'hill'}\n`,
  );
  return `wind,place\n${rows.join('')}`;
}

function logLine(i: number, more: Partial<LoggedRequest> = {}): string {
  return JSON.stringify({
    at: new Date(Date.UTC(2015, 0, 1, 0, i)).toISOString(),
    id: `r${i}`,
    row: 0,
    model: 'rain',
    version: 1,
    role: 'live',
    input: { wind: i % 20 },
    prediction: 'dry',
    probabilities: [0.7, 0.3],
    features: null,
    ...more,
  });
}

beforeAll(async () => {
  writeFileSync(at('then.csv'), days(1));
  writeFileSync(at('alike.csv'), days(2));
  writeFileSync(at('moved.csv'), days(3, 8));
  await writeParquet(Table.from({ wind: [1, 2, 3], extra: [1, 1, 1] }), at('other.parquet'));
  const opened = await ModelRegistry.open(registry);
  await opened.publish(rainBundle(), published('rain'));
  writeFileSync(at('log.jsonl'), Array.from({ length: 40 }, (_, i) => `${logLine(i)}\n`).join(''));
});

describe('mle drift', () => {
  it('ends with 0 where nothing has moved, a line a column', async () => {
    const { code, out } = await drift(at('then.csv'), at('alike.csv'));
    expect(code).toBe(0);
    expect(out).toMatch(/^60 rows of reference, 60 now\.\nCOLUMN +VERDICT +TEST/);
    expect(out).toMatch(/\nwind +ok +kolmogorovSmirnov +[\d.]+ +p [\d.]+/);
    expect(out).toMatch(/\nplace +ok +chiSquared +0 +p 1/);
    expect(out).toContain('None of 2 columns has drifted.');
  });

  it('ends with 5, and not with the code of a failure, where a column has moved', async () => {
    const { code, out } = await drift(at('then.csv'), at('moved.csv'));
    expect([code, out]).toEqual([5, expect.stringMatching(/\nwind +DRIFT /)]);
    expect(out).toContain('1 of 2 columns drifted: "wind".');
  });

  it('says the same as one JSON document, the report itself', async () => {
    const { code, out } = await drift(at('then.csv'), at('moved.csv'), '--json', '--no-joint');
    expect(code).toBe(5);
    expect(JSON.parse(out)).toMatchObject({
      kind: 'driftReport',
      driftedColumns: ['wind'],
      joint: null,
    });
  });

  it('compares only the named columns, and passes options on', async () => {
    const { code, out } = await drift(
      at('then.csv'),
      at('moved.csv'),
      '--columns',
      'place',
      '--alpha',
      '0.01',
      '--json',
    );
    const report = JSON.parse(out);
    expect([code, report.alpha, report.columns.length]).toEqual([0, 0.01, 1]);
  });

  it('tells of columns that are gone, of others that are new, and reads Parquet', async () => {
    const { code, out } = await drift(at('then.csv'), at('other.parquet'));
    expect([code, out]).toEqual([5, expect.stringMatching(/\nplace +GONE /)]);
    expect(out).toContain('Not compared, as the reference lacks them: extra.');
  });

  it('says of a date that it is not compared', async () => {
    writeFileSync(at('dated.csv'), 'day,wind\n2015-01-01,3\n2015-01-02,4\n2015-01-03,5\n');
    const { code, out } = await drift(at('dated.csv'), at('dated.csv'));
    expect([code, out]).toEqual([0, expect.stringMatching(/\nday +not compared +- /)]);
  });

  it('holds a request log against the input of a model, as its training data were', async () => {
    const { code, out } = await drift('rain@1', at('log.jsonl'));
    expect([code, out]).toEqual([0, expect.stringMatching(/\nwind +ok .* 10\.0% -> 0\.0%\n/)]);
    expect(out).toContain('None of 1 column has drifted');
    expect(out).toContain('lacks them: at, id, version, prediction, probability.');
  });

  it('reads JSON lines that are no request log as rows', async () => {
    writeFileSync(
      at('rows.jsonl'),
      '{"wind": 10, "place": "hill"}\n{"wind": 11, "place": "shore"}\n',
    );
    const { out } = await drift(at('then.csv'), at('rows.jsonl'), '--json');
    expect(JSON.parse(out)).toMatchObject({ currentRows: 2, unknownColumns: [] });
  });

  it.each([
    ['a file that is not there', [at('no.csv'), at('alike.csv')], 3, 'FILE_NOT_FOUND'],
    ['a model that is not there', ['snow@1', at('alike.csv')], 3, 'UNKNOWN_MODEL'],
    ['another format', [at('then.csv'), at('then.xls')], 2, 'INVALID_ARGUMENT'],
    ['a name that is neither file nor version', ['rain', at('alike.csv')], 2, 'no format'],
    ['an alpha of 1', [at('then.csv'), at('alike.csv'), '--alpha', '1'], 2, 'between 0 and 1'],
    ['a rule that is none', [at('then.csv'), at('alike.csv'), '--adjustment', 'x'], 2, 'holm'],
    ['a page that is none', [at('then.csv'), at('alike.csv'), '--out', 'a.txt'], 2, 'in .html'],
    ['a picture that is none', [at('then.csv'), at('alike.csv'), '--picture', 'a.svg'], 2, '.png'],
    [
      'a column that is not there',
      [at('then.csv'), at('alike.csv'), '--columns', 'x'],
      1,
      'UNKNOWN_COLUMN',
    ],
  ])('refuses %s', async (_, args, code, said) => {
    const ran = await drift(...args);
    expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringContaining(said)]);
  });

  it('has help with an example and its exit code', async () => {
    const { code, out } = await mle('drift', '--help');
    expect(code).toBe(0);
    expect(out).toContain('$ mle drift rain@production requests.jsonl');
    expect(out).toContain('$ mle drift january.csv may.csv --out drift.html');
    expect(out).toContain('5 the data have drifted');
  });

  it('reads a log that has been rotated', async () => {
    mkdirSync(at('rotated'));
    writeFileSync(at('rotated/log.jsonl.1'), `${logLine(1)}\n`);
    writeFileSync(at('rotated/log.jsonl'), `${logLine(2)}\n`);
    const { out } = await drift('rain@1', at('rotated/log.jsonl'), '--json');
    expect(JSON.parse(out).currentRows).toBe(2);
  });
});
