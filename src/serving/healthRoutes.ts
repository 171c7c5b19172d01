import type { FastifyInstance } from 'fastify';

/** Probes, in the words of the Open Inference Protocol and of MLflow. */
export function addHealthRoutes(app: FastifyInstance, ready: () => boolean): void {
  const config = { dialect: 'inferenceProtocol', route: 'health' } as const;
  app.get('/v2', { config }, (_, reply) => {
    reply.send({ name: 'mle-kit', version: '2', extensions: [] });
  });
  app.get('/v2/health/live', { config }, (_, reply) => {
    reply.send({ live: true });
  });
  app.get('/v2/health/ready', { config }, (_, reply) => {
    reply.code(ready() ? 200 : 503).send({ ready: ready() });
  });
  for (const path of ['/ping', '/health']) {
    app.get(path, { config }, (_, reply) => {
      reply.code(ready() ? 200 : 503).send('');
    });
  }
}
