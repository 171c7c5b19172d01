import helmet from '@fastify/helmet';
import fastify from 'fastify';

/** Of an answer that is data: nothing in it may load or do anything. */
const NOTHING = { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } };

/**
 * Helmet's headers for answers that are data, taken once: they are the same for every request, and
 * Helmet would put them together anew for each.
 */
export async function securityHeaders(): Promise<Readonly<Record<string, string>>> {
  const app = fastify();
  const contentSecurityPolicy = { useDefaults: false, ...NOTHING };
  await app.register(helmet, { contentSecurityPolicy });
  app.get('/', (_, reply) => reply.send(''));
  const bare = new Set(['content-length', 'content-type', 'connection', 'date']);
  const { headers } = await app.inject('/');
  await app.close();
  return Object.freeze(
    Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => !bare.has(name))
        .map(([name, value]) => [name, String(value)]),
    ),
  );
}
