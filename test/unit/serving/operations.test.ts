import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Matrix, ModelRegistry, skewReport } from 'mle-kit';
import type { LoggedRequest, ModelServer } from 'mle-kit/serving';
import { buildServer } from 'mle-kit/serving';
import { describe, expect, it, vi } from 'vitest';
import { bufferBundle, published } from '../registry/bundles.js';
import { newFolder } from '../registry/newFolder.js';
import { day, serve, servedRegistry, stormBundle } from './servers.js';

const KEY = 'a-key-that-nobody-guesses';

async function predict(server: ModelServer, headers: Record<string, string> = {}) {
  const response = await server.inject({ method: 'POST', url: '/predict', body: day, headers });
  return { status: response.statusCode, ...(response.json() as { version: number; id: string }) };
}

async function metric(server: ModelServer, name: string): Promise<number | undefined> {
  const { body } = await server.inject({ url: '/metrics' });
  const line = body.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

function damage(registry: ModelRegistry, version: number): void {
  const folder = join(registry.directory, 'models', 'storm', 'versions', String(version));
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(file, bytes);
  }
}

describe('a hot swap', () => {
  it('takes the version that the alias was moved to, and back', async () => {
    const registry = await servedRegistry();
    const server = await serve(registry, { docs: true });
    expect((await predict(server)).version).toBe(1);
    await registry.promote('storm', 2, 'staging');
    expect((await predict(server)).version).toBe(1); // nobody has looked yet
    await server.refresh();
    expect((await predict(server)).version).toBe(2);
    const { body } = await server.inject({ url: '/openapi.json' });
    expect(JSON.parse(body).info.version).toBe('2');
    await registry.rollback('storm', 'staging');
    await server.refresh();
    expect(server.status).toEqual({ ready: true, live: 1, canary: null, shadow: null });
    expect(await metric(server, 'mle_swaps_total{role="live",result="taken"}')).toBe(3);
  });

  it('is found by looking, without being told', async () => {
    const registry = await servedRegistry();
    const server = await serve(registry, { pollMs: 10 });
    await registry.promote('storm', 3, 'staging');
    await expect.poll(() => server.status.live, { timeout: 5000 }).toBe(3);
  });

  it('refuses a damaged version, and goes on with the one before', async () => {
    const registry = await servedRegistry();
    const server = await serve(registry);
    await registry.promote('storm', 2, 'staging');
    damage(registry, 2);
    await server.refresh();
    await server.refresh();
    expect(await predict(server)).toMatchObject({ status: 200, version: 1 });
    expect(await metric(server, 'mle_swaps_total{role="live",result="refused"}')).toBe(1);
    await registry.promote('storm', 3, 'staging');
    await server.refresh();
    expect((await predict(server)).version).toBe(3);
  });

  it('never begins with a damaged version, or one that is not there', async () => {
    const registry = await servedRegistry();
    damage(registry, 1);
    await expect(serve(registry)).rejects.toThrow('CHECKSUM_MISMATCH');
    await expect(serve(registry, { model: 'calm' })).rejects.toThrow('UNKNOWN_MODEL');
    await expect(serve(registry, { version: 'production' })).rejects.toThrow('UNKNOWN_VERSION');
  });
});

describe('a canary', () => {
  it('answers its share of the requests, each id always the same way', async () => {
    const registry = await servedRegistry();
    const server = await serve(registry, { canary: { version: 2, share: 0.25 } });
    const versions = new Map<string, number>();
    for (let i = 0; i < 1000; i++) {
      const id = `phone-${i}`;
      versions.set(id, (await predict(server, { 'x-request-id': id })).version);
    }
    const share = [...versions.values()].filter((version) => version === 2).length / 1000;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.0414); // 3 standard errors
    for (const [id, version] of [...versions].slice(0, 20)) {
      expect((await predict(server, { 'x-request-id': id })).version).toBe(version);
    }
  });

  it('that nobody has named yet takes no request, and takes its share once it is', async () => {
    const registry = await servedRegistry();
    const server = await serve(registry, { canary: { version: 'canary', share: 1 } });
    expect((await predict(server)).version).toBe(1);
    await registry.promote('storm', 3, 'canary');
    await server.refresh();
    expect((await predict(server)).version).toBe(3);
    const asked = await server.inject({ url: '/v2/models/storm/versions/1/ready' });
    expect(asked.statusCode).toBe(200);
  });
});

