import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { type ApiFacts, openApiDocument } from './openApi.js';
import type { ServedModel } from './servedModel.js';

/** Everything from this server: the page works without a network. */
const PAGE_POLICY =
  "default-src 'self'; base-uri 'self'; img-src 'self' data:; script-src 'self'; " +
  "style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'self'";

/** `/openapi.json`, and `/docs` as Swagger UI: of the version that is live when they are asked for. */
export async function addDocs(
  app: FastifyInstance,
  live: () => ServedModel,
  facts: ApiFacts,
): Promise<void> {
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
  await app.register(swagger, {
    mode: 'static',
    specification: { document: current() as never },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: PAGE_POLICY,
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true },
    transformSpecification: () => current() as Readonly<Record<string, unknown>>,
    transformSpecificationClone: false,
  });
}
