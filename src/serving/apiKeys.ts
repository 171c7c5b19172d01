import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Says whether a request names one of the keys, in a time that does not tell how much of it is right.
 *
 * Digests are compared, so keys of different lengths take the same time, too; and all of them, so
 * that the place of a key in the list is not told either.
 */
export function keyChecker(keys: readonly string[]): (headers: IncomingHttpHeaders) => boolean {
  const known = keys.map(digest);
  return (headers) => {
    const given = digest(keyOf(headers) ?? '');
    let found = false;
    for (const key of known) found = timingSafeEqual(key, given) || found;
    return found;
  };
}

/** The key of a request: `X-API-Key: …`, or `Authorization: Bearer …`. */
export function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const named = headers['x-api-key'];
  if (typeof named === 'string') return named;
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
