import { describe, expect, it } from 'vitest';
import { overloadFor } from '../faults/overload.js';
import {
  closeSlowSenders,
  overload,
  swapUnderLoad,
  terminateUnderLoad,
} from '../faults/serving.js';
import { serve, servedRegistry } from '../unit/serving/servers.js';

/** The full numbers are those of `npm run test:soak`. */
describe('a service survives, in short', () => {
  it('10 hot swaps under load, without a failed request', async () => {
    const { answered } = await swapUnderLoad(10);
    expect(answered).toBeGreaterThan(100);
  }, 60_000);

  it.skipIf(process.platform === 'win32')(
    '2 ends by SIGTERM under load, without a lost request',
    async () => {
      const { answered } = await terminateUnderLoad(2);
      expect(answered).toBeGreaterThan(40);
    },
    120_000,
  );

  it('50 senders that never finish, while others are served', async () => {
    await closeSlowSenders(50);
  }, 60_000);

  it('more requests at once than it takes: 503 with Retry-After for the rest', async () => {
    const server = await serve(await servedRegistry(), {
      batch: { size: 1000, waitMs: 500 }, // each request takes half a second
      limits: { inFlight: 4 },
    });
    const answers = await overload(server, 40);
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 200).length).toBe(40 - refused.length);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    for (const { headers, text } of refused) {
      expect(headers['retry-after']).toBe('1');
      expect(JSON.parse(text)).toEqual({ detail: expect.stringContaining('busy') });
    }
    const metrics = await server.inject({ url: '/metrics' });
    expect(metrics.body).toContain(`mle_requests_shed_total ${refused.length}\n`);
    expect(metrics.body).toMatch(/mle_in_flight 0\n/);
  }, 60_000);

  it('three times as many requests as it can answer: those refused are told when to return, and none is lost', async () => {
    const { accepted, refused, odd } = await overloadFor(3, 3);
    expect(odd).toEqual([]);
    expect(accepted).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(accepted / 2);
  }, 120_000);
});
