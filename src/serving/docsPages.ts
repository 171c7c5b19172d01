import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { type FastifyInstance } from 'fastify';

/** Everything from this server: the page works without a network. */
const PAGE_POLICY =
  "default-src 'self'; base-uri 'self'; img-src 'self' data:; script-src 'self'; " +
  "style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'self'";

/** An application of `/docs` alone: Swagger UI on the document of the moment. */
export async function docsPages(current: () => object): Promise<FastifyInstance> {
  const app = fastify();
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
  return app;
}
