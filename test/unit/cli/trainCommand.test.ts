import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, ModelRegistry } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { newFolder } from '../registry/newFolder.js';
import { mle } from './recordMle.js';

/** 200 days: it is wet where the wind is strong, more or less. */
function daysFile(): string {
  const random = createRandom(1);
  const path = join(newFolder(), 'days.csv');
  const lines = Array.from({ length: 200 }, () => {
    const wind = random.uniform(0, 20);
    return `${wind.toFixed(2)},${wind + 2 * random.normal() > 10 ? 'wet' : 'dry'}`;
  });
  writeFileSync(path, `wind,sky\n${lines.join('\n')}\n`);
  return path;
}

describe('mle train', () => {
  it('publishes a version that the gate lets into production, and the next that must beat it', async () => {
    const registry = join(newFolder(), 'registry');
    const file = daysFile();
    const args = ['train', file, '--target', 'sky', '--name', 'rain', '--registry', registry];
    const first = await mle(...args);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^160 rows to learn from, 40 to be judged by\.\nFeatures: wind\.\n/);
    expect(first.out).toContain('Gate: ship.');
    expect(first.out).toContain('Published: rain@1.');
    expect(
      (await mle('registry', 'promote', 'rain@1', 'production', '--registry', registry)).code,
    ).toBe(0);

    const second = JSON.parse((await mle(...args, '--json', '--notes', 'again')).out);
    expect(second).toMatchObject({
      name: 'rain',
      version: 2,
      comparison: { verdict: 'do not ship' },
    });
    expect(second.comparison.differences[1]).toMatchObject({ role: 'incumbent', name: 'rain@1' });
    const refused = await mle(
      'registry',
      'promote',
      'rain@2',
      'production',
      '--registry',
      registry,
    );
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('GATE_REFUSED')]);

    const { bundle } = await (await ModelRegistry.open(registry)).get('rain', 2);
    expect(bundle).toMatchObject({ notes: 'again', dataset: { name: file, rows: 160 } });
    expect(await bundle.predictRecord({ wind: 19 })).toBe('wet');
  });

  it('takes a data set of the catalogue, columns, a time and a model', async () => {
    const { code, out } = await mle(
      ...['train', 'weather', '--target', 'precipitation', '--features', 'temp_max,wind'],
      ...['--time', 'date', '--model', 'boosting', '--name', 'rainfall', '--json'],
      ...['--registry', join(newFolder(), 'registry')],
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      features: ['temp_max', 'wind'],
      skipped: [],
    });
  });

  it.each([
    ['no target', [], 2, '--target'],
    ['a data set that is not there', ['--target', 'x'], 3, 'UNKNOWN_DATASET', 'pengins'],
    ['a share of 1', ['--target', 'sky', '--test-share', '1'], 2, 'between 0 and 1'],
    ['a model that is none', ['--target', 'sky', '--model', 'magic'], 2, 'boosting'],
    ['a column that is not there', ['--target', 'snow'], 1, 'UNKNOWN_COLUMN'],
    ['a name that is none', ['--target', 'sky', '--name', '../rain'], 2, 'INVALID_ARGUMENT'],
  ])('refuses %s', async (_, args, code, said, data = daysFile()) => {
    const registry = join(newFolder(), 'registry');
    const ran = await mle('train', data, '--name', 'rain', '--registry', registry, ...args);
    expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringContaining(said)]);
  });

  it('has help with an example', async () => {
    expect((await mle('train', '--help')).out).toContain(
      '$ mle train weather --target precipitation',
    );
  });
});
