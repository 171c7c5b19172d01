import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { referenceProfile, Table } from 'mle-kit';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { keyChecker } from '../../../src/serving/apiKeys.js';
import { Counts } from '../../../src/serving/counts.js';
import { DriftTally } from '../../../src/serving/driftTally.js';
import { parseStrictJson } from '../../../src/serving/jsonBody.js';
import { LoadGate } from '../../../src/serving/loadGate.js';
import { MicroBatcher } from '../../../src/serving/microBatcher.js';
import { responsesWith } from '../../../src/serving/responsesWith.js';
import { shareOf } from '../../../src/serving/shareOf.js';

describe('parseStrictJson', () => {
  it('reads what JSON.parse reads, whatever the value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(parseStrictJson(text, 32)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it('refuses whatever JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\1e-tnull ') }), (text) => {
        let sound = true;
        try {
          JSON.parse(text);
        } catch {
          sound = false;
        }
        if (!sound) expect(() => parseStrictJson(text, 32)).toThrow(/is not JSON|ends too soon/);
      }),
      { numRuns: 2000, seed: 4 },
    );
  });

  it.each([
    ['{"a":1,"a":1}', 'a'],
    ['[{"b":{"c":1,"d":2,"c":3}}]', 'c'],
    ['{"x":"\\":","y":1,"x" :2}', 'x'],
    ['{"\\u0061":1,"a":2}', 'a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('refuses %s, since a key comes twice', (text, key) => {
    expect(() => parseStrictJson(text, 32)).toThrow(`"${key}" comes twice`);
  });

  it('lets the same key stand in several objects, and colons in texts', () => {
    const text = '[{"a":1},{"a":":::"},{"b":{"a":"\\\\"}}]';
    expect(parseStrictJson(text, 3)).toEqual(JSON.parse(text));
    expect(() => parseStrictJson(text, 2)).toThrow('deeper than 2');
  });
});

