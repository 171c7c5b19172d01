import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** Of an answer that is data: nothing in it may load or do anything. */
const NOTHING = { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } };

/**
 * Helmet's headers for answers that are data, taken once: they are the same for every request, and
 * Helmet would put them together anew for each.
 *
 * @returns by names in lower case.
 */
export function securityHeaders(): Readonly<Record<string, string>> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet({ contentSecurityPolicy: { useDefaults: false, ...NOTHING } })(
    request,
    response,
    () => {},
  );
  return Object.freeze(
    Object.fromEntries(
      Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
    ),
  );
}
