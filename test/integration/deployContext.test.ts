import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelRegistry, Table, writeParquet } from 'mle-kit';
import { verifyScores } from 'mle-kit/scoring';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildImage, noContainer, runImage } from '../faults/container.js';
import { contextTool } from '../python/contextTools.js';
import { mle } from '../unit/cli/recordMle.js';
import { published, rainBundle } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';

const worker = join(dirname(dirname(fileURLToPath(import.meta.url))), 'faults', 'mleProcess.ts');
const folder = newFolder();
const directory = join(folder, 'registry');
const context = join(folder, 'context');

beforeAll(async () => {
  const registry = await ModelRegistry.open(directory);
  for (let i = 0; i < 2; i++) await registry.publish(rainBundle(), published('rain'));
  const { code, err } = await mle(
    ...['package', 'rain@2', '--registry', directory, '--out', context],
  );
  expect(`${code} ${err}`).toBe('0 ');
}, 60_000);

describe('the files of a build context', () => {
  it('satisfy hadolint and the schemas of Kubernetes, unknown fields refused', () => {
    const linted = contextTool('hadolint', ['--failure-threshold', 'style', 'Dockerfile'], context);
    expect(linted).toEqual({ status: 0, told: '' });
    const manifests = readdirSync(join(context, 'kubernetes'), { recursive: true })
      .map((name) => `kubernetes/${String(name)}`)
      .filter((name) => name.endsWith('.yaml'));
    const { status, told } = contextTool(
      'kubernetes-validate',
      ['--strict', ...manifests],
      context,
    );
    expect(told).not.toMatch(/ERROR|WARN/);
    expect(status).toBe(0);
    expect(told.match(/ passed for resource /g)).toHaveLength(12);
  }, 180_000);

  it('are checked by tools that notice a tag that moves and a field that Kubernetes lacks', () => {
    const spoiled = join(folder, 'spoiled');
    mkdirSync(spoiled);
    writeFileSync(join(spoiled, 'Dockerfile'), 'FROM node:latest\nRUN sudo npm ci\n');
    const service = readFileSync(join(context, 'kubernetes', 'service.yaml'), 'utf8');
    writeFileSync(join(spoiled, 'service.yaml'), service.replace('targetPort', 'target'));
    const linted = contextTool('hadolint', ['Dockerfile'], spoiled);
    expect(linted.told).toMatch(/DL3007[\s\S]*DL3004/);
    expect(linted.status).toBe(1);
    expect(contextTool('kubernetes-validate', ['--strict', 'service.yaml'], spoiled).status).toBe(
      1,
    );
  });
});

describe('the image of a build context', () => {
  beforeEach((test) => {
    const reason = noContainer();
    if (reason !== undefined) test.skip(reason);
  });

  let image: ReturnType<typeof buildImage>;

  it('holds production packages alone, each as the lock says', () => {
    image = buildImage(context, join(folder, 'app'));
    const packages = readdirSync(join(image.app, 'node_modules'));
    expect(packages).toContain('fastify');
    for (const name of ['typescript', 'vitest', 'tslab', 'danfojs-node', '@tensorflow', 'sharp']) {
      expect(packages).not.toContain(name);
    }
  }, 120_000);

  it('serves read-only, as another user, without an environment, and drains on SIGTERM', async () => {
    const command = image.command.map((word) => (word === '8080' ? '0' : word));
    const container = runImage(image, image.entry, { command });
    const { url, version } = JSON.parse(await container.firstLine());
    const at = url.replace('0.0.0.0', '127.0.0.1');
    expect(version).toBe(2);
    const status = async (path: string) => (await fetch(`${at}${path}`)).status;
    const predict = () =>
      fetch(`${at}/predict`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ wind: 15 }),
      });
    expect(await status('/v2/health/live')).toBe(200);
    expect(await status('/v2/health/ready')).toBe(200);
    expect(await (await predict()).json()).toMatchObject({ model: 'rain', version: 2 });
    expect(await (await fetch(`${at}/docs`)).text()).toContain('swagger-ui');
    expect(await status('/metrics')).toBe(200);
    const health = image.healthcheck.map((word) => word.replace('8080', new URL(at).port));
    expect(await runImage(image, health, { command: [] }).ended).toEqual([0, null]);

    await container.kill('SIGTERM');
    await expect.poll(() => status('/v2/health/ready')).toBe(503);
    expect((await predict()).status).toBe(200); // no longer wanted, still answered
    expect(await status('/v2/health/live')).toBe(200);
    expect(await container.ended).toEqual([0, null]);
    expect(container.said).not.toMatch(/"level":[56]0/);
    const late = runImage(image, health, { command: [] });
    expect(await late.ended).toEqual([1, null]);
  }, 60_000);

  it('scores a file, and can write nowhere but to the disk that it is given', async () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    chmodSync(data, 0o777);
    await writeParquet(Table.from({ wind: [1, 5, 15] }), join(data, 'in.parquet'));
    const score = ['score', 'rain@2', '/data/in.parquet', '/data/out.csv', '--json'];
    const scored = runImage(image, image.entry, { command: score, data });
    expect([await scored.ended, scored.said.includes('Error')]).toEqual([[0, null], false]);
    expect((await verifyScores(join(data, 'out.csv'))).output.rows).toBe(3);
    const write = "require('fs').writeFileSync('/app/x', '')";
    const refused = runImage(image, ['node', '-e', write], { command: [] });
    expect(await refused.ended).toEqual([1, null]);
    expect(refused.said).toContain('EROFS');
  }, 60_000);
});

it('mle package leaves nothing behind when it is stopped in the middle', async () => {
  const out = join(newFolder(), 'stopped');
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=source', '--import', import.meta.resolve('tsx'), worker],
      ...['package', 'rain@2', '--registry', directory, '--out', out, '--json'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'close');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await expect.poll(() => readdirSync(dirname(out)).length, { timeout: 15_000 }).toBe(1);
  child.kill('SIGINT');
  expect(await ended).toEqual([1, null]);
  expect(JSON.parse(said).error.code).toBe('ABORTED');
  expect(readdirSync(dirname(out))).toEqual([]);
  expect(existsSync(out)).toBe(false);
}, 60_000);