describe('MicroBatcher', () => {
  const collect = (limits: { size: number; waitMs: number }, work = 0) => {
    const batches: number[][] = [];
    const batcher = new MicroBatcher<number, number>(async (items) => {
      batches.push([...items]);
      if (work > 0) await new Promise((done) => setTimeout(done, work));
      if (items.includes(13)) throw new Error('thirteen');
      return items.map((item) => 2 * item);
    }, limits);
    return { batches, batcher };
  };

  it('starts a batch when it is full, and not before its first item has waited', async () => {
    const { batches, batcher } = collect({ size: 3, waitMs: 10_000 });
    const all = [1, 2, 3, 4, 5, 6].map((item) => batcher.add(item));
    expect(await Promise.all(all)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('lets an item wait no longer than it may', async () => {
    const { batches, batcher } = collect({ size: 100, waitMs: 5 });
    expect(await batcher.add(7)).toBe(14);
    expect(batches).toEqual([[7]]);
    expect(batcher.waiting).toBe(0);
  });

  it('computes one batch at a time, and gathers what comes meanwhile', async () => {
    const { batches, batcher } = collect({ size: 2, waitMs: 0 }, 20);
    await Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)));
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('fails only the item that is at fault', async () => {
    const { batcher } = collect({ size: 3, waitMs: 5 });
    const results = await Promise.allSettled([1, 13, 2].map((item) => batcher.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

describe('LoadGate', () => {
  class Response extends EventEmitter {
    status = 200;
    headers: object = {};
    body = '';
    writeHead(status: number, headers: object): void {
      Object.assign(this, { status, headers });
    }
    end(body = ''): void {
      this.body = body;
      this.emit('close');
    }
  }
  const idOf = () => 'an-id';
  const requestOn = (socket: object, url = '/predict') => ({ url, socket, resume() {} }) as never;
  const meet = (gate: LoadGate, work = (_: Response): void => {}, url = '/predict'): Response => {
    const response = new Response();
    const handler = gate.guard((request, given) => {
      if (gate.enter(request, given)) work(response);
      else response.status = 503;
    }, idOf);
    handler(requestOn(new EventEmitter(), url), response as never);
    return response;
  };
  const statuses = (met: readonly Response[]): number[] => met.map(({ status }) => status);

  it('lets in as many as are not answered yet', () => {
    let shed = 0;
    const gate = new LoadGate(2, () => shed++);
    const first = [meet(gate), meet(gate), meet(gate)];
    expect(statuses(first)).toEqual([200, 200, 503]);
    expect([gate.inFlight, shed]).toEqual([2, 1]);
    expect(meet(gate, () => {}, '/v2/health/live').status).toBe(200);
    for (const response of first.slice(0, 2)) response.end();
    expect(gate.inFlight).toBe(1);
  });

  it('counts those that were answered in the same turn, and forgets them in the next', async () => {
    const gate = new LoadGate(2, () => {});
    const light = () => meet(gate, (response) => response.end());
    expect(statuses([light(), light(), light()])).toEqual([200, 200, 503]);
    await new Promise((done) => setImmediate(done));
    expect(light().status).toBe(200);
  });

  it('gives no place to those who still send, and refuses them where it has become full meanwhile', () => {
    let [shed, sending] = [0, 0];
    const gate = new LoadGate(1, () => shed++);
    const handler = gate.guard(() => sending++, idOf);
    const request = requestOn(new EventEmitter());
    const responses = Array.from({ length: 3 }, () => new Response());
    for (const response of responses) handler(request, response as never);
    expect([sending, gate.inFlight, shed]).toEqual([3, 0, 0]);
    expect(responses.map((response) => gate.enter(request, response as never))).toEqual([
      ...[true, false, false],
    ]);
    expect([gate.inFlight, shed]).toEqual([1, 2]);
  });

  it('frees each place once: when its answer is sent, or its connection ends', () => {
    const gate = new LoadGate(9, () => {});
    const socket = new EventEmitter();
    const responses = [new Response(), new Response(), new Response()];
    for (const response of responses) gate.enter(requestOn(socket), response as never);
    expect(gate.inFlight).toBe(3);
    responses[0]!.end();
    expect(gate.inFlight).toBe(2);
    socket.emit('close'); // Node tells this much, and of those that wait their turn no more
    expect(gate.inFlight).toBe(0);
    responses[1]!.end();
    expect(gate.inFlight).toBe(0);
  });

  it('refuses in the manner of the address, by the id of the request', () => {
    const gate = new LoadGate(1, () => {});
    meet(gate);
    const of = (url: string) => JSON.parse(meet(gate, () => {}, url).body);
    expect(of('/predict')).toEqual({ detail: expect.stringContaining('busy') });
    expect(of('/v2/models/rain/infer')).toEqual({ error: expect.stringContaining('busy') });
    expect(of('/invocations')).toMatchObject({ error_code: 'TEMPORARILY_UNAVAILABLE' });
    expect(meet(gate).headers).toMatchObject({ 'retry-after': '1', 'x-request-id': 'an-id' });
  });

  it('gives no place to a request whose connection has ended', () => {
    const gate = new LoadGate(9, () => {});
    const socket = Object.assign(new EventEmitter(), { closed: true });
    expect(gate.enter(requestOn(socket), new Response() as never)).toBe(false);
    expect(gate.inFlight).toBe(0);
  });
});

describe('DriftTally', () => {
  it('takes a value that is left out for missing, whatever every object has by that name', () => {
    const names = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 'Ann' : null));
    const table = Table.from([['constructor', { kind: 'string', values: names }]]);
    const reference = referenceProfile(table);
    const tally = new DriftTally(reference, ['constructor'], 100);
    for (const name of names) tally.add(name === null ? {} : { constructor: name });
    expect(tally.scores()[0]!.score).toBeCloseTo(0, 12);
  });
});

describe('keyChecker', () => {
  it('knows its keys in either header, and no other', () => {
    const knows = keyChecker(['first-key-of-all', 'second-key']);
    expect(knows({ 'x-api-key': 'second-key' })).toBe(true);
    expect(knows({ authorization: 'bearer first-key-of-all' })).toBe(true);
    for (const key of ['', 'second-ke', 'second-key ', 'SECOND-KEY']) {
      expect(knows({ 'x-api-key': key })).toBe(false);
    }
    expect(knows({ authorization: 'Basic second-key' })).toBe(false);
    expect(knows({})).toBe(false);
  });
});

describe('shareOf', () => {
  it('spreads ids that count up evenly, and salts independently', () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => `client-${i.toString(36)}`);
    const cells = new Array<number>(10).fill(0);
    let both = 0;
    for (const id of ids) {
      cells[Math.floor(10 * shareOf(id, 1))]! += 1;
      if (shareOf(id, 1) < 0.5 && shareOf(id, 2) < 0.5) both++;
    }
    // Five standard errors of a share of a tenth, and of a quarter.
    for (const cell of cells) expect(Math.abs(cell - 1000)).toBeLessThan(150);
    expect(Math.abs(both - 2500)).toBeLessThan(217);
  });
});

describe('responsesWith', () => {
  const fixed = { 'x-frame-options': 'SAMEORIGIN', 'x-first': 'one' };

  async function headersOf(answer: (response: ServerResponse) => void): Promise<Headers> {
    const server = createServer({ ServerResponse: responsesWith(fixed) }, (_, response) =>
      answer(response),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { headers } = await fetch(`http://127.0.0.1:${port}`);
    await once(server.close(), 'close');
    return headers;
  }

  it.each<[string, (response: ServerResponse) => void]>([
    ['given with the status', (response) => response.writeHead(200, { 'x-own': '2' }).end()],
    [
      'given behind a message',
      (response) => response.writeHead(200, 'Fine', { 'x-own': '2' }).end(),
    ],
    ['given as a list', (response) => response.writeHead(200, ['x-own', '2']).end()],
    ['set before', (response) => response.setHeader('x-own', '2').end()],
  ])('adds its headers to those that are %s', async (_, answer) => {
    const headers = await headersOf(answer);
    expect(['x-own', 'x-first', 'x-frame-options'].map((name) => headers.get(name))).toEqual([
      '2',
      'one',
      'SAMEORIGIN',
    ]);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['given with the status', (response) => response.writeHead(200, { 'X-First': 'own' }).end()],
    ['set before', (response) => response.setHeader('x-first', 'own').writeHead(200).end()],
  ])("lets a response's own win that is %s", async (_, answer) => {
    const headers = await headersOf(answer);
    expect([headers.get('x-first'), headers.get('x-frame-options')]).toEqual(['own', 'SAMEORIGIN']);
  });
});

describe('Counts', () => {
  it('tells Prometheus what was added, each time that it asks', async () => {
    const registry = new Registry();
    const counts = new Counts('seen_total', 'What was seen.', registry, ['kind']);
    const bird = counts.of({ kind: 'bird' });
    bird.value += 3;
    counts.of({ kind: 'plane' }).value++;
    await registry.metrics();
    counts.of({ kind: 'bird' }).value++; // the same count, asked for again
    const told = await registry.metrics();
    expect(told).toContain('seen_total{kind="bird"} 4\n');
    expect(told).toContain('seen_total{kind="plane"} 1\n');
  });
});
