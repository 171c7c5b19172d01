import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelRegistry } from 'mle-kit';
import { beforeAll, describe, expect, it } from 'vitest';
import { published, rainBundle, waveBundle, won } from '../registry/bundles.js';
import { newFolder } from '../registry/newFolder.js';
import { mle } from './recordMle.js';

const directory = newFolder();
let registry: ModelRegistry;

const inRegistry = (...args: string[]) => mle('registry', ...args, '--registry', directory);

beforeAll(async () => {
  registry = await ModelRegistry.open(directory);
  const notes = 'Watch \u001b[31mthe wind.';
  await registry.publish(rainBundle(), published('rain', { comparison: await won(), notes }));
  await registry.publish(rainBundle(), published('rain', { notes: 'Never compared.' }));
  await registry.publish(waveBundle(2), published('waves'));
});

describe('mle registry', () => {
  it('promotes through the gate, lists, shows, and rolls back', async () => {
    expect(await inRegistry('promote', 'rain@1', 'production')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^production is now rain@1\.\nGate passed: .*beats/),
    });
    const refused = await inRegistry('promote', 'rain@2', 'production');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/^mle: .*no comparison.*\[GATE_REFUSED\]\nTo overrule/s);
    const forced = await inRegistry('promote', 'rain@2', 'production', '--force', 'storm');
    expect(forced.out).toContain('Gate refused (forced: storm)');
    expect((await inRegistry('list')).out).toBe(
      'MODEL  VERSIONS  NEWEST  ALIASES\n' +
        'rain   2         2       production=2\n' +
        'waves  1         1\n',
    );
    const back = await inRegistry('rollback', 'rain', '--reason', 'late alarms', '--json');
    expect(JSON.parse(back.out)).toMatchObject({ version: 1, reason: 'late alarms' });
    expect((await inRegistry('rollback', 'rain')).code).toBe(3); // nothing is before the first
  });

  it('shows a version by number, by alias, or the newest, without commands to the terminal', async () => {
    const newest = await inRegistry('show', 'rain');
    expect(newest.out).toMatch(/^model +rain@2\n.*notes +Never compared\.\n$/s);
    const first = await inRegistry('show', 'rain@1');
    expect(first.out).toContain('0.1 (0.05 to 0.2 at 95%)');
    expect(first.out).toContain('notes       Watch [31mthe wind.');
    expect((await inRegistry('show', 'rain@1', '--card')).out).toMatch(/^# rain\n/);
    const { manifest } = JSON.parse((await inRegistry('show', 'rain@1', '--json')).out);
    expect(manifest.comparison.verdict).toBe('ship');
  });

  it('verifies, and says no with exit code 1 where a file differs', async () => {
    const sound = await inRegistry('verify', 'waves');
    expect(sound).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1 version, .*: 0 faults\n$/),
    });
    const folder = join(directory, 'models', 'waves', 'versions', '1');
    writeFileSync(join(folder, readdirSync(folder)[0]!), 'x');
    const damaged = await inRegistry('verify');
    expect(damaged.code).toBe(1);
    expect(damaged.out).toMatch(/^waves, version 1: .*is damaged.*: 1 fault\n$/s);
    expect(damaged.err).toBe('');
    expect((await inRegistry('promote', 'waves@1', 'staging')).code).toBe(4);
    const report = JSON.parse((await inRegistry('verify', '--json')).out);
    expect(report.faults).toHaveLength(1);
  });

  it('prunes', async () => {
    const { code, out } = await inRegistry('prune', '--keep', '1', '--older-than', '0');
    expect([code, out]).toEqual([0, '0 left-overs, 0 old versions removed\n']);
  });

  it.each<[string, string[], number, RegExp]>([
    [
      'an unknown model',
      ['list', 'rian'],
      3,
      /^mle: .*Did you mean "rain"\?.*\[UNKNOWN_MODEL\]\n$/,
    ],
    ['an unknown version', ['show', 'rain@9'], 3, /UNKNOWN_VERSION/],
    ['an unknown alias', ['show', 'rain@live'], 3, /UNKNOWN_VERSION/],
    ['a path for a name', ['show', '../rain@1'], 2, /INVALID_ARGUMENT/],
    ['no version where one is needed', ['promote', 'rain', 'production'], 2, /rain@1/],
    ['half a reference', ['show', '@1'], 2, /NAME@VERSION/],
    ['an empty reason', ['promote', 'rain@2', 'production', '--force', ' '], 2, /says why/],
    ['a word for a number', ['prune', '--keep', 'all'], 2, /^mle: .*whole number.*\n/],
    ['zero versions', ['prune', '--keep', '0'], 2, /OUT_OF_RANGE/],
    ['an unknown option', ['list', '--jsn'], 2, /^mle: unknown option '--jsn'\n.*--json/s],
    ['a missing argument', ['show'], 2, /^mle: missing required argument 'model'/],
  ])('refuses %s in a sentence', async (_, args, code, message) => {
    const ran = await inRegistry(...args);
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toMatch(message);
    expect(ran.err).not.toMatch(/\n\s+at /);
  });

  it('gives an error as one JSON object where JSON is asked for', async () => {
    const { code, out, err } = await inRegistry('show', 'rain@9', '--json');
    expect([code, out]).toEqual([3, '']);
    expect(JSON.parse(err).error).toMatchObject({ code: 'UNKNOWN_VERSION' });
  });

  it('never makes a registry by looking for one', async () => {
    const nowhere = join(newFolder(), 'none');
    const { code, err } = await mle('registry', 'list', '--registry', nowhere);
    expect(code).toBe(3);
    expect(err).toContain('FILE_NOT_FOUND');
    expect(readdirSync(join(nowhere, '..'))).toEqual([]);
  });

  it('looks where MLE_REGISTRY says', async () => {
    process.env.MLE_REGISTRY = directory;
    try {
      expect((await mle('registry', 'list', 'rain')).out).toContain('rain');
    } finally {
      delete process.env.MLE_REGISTRY;
    }
  });
});

describe('help', () => {
  const commands = ['list', 'show', 'promote', 'rollback', 'verify', 'prune'];
  it.each(
    commands,
  )('of "mle registry %s" shows an example that is right, and the exit codes', async (name) => {
    const { code, out } = await mle('registry', name, '--help');
    expect(code).toBe(0);
    expect(out).toContain('--json');
    expect(out).toContain('Exit codes: 0 done; 1');
    const [, example] = /^Example:\n {2}\$ mle (.+)$/m.exec(out)!;
    const args = [...example!.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word!,
    );
    const ran = await mle(...args, '--registry', newFolder()); // an empty folder is no registry
    expect(ran.code, ran.err).toBe(3);
  });

  it('lists every command', async () => {
    const { out } = await mle('registry', '--help');
    for (const name of commands) expect(out).toContain(`  ${name} `);
    expect((await mle('--help')).out).toContain('registry');
  });

  it('comes with an unknown command, as exit code 2', async () => {
    const { code, err } = await mle('registri');
    expect(code).toBe(2);
    expect(err).toMatch(/^mle: unknown command 'registri'\n\(Did you mean registry\?\)/);
    expect((await mle('--version')).out).toBe('0.1.0\n');
  });
});
