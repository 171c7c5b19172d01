import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelRegistry, readCsv } from 'mle-kit';
import { beforeAll, describe, expect, it } from 'vitest';
import { published, rainBundle } from '../registry/bundles.js';
import { newFolder } from '../registry/newFolder.js';
import { mle } from './recordMle.js';

const directory = newFolder();
const folder = newFolder();
const input = join(folder, 'days.csv');

const score = (...args: string[]) => mle('score', ...args, '--registry', directory);

beforeAll(async () => {
  const registry = await ModelRegistry.open(directory);
  await registry.publish(rainBundle(), published('rain'));
  await registry.promote('rain', 1, 'production', { force: { reason: 'a test' } });
  writeFileSync(
    input,
    `day,wind\n${Array.from({ length: 30 }, (_, i) => `${i},${i % 20}\n`).join('')}`,
  );
});

describe('mle score', () => {
  it('scores a file by the version in production, and says where the result lies', async () => {
    const output = join(folder, 'scored.csv');
    const { code, out } = await score('rain', input, output, '--shard-rows', '8', '--keep', 'day');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /^30 rows in 4 shards, in .* \(\d+ rows a second\)\.\nWritten: .*scored\.csv, closed by .*scored\.csv\.manifest\.json\.\n$/,
      ),
    ]);
    expect((await readCsv(output)).columnNames).toEqual(['day', 'prediction', 'probability']);
  });

  it('says the same as one JSON document', async () => {
    const { code, out } = await score('rain@1', input, join(folder, 'json.csv'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      model: 'rain',
      version: 1,
      rows: 30,
      shards: 1,
      manifest: { kind: 'scoreManifest' },
    });
  });

  it.each([
    ['a model that is not there', ['snow', input, join(folder, 'no.csv')], 3, 'UNKNOWN_MODEL'],
    ['an input that is not there', ['rain', 'no.csv', join(folder, 'no.csv')], 3, 'FILE_NOT_FOUND'],
    ['another format', ['rain', input, join(folder, 'no.xls')], 2, 'INVALID_ARGUMENT'],
    [
      'a half worker',
      ['rain', input, join(folder, 'no.csv'), '--workers', '0.5'],
      2,
      'whole number',
    ],
    [
      'a queue of another kind',
      ['rain', input, join(folder, 'no.csv'), '--queue', 'x'],
      2,
      'redis://',
    ],
  ])('refuses %s', async (_, args, code, said) => {
    const ran = await score(...args);
    expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringContaining(said)]);
    expect(existsSync(join(folder, 'no.csv'))).toBe(false);
  });

  it('refuses a column that it would give itself, and ends with 1', async () => {
    const bad = join(folder, 'bad.csv');
    writeFileSync(
      bad,
      readFileSync(input, 'utf8')
        .replace('wind', 'wind,prediction')
        .replaceAll(/(\d)\n/g, '$1,1\n'),
    );
    const ran = await score('rain', bad, join(folder, 'bad-scored.csv'));
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('DUPLICATE_NAME')]);
  });

  it('has help with an example', async () => {
    const { code, out } = await mle('score', '--help');
    expect([code, out]).toEqual([0, expect.stringContaining('$ mle score rain')]);
  });
});

describe('mle worker', () => {
  it('has help with an example, and asks for a queue', async () => {
    expect((await mle('worker', '--help')).out).toContain('$ mle worker --queue');
    expect(await mle('worker')).toMatchObject({ code: 2, err: expect.stringContaining('--queue') });
    expect((await mle('worker', '--queue', 'http://h')).code).toBe(2);
  });
});
