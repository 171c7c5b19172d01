import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  catalogue,
  type DatasetName,
  describeDataset,
  loadDataset,
  verifyCatalogue,
} from '../../../src/data/index.js';

const NAMES: Record<DatasetName, true> = {
  airports: true,
  birdstrikes: true,
  penguins: true,
  weather: true,
};

describe('the catalogue of the course', () => {
  it('holds exactly the data sets that DatasetName names', () => {
    expect([...catalogue().datasets.keys()].sort()).toEqual(Object.keys(NAMES).sort());
  });

  it('has every file, unchanged', async () => {
    expect((await verifyCatalogue()).filter((check) => !check.ok)).toEqual([]);
  });

  it.each(Object.keys(NAMES))('describes %s as it is, and has a data card for it', async (name) => {
    const card = describeDataset(name);
    const table = await loadDataset(name);
    expect(table.rowCount).toBe(card.rows);
    expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual(
      card.columns.map(({ name, kind }) => [name, kind]),
    );
    for (const { kind, unit } of card.columns)
      expect(unit !== null).toBe(kind === 'number' || kind === 'date');
    expect(card.licence.title).not.toBe('');
    expect(card.flaws.length * card.notFor.length).toBeGreaterThan(0);
    expect(existsSync(join(catalogue().folder, name, 'README.md'))).toBe(true);
  });

  it('works from any folder below', async () => {
    const here = vi.spyOn(process, 'cwd').mockReturnValue(join(process.cwd(), 'src', 'data'));
    expect((await loadDataset('penguins')).rowCount).toBe(344);
    here.mockRestore();
  });
});

describe('what the data cards say of flaws', () => {
  it('is true of the penguins', async () => {
    const penguins = await loadDataset('penguins');
    const mass = penguins.number('body_mass_g');
    expect([...mass.keys()].filter((i) => Number.isNaN(mass[i]))).toEqual([3, 339]);
    const sex = penguins.string('sex');
    expect(sex.indexOf('.')).toBe(336);
    expect(sex.filter((value) => value === null)).toHaveLength(10);
    const pairs = new Set([...penguins.rows()].map((row) => `${row.species} ${row.island}`));
    expect([...pairs].filter((pair) => !pair.startsWith('Adelie')).sort()).toEqual([
      'Chinstrap Dream',
      'Gentoo Biscoe',
    ]);
  });

  it('is true of the weather', async () => {
    const weather = await loadDataset('weather');
    const dry = weather.filter((row) => row.precipitation === 0);
    const count = (kind: string) => dry.filter((row) => row.weather === kind).rowCount;
    expect([count('rain'), count('snow')]).toEqual([92, 21]);
    expect(weather.filter((row) => row.weather === 'drizzle').rowCount).toBe(count('drizzle'));
    expect(weather.dropMissing().rowCount).toBe(2922);
    expect(weather.date('date').at(-1)).toEqual(new Date('2015-12-31'));
  });

  it('is true of the bird strikes', async () => {
    const strikes = await loadDataset('birdstrikes');
    const damage = strikes.string('Effect Amount of damage');
    expect(damage.filter((value) => value === 'None')).toHaveLength(8939);
    expect(damage.filter((value) => value === 'B' || value === 'C')).toHaveLength(15);
    expect(strikes.dropMissing().rowCount).toBe(10_000 - 2836);
    const distinct = new Set([...strikes.rows()].map((row) => JSON.stringify(row)));
    expect(strikes.rowCount - distinct.size).toBe(24);
  });

  it('is true of the airports', async () => {
    const airports = await loadDataset('airports');
    expect(airports.string('state').filter((value) => value === 'NA')).toHaveLength(12);
    expect(new Set(airports.string('iata')).size).toBe(3376);
    expect(airports.filter((row) => row.country !== 'USA').rowCount).toBe(4);
  });
});

describe('a catalogue elsewhere', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mle-test-'));
    cpSync(catalogue().folder, folder, { recursive: true });
    vi.stubEnv('MLE_DATASETS', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is found by MLE_DATASETS', async () => {
    expect(catalogue().folder).toBe(folder);
    expect((await loadDataset('weather')).rowCount).toBe(2922);
  });

  it('refuses a name that it does not have, with the near ones', async () => {
    await expect(loadDataset('pengins')).rejects.toThrow('Did you mean "penguins"');
    expect(() => describeDataset('toString')).toThrow('UNKNOWN_DATASET');
  });

  it('refuses a file with a changed byte, and says what mends it', async () => {
    const path = join(folder, 'penguins', 'penguins.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace('3750', '3751'));
    await expect(loadDataset('penguins')).rejects.toThrow(/CHECKSUM_MISMATCH/);
    const checks = await verifyCatalogue();
    expect(checks.find((check) => check.name === 'penguins')?.fault).toContain(
      'git checkout -- datasets/penguins/penguins.csv',
    );
    expect(checks.find((check) => check.name === 'weather')?.ok).toBe(true);
  });

  it('refuses a file that is gone', async () => {
    rmSync(join(folder, 'weather'), { recursive: true });
    await expect(loadDataset('weather')).rejects.toThrow('FILE_NOT_FOUND');
  });

  it('refuses a package that is not installed', async () => {
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    await expect(loadDataset('birdstrikes')).rejects.toThrow('Install it again: npm ci');
    vi.restoreAllMocks();
  });

  it.each([
    ['no JSON', '{', 'is damaged'],
    ['no data sets', '{}', 'no object "datasets"'],
    ['an entry without a file', '{"datasets": {"x": {"title": "X"}}}', 'has no text "file"'],
    [
      'a path that leads out',
      '{"datasets": {"x": {"title": "X", "file": "../x", "sha256": "", "columns": []}}}',
      'outside its folder',
    ],
  ])('refuses %s in catalog.json', (_, content, message) => {
    writeFileSync(join(folder, 'catalog.json'), content);
    expect(() => catalogue()).toThrow(message);
  });

  it('says so when there is no catalogue', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    vi.stubEnv('MLE_DATASETS', empty);
    expect(() => catalogue()).toThrow('MLE_DATASETS is');
    vi.stubEnv('MLE_DATASETS', '');
    vi.spyOn(process, 'cwd').mockReturnValue(empty);
    expect(() => catalogue()).toThrow('a folder above it has datasets/catalog.json');
    vi.restoreAllMocks();
  });
});
