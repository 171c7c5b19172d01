import { once } from 'node:events';
import {
  Agent,
  createServer,
  get,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MlError } from '../core/index.js';
import type { RunningProxy } from './startProxy.js';

/** A server that takes longer to say so is not ready. */
const PATIENCE_MS = 2000;

/**
 * What stands in where HAProxy is not installed: requests in turn to the servers at these ports that
 * said at the last look that they are ready; nothing is tried again. For lessons; no proxy for the world.
 */
export async function startBalancer(
  ports: readonly number[],
  { checkMs = 200 }: { readonly checkMs?: number } = {},
): Promise<RunningProxy> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Map<number, boolean>();
  const look = async (): Promise<void> => {
    await Promise.all(ports.map(async (port) => ready.set(port, await isReady(port))));
  };
  await look();
  const looking = setInterval(() => void look(), checkMs);
  let turn = 0;
  const server = createServer((incoming, answer) => {
    const open = ports.filter((port) => ready.get(port));
    if (open.length === 0) refuse(answer);
    else forward(incoming, answer, open[turn++ % open.length]!, agent);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    name: 'a balancer of Node’s own',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sees: async (port, wanted) => {
      for (let i = 0; i < 1000; i++) {
        if (ready.get(port) === wanted) return;
        await sleep(20);
      }
      throw new MlError('REQUEST_FAILED', `startBalancer: port ${port} has not changed in 20 s.`);
    },
    close: async () => {
      clearInterval(looking);
      agent.destroy();
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

function forward(
  incoming: IncomingMessage,
  answer: ServerResponse,
  port: number,
  agent: Agent,
): void {
  const { method = 'GET', url = '/', headers } = incoming;
  const outgoing = request(
    { host: '127.0.0.1', port, path: url, method, headers, agent },
    (told) => {
      answer.writeHead(told.statusCode!, told.headers);
      told.pipe(answer);
    },
  );
  outgoing.on('error', () => refuse(answer));
  incoming.pipe(outgoing);
}

function refuse(answer: ServerResponse): void {
  if (answer.headersSent) answer.destroy();
  else answer.writeHead(503).end();
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get(
      { host: '127.0.0.1', port, path: '/v2/health/ready', timeout: PATIENCE_MS },
      (told) => {
        told.resume();
        resolve(told.statusCode === 200);
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
  });
}
