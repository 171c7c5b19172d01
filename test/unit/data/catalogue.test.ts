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
  datasetPaths,
  describeDataset,
  loadDataset,
  loadSounds,
  readSql,
  verifyCatalogue,
} from '../../../src/data/index.js';

const NAMES: Record<DatasetName, true> = {
  airports: true,
  birdstrikes: true,
  cases: true,
  declarations: true,
  'digit-scenes': true,
  digits: true,
  flights: true,
  penguins: true,
  roles: true,
  'same-model': true,
  'same-service': true,
  'spoken-digits': true,
  weather: true,
};

const STATIONS = [
  'Data',
  'Clean & Transform',
  'Analyse',
  'Baseline vs Custom',
  'Train & Test',
  'Containerise & Deploy',
  'Expose as API',
  'Watch for skew',
];

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

  it('is true of the flights', async () => {
    const [path] = await datasetPaths('flights');
    const ask = async (what: string) =>
      (await readSql(':memory:', `SELECT ${what} AS answer FROM read_parquet(?)`, [path!])).row(0)
        .answer;
    expect(await ask('min(delay)')).toBe(-1116);
    expect(await ask('max(delay)')).toBe(1688);
    expect(await ask('min(date)')).toEqual(new Date('2001-01-01T00:01:00Z'));
    expect(await ask("count(*) FILTER (date >= '2001-07-01')")).toBe(6);
    expect(await ask('[count(DISTINCT origin), count(DISTINCT destination)]::VARCHAR')).toBe(
      '[229, 228]',
    );
    const distinct = await readSql(
      ':memory:',
      'SELECT count(*) AS n FROM (SELECT DISTINCT * FROM read_parquet(?))',
      [path!],
    );
    expect(distinct.row(0).n).toBe(3_000_000 - 191);
  });

  it('is true of the digits', async () => {
    const digits = await loadDataset('digits');
    const counts = new Map<number, number>();
    for (const digit of digits.number('digit')) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    expect([Math.min(...counts.values()), Math.max(...counts.values())]).toEqual([174, 183]);
    const pixels = digits.drop(['digit']).toMatrix().data;
    expect([pixels.every(Number.isInteger), Math.min(...pixels), Math.max(...pixels)]).toEqual([
      true,
      0,
      16,
    ]);
    expect(digits.number('pixel_0_0').every((ink) => ink === 0)).toBe(true);
  });

  it('is true of the spoken digits: no voice is in both parts, nothing is silent', async () => {
    const { clips, sounds } = await loadSounds('spoken-digits');
    const voices = (split: string) =>
      new Set(clips.filter((row) => row.split === split).string('voice'));
    const [train, test] = [voices('train'), voices('test')];
    expect([train.size, test.size]).toEqual([8, 4]);
    expect([...test].filter((voice) => train.has(voice))).toEqual([]);
    expect(sounds).toHaveLength(240);
    for (const [i, { sampleRate, channels, durationSeconds }] of sounds.entries()) {
      expect([sampleRate, channels.length]).toEqual([8000, 1]);
      expect(channels[0]!.length).toBe(clips.number('samples')[i]);
      expect(durationSeconds).toBeGreaterThan(0.1);
      const loudest = channels[0]!.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(loudest).toBeGreaterThan(0.1);
      expect(loudest).toBeLessThan(1);
    }
  });

  it('is true of the declarations', async () => {
    const table = await loadDataset('declarations');
    const latin = table.filter((row) => row.script === 'Latin' && row.article === 1);
    expect(latin.string('language').sort()).toEqual([
      'Danish',
      'Dutch',
      'English',
      'Finnish',
      'French',
      'German, Standard (1996)',
      'Italian',
      'Norwegian, Bokmål',
      'Polish',
      'Portuguese (Portugal)',
      'Spanish',
      'Swedish',
    ]);
    expect([...new Set(table.string('script'))].sort()).toEqual([
      'Arabic',
      'Cyrillic',
      'Devanagari',
      'Greek',
      'Han',
      'Japanese',
      'Latin',
    ]);
    const english = table.filter((row) => row.code === 'en');
    expect(english.string('text')[3]).toBe(
      'Everyone has the right to life, liberty and the security of person.',
    );
    expect(english.string('text')[13]!.split('\n')).toHaveLength(2);
    expect(table.string('text').every((text) => text !== '' && !/[<>&]/.test(text!))).toBe(true);
  });

  it('is true of the roles: three pieces of work a station, some that nobody answers for', async () => {
    const roles = await loadDataset('roles');
    const stations = roles.string('station');
    expect([...new Set(stations)]).toEqual(STATIONS);
    for (const name of STATIONS) {
      expect(stations.filter((station) => station === name)).toHaveLength(3);
    }
    expect(new Set(roles.string('work')).size).toBe(24);
    const names = ['machine_learning_engineer', 'data_scientist', 'ai_software_engineer'];
    const levels = roles.toMatrix(names);
    expect(levels.data.every((level) => [0, 1, 2, 3].includes(level))).toBe(true);
    const nobodys = roles.filter((_, i) => Math.max(...levels.row(i)) < 3);
    expect(nobodys.rowCount).toBeGreaterThan(0);
  });

  it('is true of the cases: known people, known stations, no numbers, nothing missing', async () => {
    const cases = await loadDataset('cases');
    const people = [
      'machine learning engineer',
      'data scientist',
      'AI software engineer',
      'outside',
    ];
    expect(new Set(cases.string('case')).size).toBe(10);
    expect(cases.dropMissing().rowCount).toBe(10);
    for (const part of ['caused', 'seen', 'mended']) {
      for (const who of cases.string(`${part}_by`)) expect(people).toContain(who);
      for (const where of cases.string(`${part}_at`)) expect(STATIONS).toContain(where);
    }
    expect(cases.string('first_question').every((text) => text?.endsWith('?'))).toBe(true);
    expect(cases.string('what_happened').filter((text) => /[1-9]/.test(text ?? ''))).toEqual([]);
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

  it('refuses a second file with a changed byte, and a data set without sounds', async () => {
    const path = join(folder, 'spoken-digits', 'test.wav');
    const bytes = readFileSync(path);
    bytes[1000]! ^= 1;
    writeFileSync(path, bytes);
    await expect(loadSounds('spoken-digits')).rejects.toThrow(/test\.wav.*CHECKSUM_MISMATCH/);
    await expect(loadSounds('penguins')).rejects.toThrow('has no sounds');
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
    [
      'an entry without files',
      '{"datasets": {"x": {"title": "X", "columns": []}}}',
      'no list "files"',
    ],
    [
      'a path that leads out',
      '{"datasets": {"x": {"title": "X", "files": [{"file": "../x", "sha256": ""}], "columns": []}}}',
      'outside its folder',
    ],
    [
      'an unknown format',
      '{"datasets": {"x": {"title": "X", "format": "xls", "columns": []}}}',
      'unknown format "xls"',
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