describe('a canary whose place is taken while it computes', () => {
  it('stands in the request log as the canary that it was', async () => {
    let held = Promise.resolve();
    const predict = async ({ rows }: Matrix) => {
      await held;
      return new Float64Array(rows);
    };
    const registry = await ModelRegistry.open(newFolder(), {
      readers: { bytes: () => ({ state: { kind: 'bytes' }, predict }) },
    });
    for (let i = 0; i < 2; i++) {
      await registry.publish(bufferBundle(Uint8Array.of(i)), published('storm'));
    }
    await registry.promote('storm', 1, 'staging');
    await registry.promote('storm', 1, 'canary');
    const file = join(newFolder(), 'requests.jsonl');
    const server = await serve(registry, {
      canary: { version: 'canary', share: 1 },
      requestLog: { file },
    });
    let release = (): void => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    const asked = server.inject({ method: 'POST', url: '/predict', body: { wind: 3 } });
    await sleep(50);
    held = Promise.resolve(); // for the one that comes
    await registry.promote('storm', 2, 'canary');
    await server.refresh();
    expect(server.status.canary).toBe(2);
    release();
    expect((await asked).statusCode).toBe(200);
    await server.close();
    expect(logged(file).map(({ role, version }) => [role, version])).toEqual([['canary', 1]]);
  });
});

describe('a shadow', () => {
  it('is asked the same, and only compared', async () => {
    const registry = await servedRegistry();
    const file = join(newFolder(), 'requests.jsonl');
    const server = await serve(registry, {
      shadow: { version: 2, share: 1 },
      requestLog: { file },
    });
    for (let i = 0; i < 5; i++) expect((await predict(server)).version).toBe(1);
    const named = await server.inject({ url: '/v2/models/storm/versions/2' });
    expect(named.statusCode).toBe(404);
    const { versions } = (await server.inject({ url: '/v2/models/storm' })).json() as {
      versions: string[];
    };
    expect(versions).toEqual(['1']);
    await expect.poll(() => metric(server, 'mle_shadow_total{version="2",result="same"}')).toBe(5);
    await server.close();
    const roles = logged(file).map(({ role, version }) => `${role} ${version}`);
    expect(roles.filter((role) => role === 'shadow 2').length).toBe(5);
    expect(roles.filter((role) => role === 'live 1').length).toBe(5);
  });
});

describe('micro-batches', () => {
  it('gather rows up to their size, and answer each as it would be alone', async () => {
    const registry = await servedRegistry();
    const server = await serve(registry, { batch: { size: 4, waitMs: 20 } });
    const bundle = stormBundle();
    const days = Array.from({ length: 10 }, (_, i) => ({ ...day, wind: 2 * i }));
    const answers = await Promise.all(
      days.map((body) => server.inject({ method: 'POST', url: '/predict', body })),
    );
    answers.forEach((answer, i) => {
      expect(answer.json()).toMatchObject({ prediction: bundle.predictRecord(days[i]!) });
    });
    expect(await metric(server, 'mle_batch_rows_count')).toBe(3); // 4 + 4 + 2
    expect(await metric(server, 'mle_batch_rows_sum')).toBe(10);
  });
});

