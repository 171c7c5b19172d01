import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ApiFacts, openApiDocument } from './openApi.js';
import type { ServedModel } from './servedModel.js';

/** Of an answer, what its own connection decides. */
const OF_CONNECTION = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);

/**
 * `/openapi.json`, and `/docs` as Swagger UI: of the version that is live when they are asked for.
 *
 * Most services are never asked for their page, so what makes it is loaded when one is.
 */
export function addDocs(app: FastifyInstance, live: () => ServedModel, facts: ApiFacts): void {
  let described: ServedModel | undefined;
  let document: object = {};
  const current = (): object => {
    if (described !== live()) {
      described = live();
      document = openApiDocument(described, facts);
    }
    return document;
  };
  app.get('/openapi.json', { config: { route: 'docs' } }, (_, reply) => {
    reply.send(current());
  });
  let pages: Promise<FastifyInstance> | undefined;
  const answer = async ({ method, url, headers }: FastifyRequest, reply: FastifyReply) => {
    pages ??= import('./docsPages.js').then(({ docsPages }) => docsPages(current));
    const page = await (await pages).inject({ method: method as 'GET', url, headers });
    if (page.statusCode === 404) {
      reply.callNotFound();
      return reply;
    }
    for (const [name, value] of Object.entries(page.headers)) {
      if (!OF_CONNECTION.has(name)) reply.header(name, value);
    }
    return reply.code(page.statusCode).send(page.rawPayload);
  };
  app.get('/docs', { config: { route: 'docs' } }, answer);
  app.get('/docs/*', { config: { route: 'docs' } }, answer);
  app.addHook('onClose', async () => (await pages)?.close());
}
