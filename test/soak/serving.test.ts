import { noProxy } from 'mle-kit/deploy';
import { describe, expect, it } from 'vitest';
import { overloadFor } from '../faults/overload.js';
import {
  anyBodies,
  closeSlowSenders,
  swapUnderLoad,
  terminateBehindProxy,
  terminateUnderLoad,
} from '../faults/serving.js';
import { examine, prepareJudges } from '../python/judges.js';
import { day, serve, servedRegistry } from '../unit/serving/servers.js';

const MINUTE = 60_000;

describe('a service survives', () => {
  it(
    '100 hot swaps under load, without a failed request',
    async () => {
      const { answered } = await swapUnderLoad(100);
      expect(answered).toBeGreaterThan(1000);
    },
    10 * MINUTE,
  );

  it.skipIf(process.platform === 'win32')(
    '20 ends by SIGTERM under load, without a lost request',
    async () => {
      await terminateUnderLoad(20);
    },
    20 * MINUTE,
  );

  it(
    '20 ends by SIGTERM under load behind HAProxy, unseen by the clients',
    async (context) => {
      const reason = noProxy();
      if (reason !== undefined) context.skip(reason);
      await terminateBehindProxy(20);
    },
    20 * MINUTE,
  );

  it(
    '500 senders that never finish, while others are served',
    async () => {
      await closeSlowSenders(500);
    },
    5 * MINUTE,
  );

  it(
    '100,000 bodies of any form, each refusal followed by a good request',
    async () => {
      await anyBodies(100_000, 15);
    },
    60 * MINUTE,
  );

  it(
    '60 seconds of three times as many requests as it can answer',
    async () => {
      const found = await overloadFor(60, 3);
      const { peak, unloadedP99, goodput, acceptedP99, refused, odd, memory } = found;
      console.log(found);
      expect(odd).toEqual([]);
      expect(refused).toBeGreaterThan(60 * peak);
      expect(goodput / peak, 'goodput of the peak').toBeGreaterThanOrEqual(0.9);
      expect(acceptedP99 / unloadedP99, 'p99 of the unloaded').toBeLessThanOrEqual(2);
      expect(memory[1] / memory[0], 'memory').toBeLessThan(1.15);
    },
    5 * MINUTE,
  );

  it(
    '10,000 cases by Schemathesis, each refusal followed by a good request',
    async () => {
      prepareJudges();
      const server = await serve(await servedRegistry(), { docs: true });
      const url = await server.listen({ port: 0 });
      const found = await examine(url, 2000, { url: '/predict', body: day });
      console.log(`${found.cases} cases, ${found.withFailures} of them with a failure`);
      expect(found.withFailures, found.told).toBe(0);
      expect(found.cases).toBeGreaterThanOrEqual(10_000);
      const { body } = await server.inject({ url: '/metrics' });
      expect(body).not.toMatch(/mle_requests_total\{[^}]*status="5/);
    },
    60 * MINUTE,
  );
});
