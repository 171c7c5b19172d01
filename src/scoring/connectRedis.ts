import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { MlError } from '../core/index.js';

/** A connection that comes back by itself, and knows for how long it has been away. */
export interface RedisLink {
  readonly redis: Redis;
  /** 0 while it is there. */
  awayMs(): number;
  close(): void;
}

/** How long the first connection may take. */
const FIRST_MS = 10_000;

/**
 * Connects to Redis; the packages are loaded here, when a queue is first used.
 *
 * @throws MlError REQUEST_FAILED when it does not answer.
 */
export async function connectRedis(where: string, url: string): Promise<RedisLink> {
  const { Redis } = await import('ioredis');
  let ended = false;
  const redis = new Redis(url, {
    maxRetriesPerRequest: null, // what BullMQ asks for: commands wait for the connection
    // Null is for ever: connections that BullMQ made from this one end with it.
    retryStrategy: (times) => (ended ? null : Math.min(100 * times, 1000)),
  });
  let awaySince = performance.now();
  let away = true;
  let reason = '';
  redis.on('error', (cause: Error & { code?: string }) => {
    reason = cause.message || cause.code || reason;
  });
  redis.on('ready', () => {
    away = false;
  });
  redis.on('close', () => {
    if (!away) awaySince = performance.now();
    away = true;
  });
  for (let waited = 0; away && waited < FIRST_MS; waited += 50) {
    if (/WRONGPASS|NOAUTH/.test(reason)) break;
    await sleep(50);
  }
  if (away) {
    redis.disconnect();
    throw redisGone(where, url, reason);
  }
  return {
    redis,
    awayMs: () => (away ? performance.now() - awaySince : 0),
    close: () => {
      ended = true;
      redis.disconnect();
    },
  };
}

/** Redis does not answer; the address is told without a password. */
export function redisGone(where: string, url: string, reason = ''): MlError {
  const shown = url.replace(/\/\/[^@/]*@/, '//…@');
  return new MlError(
    'REQUEST_FAILED',
    `${where}: Redis at ${shown} does not answer${reason === '' ? '' : ` (${reason})`}. Is it running, and is the address right?`,
  );
}
