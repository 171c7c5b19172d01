import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelRegistry } from 'mle-kit';
import { buildServer } from 'mle-kit/serving';
import { describe, expect, it } from 'vitest';
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
