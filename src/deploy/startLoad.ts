import { Agent, request } from 'node:http';
import { assertBetween } from '../core/index.js';

/** What is asked, and how often. */
export interface LoadOptions {
  /** The body of each request to `/predict`, as JSON. */
  readonly body: object;
  /** Requests a second, evenly; at most 2,000. Default 100. */
  readonly perSecond?: number;
  /** It stops by itself after so long, at most 120 s. Default 60. */
  readonly seconds?: number;
}

/** One request, and what came of it. */
export interface LoadedRequest {
  /** When it was sent, of `performance.now()`. */
  readonly atMs: number;
  readonly latencyMs: number;
  /** 0 where no answer came. */
  readonly status: number;
  /** Which version answered; null where none did. */
  readonly version: number | null;
}

/** Clients that ask. */
export interface Load {
  /** Ends it; resolves when all answers are there. @returns every request, in the order they were sent. */
  stop(): Promise<LoadedRequest[]>;
}

/** How often it is looked whether requests are due. */
const TICK_MS = 5;

/**
 * Asks a service at a fixed pace, whether or not earlier answers have come: as callers do who do not
 * know of each other.
 */
export function startLoad(url: string, options: LoadOptions): Load {
  const { body, perSecond = 100, seconds = 60 } = options;
  assertBetween('startLoad', 'perSecond', perSecond, 0.1, 2000);
  assertBetween('startLoad', 'seconds', seconds, 0, 120);
  const text = JSON.stringify(body);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const sent: Promise<LoadedRequest>[] = [];
  const begin = performance.now();
  const tick = setInterval(() => {
    const elapsed = (performance.now() - begin) / 1000;
    const due = Math.floor(Math.min(elapsed, seconds) * perSecond);
    while (sent.length < due) sent.push(ask(`${url}/predict`, agent, text));
    if (elapsed >= seconds) clearInterval(tick);
  }, TICK_MS);
  return {
    stop: async () => {
      clearInterval(tick);
      const all = await Promise.all(sent);
      agent.destroy();
      return all;
    },
  };
}

function ask(url: string, agent: Agent, text: string): Promise<LoadedRequest> {
  const atMs = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, told: string): void => {
      const version = status === 200 ? (JSON.parse(told) as { version: number }).version : null;
      resolve({ atMs, latencyMs: performance.now() - atMs, status, version });
    };
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    };
    const outgoing = request(url, { method: 'POST', agent, headers }, (incoming) => {
      let told = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        told += chunk;
      });
      incoming.on('error', () => done(0, ''));
      incoming.on('end', () => done(incoming.statusCode!, told));
    });
    outgoing.on('error', () => done(0, ''));
    outgoing.end(text);
  });
}
