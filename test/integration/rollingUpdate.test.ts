import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LocalDeployment, noProxy, startLoad, startReplica } from 'mle-kit/deploy';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePorts } from '../../src/core/index.js';
import { startBalancer } from '../../src/deploy/startBalancer.js';
import { day, servedRegistry } from '../unit/serving/servers.js';

const worker = join(fileURLToPath(new URL('../faults', import.meta.url)), 'mleProcess.ts');
const command = [
  process.execPath,
  '--conditions=source',
  ...['--import', import.meta.resolve('tsx'), worker],
];
let registry: string;

beforeAll(async () => {
  registry = (await servedRegistry()).directory;
});

/** Storm 1 is replaced by storm 2 in three processes, under load. */
async function updateUnderLoad(drainMs: number) {
  const options = { registry, model: 'storm', version: 1, drainMs, command };
  const deployment = await LocalDeployment.start(options);
  try {
    const load = startLoad(deployment.url, { body: day, perSecond: 100, seconds: 60 });
    const steps = await deployment.update(2);
    const requests = await load.stop();
    return { steps, requests, versions: deployment.replicas.map(({ version }) => version) };
  } finally {
    await deployment.close();
  }
}

describe('a rolling update behind a proxy that tries nothing again', () => {
  beforeEach((test) => {
    const reason = noProxy();
    if (reason !== undefined) test.skip(reason);
  });

  it('loses no request when the processes drain, and goes from version to version', async () => {
    const { steps, requests, versions } = await updateUnderLoad(1500);
    expect(requests.length).toBeGreaterThan(200);
    expect(requests.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set(requests.map(({ version }) => version))).toEqual(new Set([1, 2]));
    expect(requests.at(-1)!.version).toBe(2);
    expect(versions).toEqual([2, 2, 2]);
    expect(steps.map(({ what, version }) => `${what} ${version}`)).toEqual(
      Array.from({ length: 3 }, () => ['started 2', 'ended 1']).flat(),
    );
  }, 120_000);

  it('loses some when they do not', async () => {
    const { steps, requests } = await updateUnderLoad(0);
    const lost = requests.filter(({ status }) => status !== 200);
    const ends = steps.filter(({ what }) => what === 'ended');
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(requests.length / 4);
    expect(lost.every(({ version }) => version === null)).toBe(true);
  }, 120_000);
});

it('a balancer of our own sends requests only to those that are ready, where HAProxy is missing', async () => {
  const ports = await freePorts(2);
  const balancer = await startBalancer(ports, { checkMs: 100 });
  try {
    expect((await fetch(`${balancer.url}/v2/health/live`)).status).toBe(503);
    const replica = await startReplica({ registry, model: 'storm@2', port: ports[1]!, command });
    await balancer.sees(ports[1]!, true);
    const load = startLoad(balancer.url, { body: day, perSecond: 50, seconds: 0.5 });
    await new Promise((resolve) => setTimeout(resolve, 700));
    const requests = await load.stop();
    expect(requests.every(({ status, version }) => status === 200 && version === 2)).toBe(true);
    await replica.stop('SIGKILL');
    expect((await fetch(`${balancer.url}/v2/health/live`)).status).toBe(503); // not tried again
    await balancer.sees(ports[1]!, false);
  } finally {
    await balancer.close();
  }
}, 60_000);

it('a replica that cannot start says why', async () => {
  const failing = startReplica({ registry, model: 'storm@9', command });
  await expect(failing).rejects.toThrow(
    /ended before it was ready: .*no version 9.*REQUEST_FAILED/s,
  );
}, 60_000);

it('a replica ends on SIGTERM with 0, and takes requests in between', async () => {
  const replica = await startReplica({ registry, model: 'storm@3', command });
  const load = startLoad(replica.url, { body: day, perSecond: 50, seconds: 0.5 });
  await new Promise((resolve) => setTimeout(resolve, 700));
  const requests = await load.stop();
  expect(requests).toHaveLength(25);
  expect(requests.every(({ status, version }) => status === 200 && version === 3)).toBe(true);
  expect(await replica.stop()).toBe(0);
}, 60_000);