describe('who may ask', () => {
  it('needs a key for everything but probes and pages', async () => {
    const server = await serve(await servedRegistry(), { apiKeys: [KEY], docs: true });
    const ask = (headers: Record<string, string>) => predict(server, headers);
    expect((await ask({})).status).toBe(401);
    expect((await ask({ 'x-api-key': `${KEY}x` })).status).toBe(401);
    expect((await ask({ 'x-api-key': KEY })).status).toBe(200);
    expect((await ask({ authorization: `Bearer ${KEY}` })).status).toBe(200);
    expect((await server.inject({ url: '/metrics' })).statusCode).toBe(401);
    for (const url of ['/v2/health/ready', '/openapi.json', '/docs/static/index.html']) {
      expect((await server.inject({ url })).statusCode).toBeLessThan(400);
    }
    const refused = await server.inject({
      method: 'POST',
      url: '/v2/models/storm/infer',
      body: {},
    });
    expect([refused.statusCode, refused.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(refused.json()).toEqual({ error: expect.stringContaining('API key') });
  });

  it('is limited to a rate, client by client', async () => {
    const other = `${KEY}-of-somebody-else`;
    const server = await serve(await servedRegistry(), {
      apiKeys: [KEY, other],
      rateLimit: { requests: 3, windowMs: 60_000 },
    });
    const status = async (key: string) => (await predict(server, { 'x-api-key': key })).status;
    for (const expected of [200, 200, 200, 429]) expect(await status(KEY)).toBe(expected);
    expect(await status(other)).toBe(200);
    expect((await server.inject({ url: '/v2/health/live' })).statusCode).toBe(200);
  });

  it('is told nothing that a page could misuse', async () => {
    const { headers } = await (await serve(await servedRegistry())).inject({ url: '/v2' });
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

describe('connections', () => {
  it('beyond their number are closed, and taken again when one has gone', async () => {
    const server = await serve(await servedRegistry(), { limits: { connections: 2 } });
    const { port } = new URL(await server.listen({ port: 0 }));
    const open = () => connect(Number(port), '127.0.0.1').on('error', () => {});
    const asks = async (socket: Socket): Promise<string> => {
      let told = '';
      socket.on('data', (bytes) => {
        told += bytes;
        if (told.includes('\r\n\r\n')) socket.end();
      });
      socket.write('GET /v2/health/live HTTP/1.1\r\nhost: x\r\n\r\n');
      if (!socket.closed) await new Promise((done) => socket.on('close', done));
      return told.slice(9, 12);
    };
    const [first, second] = [open(), open()];
    await Promise.all([once(first, 'connect'), once(second, 'connect')]);
    expect(await asks(open())).toBe('');
    expect(await asks(first)).toBe('200');
    await expect.poll(() => asks(open())).toBe('200');
    expect(await asks(second)).toBe('200');
  });
});

describe('requests sent ahead of their answers', () => {
  it('hold no place once their connection is reset', async () => {
    const server = await serve(await servedRegistry(), { limits: { inFlight: 8 } });
    const { port } = new URL(await server.listen({ port: 0 }));
    for (let i = 0; i < 10; i++) {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
      await once(socket, 'connect');
      socket.write('GET /ping HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(30));
      await new Promise((done) => setImmediate(done));
      socket.resetAndDestroy();
    }
    await expect.poll(() => metric(server, 'mle_in_flight')).toBe(0);
  });
});

describe('what is measured', () => {
  it('counts requests by route, version and status, and predictions by class', async () => {
    const server = await serve(await servedRegistry());
    await predict(server);
    await server.inject({ method: 'POST', url: '/predict', body: { ...day, wind: -1 } });
    await server.inject({
      method: 'POST',
      url: '/predict/batch',
      body: [day, { ...day, wind: 0 }],
    });
    const of = (name: string) => metric(server, name);
    expect(await of('mle_requests_total{route="predict",version="1",status="200"}')).toBe(1);
    expect(await of('mle_requests_total{route="predict",version="1",status="422"}')).toBe(1);
    expect(await of('mle_request_duration_seconds_count{route="predict_batch",version="1"}')).toBe(
      1,
    );
    expect(await of('mle_predictions_total{version="1",class="storm"}')).toBe(2);
    expect(await of('mle_predictions_total{version="1",class="calm"}')).toBe(1);
    expect(await of('mle_ready')).toBe(1);
  });

  it('sees drift where there is some, and none where there is none', async () => {
    const server = await serve(await servedRegistry(), { driftWindow: 200 });
    const rows = (wind: (i: number) => number) =>
      Array.from({ length: 200 }, (_, i) => ({
        wind: wind(i),
        hour: i % 24,
        city: i % 3 === 0 ? 'Seattle' : 'New York',
        wet: i % 2 === 0,
      }));
    const send = (body: object) => server.inject({ method: 'POST', url: '/predict/batch', body });
    const drift = (feature: string, what = '') =>
      metric(server, `mle_feature_drift${what}{version="1",feature="${feature}"}`);
    expect(await drift('wind')).toBeUndefined();
    await send(rows((i) => i / 10));
    for (const feature of ['wind', 'hour', 'city', 'wet']) {
      expect(await drift(feature)).toBeLessThan((await drift(feature, '_limit'))!);
    }
    await send(rows(() => 19));
    expect(await drift('wind')).toBeGreaterThan((await drift('wind', '_limit'))!);
    expect(await drift('wind', '_rows')).toBe(200); // the window has rolled on
    expect(await drift('city')).toBeLessThan((await drift('city', '_limit'))!);
  });
});

describe('the request log', () => {
  it('keeps raw input and features, which replay finds without skew', async () => {
    const file = join(newFolder(), 'log', 'requests.jsonl');
    const server = await serve(await servedRegistry(), { requestLog: { file, features: true } });
    const { id } = await predict(server);
    await server.inject({
      method: 'POST',
      url: '/predict/batch',
      body: [day, { ...day, wind: 0 }],
    });
    await server.inject({ method: 'POST', url: '/predict', body: { ...day, wind: 'x' } });
    await server.close();
    const lines = logged(file);
    expect(lines.map(({ row, prediction }) => [row, prediction])).toEqual([
      [0, 'storm'],
      [0, 'storm'],
      [1, 'calm'],
    ]);
    expect(lines[0]).toMatchObject({ id, model: 'storm', version: 1, role: 'live', input: day });
    const served = lines.map(({ input, features }) => ({ input, features: features! }));
    expect(skewReport(stormBundle().pipeline, served).skewed).toBe(false);
  });

  it('keeps its share, redacts, and begins a new file when one is full', async () => {
    const folder = newFolder();
    const file = join(folder, 'requests.jsonl');
    const server = await serve(await servedRegistry(), {
      requestLog: { file, sample: 0.5, redact: ['city'], fileBytes: 4096, files: 3 },
    });
    for (let i = 0; i < 300; i++) await predict(server, { 'x-request-id': `sensor-${i}` });
    await server.close();
    const names = readdirSync(folder).filter((name) => name.startsWith('requests.jsonl'));
    expect(names.length).toBeGreaterThan(1);
    expect(names.length).toBeLessThanOrEqual(4);
    const lines = names.flatMap((name) => logged(join(folder, name)));
    expect(lines.every(({ input }) => input.city === '[redacted]')).toBe(true);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });
});

describe('a request log whose disk refuses', () => {
  it('counts each line that is lost, once, and goes on when the disk is mended', async () => {
    const folder = newFolder();
    const file = join(folder, 'requests.jsonl');
    const server = await serve(await servedRegistry(), {
      requestLog: { file, fileBytes: 4096, files: 1 },
    });
    const lost = () => metric(server, 'mle_request_log_lost_total');
    const full = `${file}.1`;
    mkdirSync(join(full, 'in-the-way'), { recursive: true });
    let sent = 0;
    for (; ((await lost()) ?? 0) < 20; sent++) {
      await predict(server);
      await sleep(2);
    }
    rmSync(full, { recursive: true });
    const before = await lost();
    await sleep(1000); // the disk is asked again once a second
    for (let i = 0; i < 10; i++, sent++) {
      await predict(server);
      await sleep(10);
    }
    expect(await lost()).toBe(before);
    await server.close();
    // What was on its way when the disk refused may have come to it, and counts as lost all the same.
    const missing = sent - [full, file].flatMap(logged).length;
    expect(missing).toBeGreaterThan(0);
    expect(missing).toBeLessThanOrEqual(before!);
    expect(before).toBeLessThanOrEqual(sent - 10);
  });

  it('begins no service where it has no folder, and leaves none behind', async () => {
    const registry = await servedRegistry();
    const taken = join(newFolder(), 'taken');
    writeFileSync(taken, '');
    const asked = vi.spyOn(registry, 'resolve');
    const begun = serve(registry, { requestLog: { file: join(taken, 'x.jsonl') }, pollMs: 10 });
    await expect(begun).rejects.toThrow(/needs the folder .*taken, and .*\[STORAGE_FAILED\]/);
    asked.mockClear();
    await sleep(100);
    expect(asked).not.toHaveBeenCalled(); // nobody looks for new versions
  });
});

describe('a service that ends', () => {
  it('hangs up on who sends for longer than a request may take', async () => {
    const limits = { requestMs: 200, predictMs: 100 };
    const server = await serve(await servedRegistry(), { limits });
    const { port } = new URL(await server.listen({ port: 0 }));
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    const head = 'POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    socket.write(`${head}content-length: 1000\r\n\r\n{`);
    await sleep(20);
    const dripping = setInterval(() => socket.write(' '), 20);
    const ended = await Promise.race([
      server.close().then(() => 'ended'),
      sleep(3000, 'still there'),
    ]);
    clearInterval(dripping);
    socket.destroy();
    expect(ended).toBe('ended');
  });
});

describe('options', () => {
  it.each([
    ['an option that is not there', { speed: 1 }, 'INVALID_ARGUMENT'],
    ['a share above 1', { canary: { version: 2, share: 2 } }, 'OUT_OF_RANGE'],
    ['a short key', { apiKeys: ['secret'] }, 'INVALID_ARGUMENT'],
    ['no room in the queue', { limits: { inFlight: 0 } }, 'OUT_OF_RANGE'],
    ['no connections', { limits: { connections: 0 } }, 'OUT_OF_RANGE'],
    ['a batch of no rows', { batch: { size: 0, waitMs: 1 } }, 'OUT_OF_RANGE'],
    ['a log level that is not there', { logLevel: 'loud' }, 'INVALID_ARGUMENT'],
    [
      'features of what is redacted',
      { requestLog: { file: 'x', redact: ['city'], features: true } },
      'INVALID_ARGUMENT',
    ],
    [
      'to redact what is no column',
      { requestLog: { file: 'x', redact: ['City'] } },
      /redact names "City", which no version at hand reads.*Did you mean.*city.*INVALID_ARGUMENT/,
    ],
  ])('refuse %s', async (_, options, code) => {
    const registry = await servedRegistry();
    const all = { model: 'storm', version: 1, ...options } as never;
    await expect(buildServer(registry, all)).rejects.toThrow(code);
  });
});

function logged(file: string): LoggedRequest[] {
  const text = readFileSync(file, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LoggedRequest);
}
