import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { destination } from 'pino';
import { MlError } from '../core/index.js';
import { allowedMethods } from './allowedMethods.js';
import { keyChecker, keyOf } from './apiKeys.js';
import { dialectOf, refusalIn, statusIn } from './dialects.js';
import { addDocs } from './docs.js';
import { addHealthRoutes } from './healthRoutes.js';
import { addInferenceProtocol } from './inferenceProtocol.js';
import { BUSY, type LoadGate, RETRY_AFTER } from './loadGate.js';
import { addMlflow } from './mlflow.js';
import type { PredictionService } from './predictionService.js';
import { addPredictRoutes } from './predictRoutes.js';
import { RequestBody } from './requestBody.js';
import { faultOf } from './requestFault.js';
import { requestIds } from './requestIds.js';
import { responsesWith } from './responsesWith.js';
import { securityHeaders } from './securityHeaders.js';
import type { Settings } from './serverOptions.js';
import { addTensorFlowServing } from './tensorFlowServing.js';

/** What the application is made of. */
export interface AppParts {
  readonly service: PredictionService;
  readonly settings: Settings;
  readonly gate: LoadGate;
  /** Whether requests are still wanted. */
  readonly ready: () => boolean;
}

/**
 * Bodies are read by the model's own schema, and answers are written by their routes. Fastify's
 * compilers for schemas of routes would convert values, and to load them is a good part of a start.
 */
const WITHOUT_SCHEMAS = { buildValidator: noCompiler, buildSerializer: noCompiler };

/** The HTTP application: all dialects, probes, measurements, pages. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { service, settings, gate, ready } = parts;
  const { limits, logLevel } = settings;
  const headers = securityHeaders();
  const Response = responsesWith(headers);
  const idOf = requestIds();
  const app = fastify({
    serverFactory: (handler) => {
      return guardedServer(gate.guard(handler as RequestListener, idOf), Response, settings);
    },
    logger: logLevel === 'silent' ? false : { level: logLevel, stream: destination(2) },
    logController: new LogController({ disableRequestLogging: true }), // one line a request, below
    childLoggerFactory: (logger) => logger, // one of its own for each request is paid even when silent
    genReqId: idOf,
    bodyLimit: limits.bodyBytes,
    return503OnClosing: false, // what was accepted is answered
    schemaController: { compilersFactory: WITHOUT_SCHEMAS },
    frameworkErrors: (error, request, reply) => refuse(error, request, reply),
  }) as unknown as FastifyInstance;
  const debugging = logLevel === 'debug';
  app.decorateReply('modelVersion', 0);
  app.addHook('onRequest', (request, reply, done) => {
    if (!(reply.raw instanceof Response)) reply.headers(headers); // of an injected request
    reply.header('x-request-id', request.id);
    if (!ready()) reply.header('connection', 'close');
    done();
  });
  app.addHook('preValidation', (request, reply, done) => {
    const injected = !(reply.raw instanceof Response);
    if (injected || gate.enter(request.raw, reply.raw)) {
      done();
      return;
    }
    const dialect = request.routeOptions.config.dialect ?? dialectOf(request.url);
    reply
      .code(503)
      .header('retry-after', RETRY_AFTER)
      .send(refusalIn(dialect, 503, BUSY));
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { route = 'other' } = request.routeOptions.config;
    const { modelVersion, statusCode, elapsedTime } = reply;
    service.metrics.answered(route, modelVersion, statusCode, elapsedTime / 1000);
    if (statusCode >= 400) log('info', request, reply, 'refused');
    else if (debugging) log('debug', request, reply, 'answered');
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, bytes, done) => {
    done(null, new RequestBody(bytes as Buffer, limits.depth)); // read by the route, in its own manner
  });
  const allowed = allowedMethods(app);
  const notFound = (request: FastifyRequest, reply: FastifyReply): void => {
    const dialect = dialectOf(request.url);
    const methods = allowed(request.url);
    if (methods.length === 0 || methods.includes(request.method)) {
      reply.code(404).send(refusalIn(dialect, 404, 'Not Found'));
      return;
    }
    reply.code(405).header('allow', methods.join(', '));
    reply.send(refusalIn(dialect, 405, 'Method Not Allowed'));
  };
  app.setNotFoundHandler(notFound);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (request.is404)
      notFound(request, reply); // whatever else is wrong with it
    else refuse(error, request, reply);
  });
  addHealthRoutes(app, ready);
  if (settings.docs) {
    const facts = { withKeys: settings.apiKeys.length > 0, mostRows: limits.rows };
    addDocs(app, () => service.models.live, facts);
  }
  await app.register(async (scope) => {
    await addGuards(scope, settings);
    addPredictRoutes(scope, service, limits.rows);
    addInferenceProtocol(scope, service, limits.rows);
    addTensorFlowServing(scope, service, limits.rows);
    addMlflow(scope, service, limits.rows);
    scope.get('/metrics', { config: { route: 'metrics' } }, async (_, reply) => {
      reply.type(service.metrics.contentType);
      return service.metrics.text();
    });
  });
  await app.ready();
  return app;
}

function noCompiler(): never {
  throw new MlError('UNSUPPORTED', 'buildServer: a route has a schema, and none is compiled here.');
}

/** Keys and rate limits, for all routes but probes and pages. */
async function addGuards(scope: FastifyInstance, settings: Settings): Promise<void> {
  const { apiKeys, rateLimit: rate } = settings;
  if (apiKeys.length > 0) {
    const knows = keyChecker(apiKeys);
    scope.addHook('onRequest', (request, reply, done) => {
      if (knows(request.headers)) {
        done();
        return;
      }
      const dialect = request.routeOptions.config.dialect ?? 'fastapi';
      reply.code(401).header('www-authenticate', 'Bearer');
      reply.send(refusalIn(dialect, 401, 'A valid API key is needed: X-API-Key, or Bearer.'));
    });
  }
  if (rate === null) return;
  const { default: rateLimit } = await import('@fastify/rate-limit');
  await scope.register(rateLimit, {
    max: rate.requests,
    timeWindow: rate.windowMs,
    keyGenerator: (request) => (apiKeys.length > 0 ? (keyOf(request.headers) ?? '') : request.ip),
  });
}

