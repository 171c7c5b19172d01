import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { ModelRegistry } from 'mle-kit';
import { startProxy } from 'mle-kit/deploy';
import type { ModelServer } from 'mle-kit/serving';
import { expect } from 'vitest';
import { freePorts } from '../../src/core/index.js';
import { anyBody, goodBodies } from '../unit/serving/hostileBodies.js';
import { day, serve, servedRegistry } from '../unit/serving/servers.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const worker = join(root, 'test', 'faults', 'servingWorker.ts');
const body = JSON.stringify(day);

interface Answered {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** One request; rejects where no whole answer came. */
export function send(
  url: string,
  agent: Agent,
  path = '/predict',
  text: string | null = body,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const method = text === null ? 'GET' : 'POST';
    const headers =
      text === null
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const outgoing = request(`${url}${path}`, { method, agent, headers }, (incoming) => {
      let told = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        told += chunk;
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode!, headers: incoming.headers, text: told });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(text ?? undefined);
  });
}

/** Clients that ask again and again, until `stop` is called. */
function startLoad(url: string, clients: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const versions = new Map<number, number>();
  const lost: string[] = [];
  let [stopped, answered] = [false, 0];
  const one = async (): Promise<void> => {
    while (!stopped) {
      try {
        const { status, text } = await send(url, agent);
        answered++;
        if (status !== 200) lost.push(`${status} ${text}`);
        const { version } = JSON.parse(text) as { readonly version: number };
        versions.set(version, (versions.get(version) ?? 0) + 1);
      } catch (cause) {
        lost.push(String(cause));
      }
    }
  };
  const all = Array.from({ length: clients }, one);
  return {
    get answered(): number {
      return answered;
    },
    lost,
    versions,
    /** No further request; resolves when those under way have ended. */
    async stop(): Promise<void> {
      stopped = true;
      await Promise.all(all);
      agent.destroy();
    },
  };
}

/** Promotes again and again while clients ask: no request fails, and every version has answered. */
export async function swapUnderLoad(swaps: number): Promise<{ readonly answered: number }> {
  const registry = await servedRegistry();
  const server = await serve(registry);
  const load = startLoad(await server.listen({ port: 0 }), 8);
  for (let swap = 1; swap <= swaps; swap++) {
    const version = 1 + (swap % 3);
    await registry.promote('storm', version, 'staging');
    await server.refresh();
    expect(server.status.live).toBe(version);
    const before = load.versions.get(version) ?? 0;
    await expect
      .poll(() => load.versions.get(version) ?? 0, { timeout: 10_000 })
      .toBeGreaterThan(before);
  }
  await load.stop();
  expect(load.lost).toEqual([]);
  expect([...load.versions.keys()].sort()).toEqual([1, 2, 3]);
  return { answered: load.answered };
}

/**
 * Ends `mle serve` by SIGTERM under load, behind clients that do what a balancer does: they ask for
 * readiness, and send no more once it is off. No request is lost, and the process ends with 0.
 */
export async function terminateUnderLoad(times: number): Promise<{ readonly answered: number }> {
  const registry = await servedRegistry();
  let answered = 0;
  for (let time = 1; time <= times; time++) {
    const { child, url, ended } = await startServer(registry);
    const load = startLoad(url, 8);
    const probes = new Agent();
    await expect.poll(() => load.answered, { timeout: 10_000 }).toBeGreaterThan(20);
    child.kill('SIGTERM');
    for (;;) {
      const { status } = await send(url, probes, '/v2/health/ready', null).catch(() => ({
        status: 0,
      }));
      if (status !== 200) break;
      await sleep(5);
    }
    await load.stop();
    expect(load.lost).toEqual([]);
    const [code, signal] = await ended;
    expect([code, signal]).toEqual([0, null]);
    answered += load.answered;
  }
  return { answered };
}

/** `mle serve` in a process of its own. */
export async function startServer(
  registry: ModelRegistry,
  more: readonly string[] = [],
  model = 'storm@staging',
) {
  const args = ['serve', model, '--registry', registry.directory, '--port', '0'];
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--import',
      import.meta.resolve('tsx'),
      worker,
      ...args,
      ...['--drain', '2000', '--no-docs', '--log-level', 'error', '--json'],
      ...more,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'close');
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended,
  ])) as [string];
  return { child, ended, url: (JSON.parse(line) as { readonly url: string }).url };
}

