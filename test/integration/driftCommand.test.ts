import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelRegistry } from 'mle-kit';
import { buildServer } from 'mle-kit/serving';
import { describe, expect, it } from 'vitest';
import { NAMESPACE, noSmallDisk } from '../faults/registry.js';
import { published, rainBundle } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';

const entry = join(dirname(dirname(fileURLToPath(import.meta.url))), 'faults', 'mleProcess.ts');
const NODE = ['--conditions=source', '--import', import.meta.resolve('tsx'), entry];

const mle = (...args: string[]) =>
  spawnSync(process.execPath, [...NODE, ...args], { encoding: 'utf8' });

/** A service that was asked about these winds; its log. */
async function served(registry: ModelRegistry, winds: readonly (number | null)[]): Promise<string> {
  const file = join(newFolder(), 'requests.jsonl');
  const server = await buildServer(registry, { model: 'rain', version: 1, requestLog: { file } });
  for (const wind of winds) {
    const { statusCode } = await server.inject({ method: 'POST', url: '/predict', body: { wind } });
    expect(statusCode).toBe(200);
  }
  await server.close();
  return file;
}

describe('mle drift in a process', () => {
  it('reads what a service has logged, and its exit code tells drift from failure', async () => {
    const registry = await ModelRegistry.open(newFolder());
    await registry.publish(rainBundle(), published('rain'));
    const sometimes = (i: number, wind: number) => (i % 10 === 9 ? null : wind); // as in training
    const usual = await served(
      registry,
      Array.from({ length: 60 }, (_, i) => sometimes(i, (i * 7) % 20)),
    );
    const storm = await served(
      registry,
      Array.from({ length: 60 }, (_, i) => sometimes(i, 20 + (i % 20))),
    );
    const against = (log: string) =>
      mle('drift', 'rain@1', log, '--registry', registry.directory, '--json');
    const calm = against(usual);
    expect([calm.status, JSON.parse(calm.stdout).driftedColumns]).toEqual([0, []]);
    const rough = against(storm);
    expect([rough.status, JSON.parse(rough.stdout).driftedColumns]).toEqual([5, ['wind']]);
    expect(against('no-such-log.jsonl')).toMatchObject({ status: 3, stdout: '' });
  });
});

const HOSTILE = '<script>alert(1)</script>';

/** Two months of wind of a column with a hostile name; in the second it blows harder. */
function months(): { readonly folder: string; readonly files: readonly [string, string] } {
  const folder = newFolder();
  const month = (shift: number) =>
    Array.from({ length: 60 }, (_, i) => `${((i * 7) % 20) + shift},<b>${i % 3}</b>\n`).join('');
  const files = [join(folder, 'then.csv'), join(folder, 'now.csv')] as const;
  for (const [k, file] of files.entries()) {
    writeFileSync(file, `wind,${HOSTILE}\n${month(12 * k)}`);
  }
  return { folder, files };
}

describe('mle drift --out and --picture', () => {
  it('writes a page of its own and a picture, the same bytes each time', () => {
    const { folder, files } = months();
    const written = ['a', 'b'].map((name) => {
      const [page, png] = [join(folder, `${name}.html`), join(folder, `${name}.png`)];
      const { status, stdout } = mle('drift', ...files, '--out', page, '--picture', png);
      expect([status, stdout]).toEqual([5, expect.stringContaining(`Written: ${page}\n`)]);
      return [readFileSync(page, 'utf8'), readFileSync(png)] as const;
    });
    expect(written[1]).toEqual(written[0]);
    const [page, png] = written[0]!;
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(page.match(/<img [^>]*src="data:image\/png;base64,iVBOR/g)).toHaveLength(3);
    expect(page).toContain('alt="Column &quot;wind&quot; has drifted. &quot;');
    expect(page).not.toMatch(/<script|<b>|https?:|src="(?!data:)/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  }, 60_000);

  it('prints with --json what it prints without files', () => {
    const { folder, files } = months();
    const args = ['drift', ...files, '--no-joint', '--json'];
    const drawn = mle(...args, '--picture', join(folder, 'a.png'));
    expect([drawn.status, drawn.stdout]).toEqual([5, mle(...args).stdout]);
  }, 60_000);

  it.skipIf(process.platform === 'win32')(
    'leaves nothing half-written on Ctrl-C, and the old page as it was',
    async () => {
      const { folder, files } = months();
      const page = join(folder, 'drift.html');
      writeFileSync(page, 'of yesterday');
      const env = { ...process.env, MLE_PROGRESS: 'on' }; // it tells when pictures are drawn
      const child = spawn(process.execPath, [...NODE, 'drift', ...files, '--out', page], { env });
      const ended = once(child, 'exit');
      let said = '';
      for await (const text of child.stderr!) {
        if (`${said}${text}`.includes('pictures') && !said.includes('pictures')) {
          child.kill('SIGINT'); // once: a second one would end it at once
        }
        said += text;
      }
      expect([(await ended)[0], said]).toEqual([1, expect.stringContaining('interrupted')]);
      expect(readFileSync(page, 'utf8')).toBe('of yesterday');
      expect(readdirSync(folder).sort()).toEqual(['drift.html', 'now.csv', 'then.csv']);
    },
    60_000,
  );

  it('says that the disk is full, ends with 4, and leaves the old page as it was', (context) => {
    const reason = noSmallDisk();
    if (reason !== undefined) context.skip(reason);
    const { folder, files } = months();
    const script =
      'mount -t tmpfs -o size=40k none "$0" && cd "$0" && echo old > drift.html && "$@"; code=$?; ls -A; cat drift.html; exit $code';
    const disk = newFolder();
    const args = [script, disk, process.execPath, ...NODE, 'drift', ...files, '--json'];
    const ran = spawnSync('unshare', [...NAMESPACE, ...args, '--out', 'drift.html'], {
      encoding: 'utf8',
    });
    expect([ran.status, ran.stdout]).toEqual([4, 'drift.html\nold\n']);
    expect(ran.stderr).toContain('the disk is full');
    expect(readdirSync(folder)).toHaveLength(2);
  }, 60_000);

  it('names the folder that is not there', () => {
    const { folder, files } = months();
    const { status, stderr } = mle('drift', ...files, '--out', join(folder, 'no', 'drift.html'));
    expect([status, stderr]).toEqual([3, expect.stringContaining('make it first')]);
  }, 60_000);
});
