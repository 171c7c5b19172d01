import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from 'mle-kit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newFolder } from '../registry/newFolder.js';
import { mle } from './recordMle.js';

afterEach(() => vi.unstubAllEnvs());

/** A catalogue of one file, whose bytes are as stated or not. */
function ownCatalogue(said: string, found = said): void {
  const folder = newFolder();
  writeFileSync(join(folder, 'a.csv'), found);
  const file = {
    file: 'a.csv',
    bytes: said.length,
    sha256: createHash('sha256').update(said).digest('hex'),
  };
  const card = {
    title: 'A letter',
    row: 'One letter',
    sources: [{ title: 'Here', url: 'https://example.org' }],
    licence: { title: 'CC0', url: 'https://example.org' },
    files: [file],
    rows: 1,
    columns: [{ name: 'x', kind: 'number', unit: 'm', description: 'A length' }],
    flaws: ['There is one.'],
    notFor: [],
  };
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ datasets: { letter: card } }));
  vi.stubEnv('MLE_DATASETS', folder);
}

describe('mle data', () => {
  it('lists every data set of the catalogue', async () => {
    const { code, out } = await mle('data', 'list');
    expect([code, out]).toEqual([0, expect.stringMatching(/^NAME +ROWS +COLUMNS +TITLE\n/)]);
    for (const name of catalogue().datasets.keys()) expect(out).toContain(`\n${name} `);
    const listed = JSON.parse((await mle('data', 'list', '--json')).out);
    expect(listed).toContainEqual({
      name: 'penguins',
      title: expect.any(String),
      rows: 344,
      columns: expect.any(Number),
    });
  });

  it('describes one: columns with their units, source, licence and flaws', async () => {
    ownCatalogue('x\n1\n');
    const { code, out } = await mle('data', 'describe', 'letter');
    expect([code, out]).toEqual([
      0,
      'letter: A letter\n1 rows. A row: One letter\n\nCOLUMN  KIND    UNIT  WHAT IT SAYS\n' +
        'x       number  m     A length\n\nSource: Here, https://example.org\nLicence: CC0\nFlaw: There is one.\n',
    ]);
    const { out: json } = await mle('data', 'describe', 'letter', '--json');
    expect(JSON.parse(json)).toMatchObject({ name: 'letter', rows: 1 });
  });

  it('verifies the bytes: 0 where all are as stated, 1 where one differs', async () => {
    ownCatalogue('x\n1\n');
    expect(await mle('data', 'verify')).toMatchObject({
      code: 0,
      out: '1 data set, 0 with a fault\n',
    });
    ownCatalogue('x\n1\n', 'x\n2\n');
    const { code, out } = await mle('data', 'verify', 'letter');
    expect([code, out]).toEqual([1, expect.stringMatching(/^letter: .*CHECKSUM_MISMATCH/)]);
    const { out: json } = await mle('data', 'verify', '--json');
    expect(JSON.parse(json)).toMatchObject([{ name: 'letter', ok: false }]);
  });

  it('ends with 3 for a name that is not there, and says what is meant', async () => {
    for (const verb of ['describe', 'verify']) {
      const { code, out, err } = await mle('data', verb, 'pengins');
      expect([code, out, err]).toEqual([3, '', expect.stringContaining('penguins')]);
    }
  });

  it('has help with an example', async () => {
    expect((await mle('data', '--help')).out).toContain('$ mle data describe penguins');
  });
});