function guardedServer(
  handler: RequestListener,
  Response: typeof ServerResponse,
  settings: Settings,
): Server {
  const { requestMs, idleMs, connections } = settings.limits;
  const server = createServer(
    {
      ServerResponse: Response,
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      // Node looks for slow senders only so often.
      connectionsCheckingInterval: Math.max(10, Math.min(1000, requestMs / 4)),
      keepAliveTimeout: idleMs,
    },
    handler,
  );
  server.setTimeout(idleMs);
  server.maxConnections = connections;
  return server;
}

function log(
  level: 'info' | 'debug',
  request: FastifyRequest,
  { statusCode, elapsedTime }: FastifyReply,
  message: string,
): void {
  const { id: reqId, url } = request;
  request.log[level]({ reqId, statusCode, url, elapsedTime }, message);
}

/** Answers an error in the manner of its route. What is our own fault is logged, and not told. */
function refuse(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const dialect = request.routeOptions?.config?.dialect ?? dialectOf(request.url);
  const fault = faultOf(error);
  if (fault !== undefined) {
    const status = statusIn(dialect, fault.statusCode);
    reply.code(status).send(refusalIn(dialect, status, fault.details));
    return;
  }
  const status = error.statusCode ?? 500;
  if (status < 500) {
    reply.code(status).send(refusalIn(dialect, status, error.message));
    return;
  }
  request.log.error({ reqId: request.id, err: error }, 'failed');
  const id = String(request.id);
  reply.code(500).send(refusalIn(dialect, 500, `Internal Server Error. It is logged as ${id}.`));
}
