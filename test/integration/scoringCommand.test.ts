import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createRandom, ModelRegistry, Table, writeParquet } from 'mle-kit';
import { noRedis, startRedis, verifyScores } from 'mle-kit/scoring';
import { describe, expect, it } from 'vitest';
import { NAMESPACE, noSmallDisk } from '../faults/registry.js';
import { published, rainBundle } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const entry = join(root, 'test', 'faults', 'mleProcess.ts');
const NODE = ['--conditions=source', '--import', import.meta.resolve('tsx'), entry];

function mle(...args: string[]): ChildProcess {
  return spawn(process.execPath, [...NODE, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function scene(rows: number) {
  const folder = newFolder();
  const registry = await ModelRegistry.open(join(folder, 'registry'));
  await registry.publish(rainBundle(), published('rain'));
  const input = join(folder, 'days.parquet');
  const wind = Array.from({ length: rows }, (_, i) => (i * 13) % 31);
  await writeParquet(Table.from({ wind }), input);
  return { input, output: join(folder, 'scored.parquet'), registry: registry.directory };
}

describe('mle score in a process', () => {
  it('computes on threads as it is built, the same as from its sources', async () => {
    const { input, output, registry } = await scene(3000);
    const built = join(root, 'src', 'bin', 'mle.js');
    const results = [[built], NODE].map((start) => {
      const args = ['score', 'rain@1', input, output, '--registry', registry, '--json'];
      const more = ['--workers', '2', '--shard-rows', '500'];
      const ran = spawnSync(process.execPath, [...start, ...args, ...more], { encoding: 'utf8' });
      expect([ran.status, ran.stderr]).toEqual([0, expect.not.stringContaining('Error')]);
      return JSON.parse(ran.stdout).manifest;
    });
    expect(results[0].output).toMatchObject({ rows: 3000 });
    expect(results[0]).toEqual(results[1]);
  }, 60_000);

  it('says that the disk is full when there is no room for the output, and leaves the old one as it was', async (context) => {
    const reason = noSmallDisk();
    if (reason !== undefined) context.skip(reason);
    const folder = newFolder();
    const registry = await ModelRegistry.open(join(folder, 'registry'));
    await registry.publish(rainBundle(), published('rain'));
    const random = createRandom(5);
    const noise = Float64Array.from({ length: 300_000 }, () => random.normal()); // does not compress
    const input = join(folder, 'days.parquet');
    await writeParquet(Table.from({ wind: noise.map((_, i) => i % 31), noise }), input);
    const script =
      'mount -t tmpfs -o size=1500k none "$0" && cd "$0" && echo old > scored.parquet && "$@"; code=$?; ls; cat scored.parquet; exit $code';
    const args = [script, newFolder(), process.execPath, ...NODE, 'score', 'rain@1', input];
    const ran = spawnSync(
      'unshare',
      [...NAMESPACE, ...args, 'scored.parquet', '--registry', registry.directory, '--json'],
      { encoding: 'utf8' },
    );
    expect(ran.stderr).toContain('the disk is full');
    expect([ran.status, ran.stdout]).toEqual([4, 'scored.parquet\nscored.parquet.parts\nold\n']);
  }, 60_000);

  it.skipIf(process.platform === 'win32')(
    'is stopped by Ctrl-C with nothing half-written, and goes on',
    async () => {
      const { input, output, registry } = await scene(20_000);
      const args = [
        'score',
        'rain@1',
        input,
        output,
        '--registry',
        registry,
        '--shard-rows',
        '100',
      ];
      const child = mle(...args, '--json');
      const ended = once(child, 'exit');
      let said = '';
      child.stderr!.on('data', (text) => {
        said += text;
      });
      const finished = () => {
        const left = existsSync(`${output}.parts`)
          ? readdirSync(`${output}.parts`, { recursive: true }).map(String)
          : [];
        return left.filter((name) => /shards.\d+\.json$/.test(name)).length;
      };
      await expect.poll(finished, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
      child.kill('SIGINT');
      expect([(await ended)[0], said]).toEqual([1, expect.stringContaining('ABORTED')]);
      expect(existsSync(output)).toBe(false);
      const left = readdirSync(`${output}.parts`, { recursive: true }).map(String);
      expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
      const done = finished();
      expect(done).toBeGreaterThan(0);

      const again = mle(...args, '--json', '--workers', '1');
      const over = once(again, 'exit');
      let out = '';
      again.stdout!.on('data', (text) => {
        out += text;
      });
      expect((await over)[0]).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ rows: 20_000, shards: 200, resumedShards: done });
      expect((await verifyScores(output)).output.rows).toBe(20_000);
    },
    120_000,
  );

  it('has its shards computed by mle worker, which ends by SIGTERM', async (context) => {
    const reason = noRedis();
    if (reason !== undefined) context.skip(reason);
    const { input, output, registry } = await scene(1000);
    const redis = await startRedis();
    const worker = mle('worker', '--queue', redis.url, '--json');
    try {
      const lines = createInterface({ input: worker.stdout! })[Symbol.asyncIterator]();
      expect(JSON.parse((await lines.next()).value)).toMatchObject({ ready: true });
      const child = mle(
        'score',
        'rain@1',
        input,
        output,
        '--registry',
        registry,
        '--queue',
        redis.url,
      );
      expect((await once(child, 'exit'))[0]).toBe(0);
      expect(JSON.parse((await lines.next()).value)).toMatchObject({ shard: 0, rows: 1000 });
      expect((await verifyScores(output)).output.rows).toBe(1000);
      const ended = once(worker, 'exit');
      worker.kill('SIGTERM');
      if (process.platform !== 'win32') expect((await ended)[0]).toBe(0);
    } finally {
      worker.kill('SIGKILL');
      await redis.remove();
    }
  }, 120_000);

  it.skipIf(process.platform === 'win32')(
    'ends by the first SIGTERM also while Redis is gone',
    async (context) => {
      const reason = noRedis();
      if (reason !== undefined) context.skip(reason);
      const redis = await startRedis();
      const worker = mle('worker', '--queue', redis.url, '--json');
      try {
        const lines = createInterface({ input: worker.stdout! })[Symbol.asyncIterator]();
        expect(JSON.parse((await lines.next()).value)).toMatchObject({ ready: true });
        await redis.kill();
        const ended = once(worker, 'exit');
        worker.kill('SIGTERM');
        expect(await ended).toEqual([0, null]);
      } finally {
        worker.kill('SIGKILL');
        await redis.remove();
      }
    },
    30_000,
  );
});