/**
 * Senders that stop in the middle of the body, twice as many as are worked on at once, and some that
 * stop in the head: others are served meanwhile, and each sender is closed in time.
 */
export async function closeSlowSenders(senders: number): Promise<void> {
  const server = await serve(await servedRegistry(), {
    limits: { inFlight: Math.floor(senders / 2), requestMs: 5000, idleMs: 15_000 },
  });
  const url = await server.listen({ port: 0 });
  const { port } = new URL(url);
  let closed = 0;
  const head = 'POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
  const half = `${head}content-length: ${body.length}\r\n\r\n${body.slice(0, body.length / 2)}`;
  const inHead = Math.ceil(senders / 10);
  const sockets = Array.from({ length: senders + inHead }, (_, i) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => closed++);
    socket.resume();
    return { socket, sent: new Promise((done) => socket.write(i < inHead ? head : half, done)) };
  });
  await Promise.all(sockets.map(({ sent }) => sent));
  const drip = setInterval(() => {
    for (const { socket } of sockets.slice(0, inHead)) if (socket.writable) socket.write(' ');
  }, 200);
  const agent = new Agent({ keepAlive: true });
  const good = async (): Promise<number> => (await send(url, agent)).status;
  try {
    // By the first answer all heads have been read: connections are taken in their order.
    for (let asked = 0; asked < 20; asked++) expect(await good()).toBe(200);
    expect(closed).toBe(0);
    await expect.poll(() => closed, { timeout: 30_000 }).toBe(sockets.length);
    expect(await good()).toBe(200);
    const { body: told } = await server.inject({ url: '/metrics' });
    expect(told).toContain('mle_requests_shed_total 0\n');
    expect(told).toContain('mle_in_flight 0\n');
  } finally {
    clearInterval(drip);
    agent.destroy();
  }
}

/** More at once than the queue takes: those accepted are answered, the others are told when to return. */
export async function overload(server: ModelServer, atOnce: number): Promise<readonly Answered[]> {
  const url = await server.listen({ port: 0 });
  const agent = new Agent({ maxSockets: atOnce });
  const answers = await Promise.all(Array.from({ length: atOnce }, () => send(url, agent)));
  const probe = await send(url, agent, '/v2/health/live', null);
  expect(probe.status).toBe(200);
  expect((await send(url, agent)).status).toBe(200);
  return answers;
}

/** Bodies of any form: none brings an answer of 500, and a good request is answered after each. */
export async function anyBodies(bodies: number, seed: number): Promise<void> {
  const server = await serve(await servedRegistry());
  const post = (url: string, given: string | Uint8Array) =>
    server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      body: given,
    });
  let next = 0;
  await fc.assert(
    fc.asyncProperty(anyBody(), async ([url, given]) => {
      const { statusCode } = await post(url, given);
      expect([200, 400, 413, 422]).toContain(statusCode);
      if (statusCode === 200) return;
      const [goodUrl, good] = goodBodies[next++ % goodBodies.length]!;
      expect((await post(goodUrl, JSON.stringify(good))).statusCode).toBe(200);
    }),
    { numRuns: bodies, seed },
  );
}

/**
 * Two servers behind HAProxy, ended in turn by SIGTERM under load and started again: the clients, who
 * know nothing of it, lose no request.
 */
export async function terminateBehindProxy(times: number): Promise<{ readonly answered: number }> {
  const registry = await servedRegistry();
  const ports = await freePorts(2);
  const servers = await Promise.all(
    ports.map((port) => startServer(registry, ['--port', `${port}`])),
  );
  const proxy = await startProxy(ports);
  const seen = (ready: boolean, port: number) => proxy.sees(port, ready);
  await Promise.all(ports.map((port) => seen(true, port)));
  const load = startLoad(proxy.url, 8);
  try {
    for (let time = 0; time < times; time++) {
      const k = time % 2;
      servers[k]!.child.kill('SIGTERM');
      expect(await servers[k]!.ended).toEqual([0, null]);
      await seen(false, ports[k]!);
      servers[k] = await startServer(registry, ['--port', `${ports[k]}`]);
      await seen(true, ports[k]!);
    }
    await load.stop();
    expect(load.lost).toEqual([]);
    return { answered: load.answered };
  } finally {
    await load.stop();
    for (const { child } of servers) child.kill('SIGKILL');
    await proxy.close();
  }
}
