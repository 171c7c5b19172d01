import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const GIVEN = /^[A-Za-z0-9._:-]{1,64}$/;

/**
 * The id of a request: the client's own `X-Request-Id` where it is one, so that its logs and ours can be
 * laid side by side; else a number of this process, behind letters that no other process has.
 */
export function requestIds(): (request: IncomingMessage) => string {
  const prefix = randomBytes(6).toString('base64url');
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    if (typeof given === 'string' && GIVEN.test(given)) return given;
    count++;
    return `${prefix}-${count.toString(36)}`;
  };
}
