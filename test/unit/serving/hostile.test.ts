import fc from 'fast-check';
import type { ModelServer } from 'mle-kit/serving';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyBody, goodBodies, hostileBodies } from './hostileBodies.js';
import { serve, servedRegistry } from './servers.js';

let server: ModelServer;

beforeAll(async () => {
  server = await serve(await servedRegistry());
});

async function send(url: string, body: string | Uint8Array, type = 'application/json') {
  const headers = { 'content-type': type };
  const { statusCode, body: text } = await server.inject({ method: 'POST', url, headers, body });
  return { statusCode, text };
}

async function look(url: string) {
  const { statusCode, body: text } = await server.inject({ url });
  return { statusCode, text };
}

async function expectGoodAnswers(): Promise<void> {
  for (const [url, body] of goodBodies) {
    const { statusCode, text } = await send(url, JSON.stringify(body));
    expect([url, statusCode, text]).toEqual([url, 200, text]);
  }
}

describe('a hostile request is refused by name, and a good one after it is answered', () => {
  it.each(hostileBodies)('$name', async ({ url, body, type, status, says }) => {
    const { statusCode, text } = await send(url, body, type);
    expect([statusCode, text]).toEqual([status, expect.stringMatching(says)]);
    expect(text.length).toBeLessThan(20_000);
    await expectGoodAnswers();
  });

  it.each([
    '../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '..%5c..%5cetc',
    '%252e%252e%252fetc',
    '..%c0%af..%c0%afetc',
    '%ff',
    '..%00',
    'storm%00',
    'storm%2f..%2fstorm',
    'STORM',
    'storm.',
    '%E2%80%A5',
    'a'.repeat(5000),
  ])('traversal in a model name: %#', async (name) => {
    for (const [method, url] of [
      ['GET', `/v2/models/${name}`],
      ['GET', `/v1/models/${name}`],
      ['POST', `/v2/models/${name}/infer`],
      ['POST', `/v2/models/storm/versions/${name}/infer`],
      ['POST', `/v1/models/${name}:predict`],
      ['POST', `/v1/models/storm/versions/${name}:predict`],
    ] as const) {
      const { statusCode, text } = method === 'GET' ? await look(url) : await send(url, '{}');
      expect([url.slice(0, 99), [400, 404, 414].includes(statusCode)]).toEqual([
        url.slice(0, 99),
        true,
      ]);
      expect(text).not.toMatch(/root:|ENOENT|node_modules/);
      expect(text.length).toBeLessThan(6000);
    }
    await expectGoodAnswers();
  });
});

describe('1,000 bodies of any form', () => {
  it('are answered or refused, never with a fault of ours', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(anyBody(), async ([url, body]) => {
        const { statusCode } = await send(url, body);
        expect([200, 400, 413, 422]).toContain(statusCode);
        if (statusCode !== 200) refused++;
      }),
      { numRuns: 1000, seed: 15 },
    );
    expect(refused).toBeGreaterThan(300);
    expect(refused).toBeLessThan(1000); // some were good
    await expectGoodAnswers();
  }, 60_000);
});
