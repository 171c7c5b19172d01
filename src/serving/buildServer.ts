import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { LONGEST_TIMER, MlError } from '../core/index.js';
import type { ModelRegistry } from '../registry/index.js';
import { buildApp } from './buildApp.js';
import { LoadGate } from './loadGate.js';
import type {
  InjectedRequest,
  InjectedResponse,
  ListenOptions,
  ModelServer,
  ServerStatus,
} from './modelServer.js';
import { PredictionService } from './predictionService.js';
import { RequestLog } from './requestLog.js';
import { assertRedactable } from './requestLogOptions.js';
import { readServerOptions, type ServerOptions } from './serverOptions.js';
import { ServingMetrics } from './servingMetrics.js';
import { TrafficModels } from './trafficModels.js';

/** How often connections that have become idle are closed while the service ends. */
const CLOSE_IDLE_MS = 20;

/**
 * A model of a registry as a web service: one signature in four dialects.
 *
 * `POST /predict` speaks as FastAPI would (`/predict/batch` takes a list), `/v2/…` the Open Inference
 * Protocol, `/v1/models/{m}:predict` as TensorFlow Serving, `/invocations` as MLflow. `/docs` and
 * `/openapi.json` describe it by the model's own schema, `/metrics` is for Prometheus. A request with
 * anything wrong is told everything that is wrong, at once; nothing is converted.
 *
 * When the alias moves, the service loads the new version, verifies every byte, lets it answer its
 * examples, and swaps between two requests. A version that fails in any of this is refused, and the
 * old one stays.
 *
 * @param registry where the model lies. @param options at least its name.
 * @returns the server, ready but not listening.
 * @throws MlError UNKNOWN_MODEL | UNKNOWN_VERSION | CHECKSUM_MISMATCH, as `ModelRegistry.get`, and
 *   INVALID_ARGUMENT | OUT_OF_RANGE for options; STORAGE_FAILED where the request log has no folder.
 *
 * @example
 * const X = Table.from({ wind: [2, 3, 8, 9] });
 * const pipeline = new Pipeline({ steps: [new StandardScaler()], model: new LogisticRegression() }).fit(X, ['dry', 'dry', 'rain', 'rain']);
 * const input = defineSchema({ wind: { kind: 'number', unit: 'm/s', range: [0, 90] } });
 * const bundle = new ModelBundle({ pipeline, input, output: { kind: 'classification', name: 'weather', classes: ['dry', 'rain'] }, reference: referenceProfile(X) });
 * const registry = await ModelRegistry.open('build/examples/served');
 * const version = await registry.publish(bundle, { name: 'rain', metrics: { rocAuc: { estimate: 0.9, low: 0.8, high: 1, level: 0.95 } }, dataset: { name: 'four days', sha256: hashTable(X), rows: 4 } });
 * const server = await buildServer(registry, { model: 'rain', version });
 * const { statusCode, body } = await server.inject({ method: 'POST', url: '/predict', body: { wind: '7' } });
 * await server.close();
 * [statusCode, JSON.parse(body).detail[0].type]; // [ 422, 'float_type' ]
 */
export async function buildServer(
  registry: ModelRegistry,
  options: ServerOptions,
): Promise<ModelServer> {
  const settings = readServerOptions('buildServer', options);
  let serving = true;
  let log = (_level: 'info' | 'error', _what: object, _message: string): void => {};
  const metrics: ServingMetrics = new ServingMetrics(
    {
      versions: () => models.all,
      inFlight: () => gate.inFlight,
      ready: () => serving,
    },
    settings.driftWindow,
    settings.processMetrics,
  );
  const gate = new LoadGate(settings.limits.inFlight, () => metrics.shed());
  const models: TrafficModels = await TrafficModels.open(registry, settings, {
    onBatch: (rows) => metrics.batch(rows),
    onTaken: (role, { name, version }, before) => {
      metrics.swap(role, 'taken');
      log('info', { role, name, version, before: before?.version ?? null }, 'version taken');
    },
    onRefused: (role, err) => {
      metrics.swap(role, 'refused');
      log('error', { role, err }, 'version refused; the one before stays');
    },
  });
  const { predictMs, requestMs } = settings.limits;
  let requestLog: RequestLog | null = null;
  let app: FastifyInstance;
  try {
    if (settings.requestLog !== null) {
      const schemas = models.all.map(({ bundle }) => bundle.input);
      assertRedactable('buildServer', settings.requestLog, schemas);
      requestLog = new RequestLog(settings.requestLog, {
        onLost: () => metrics.lost(),
        onFault: (err) => log('error', { err }, 'request log'),
      });
    }
    const service = new PredictionService(models, metrics, requestLog, predictMs);
    app = await buildApp({ service, settings, gate, ready: () => serving });
  } catch (cause) {
    await models.close(); // else they would go on looking for new versions
    await requestLog?.close();
    throw cause;
  }
  log = (level, what, message) => app.log[level](what, message);

  const end = async (): Promise<void> => {
    serving = false;
    await sleep(settings.drainMs);
    // Connections that become idle only now would be waited for until they time out.
    const idle = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_MS);
    // A server that closes no longer looks for slow senders; all others have had the time for their answers.
    const longestMs = Math.min(requestMs + predictMs, LONGEST_TIMER);
    const late = setTimeout(() => app.server.closeAllConnections(), longestMs);
    try {
      await app.close();
    } finally {
      clearInterval(idle);
      clearTimeout(late);
    }
    await models.close();
    await requestLog?.close();
  };
  let ended: Promise<void> | undefined;
  return {
    get status(): ServerStatus {
      return {
        ready: serving,
        live: models.live.version,
        canary: models.at('canary')?.version ?? null,
        shadow: models.at('shadow')?.version ?? null,
      };
    },
    listen: (where: ListenOptions = {}) => listenAt(app, where),
    async inject({ method = 'GET', url, headers = {}, body }: InjectedRequest) {
      const payload = body instanceof Uint8Array ? Buffer.from(body) : body;
      const answer = await app.inject({
        method,
        url,
        headers: { ...headers },
        ...(payload === undefined ? {} : { payload }),
      });
      return {
        statusCode: answer.statusCode,
        headers: answer.headers as InjectedResponse['headers'],
        body: answer.body,
        json: () => JSON.parse(answer.body) as unknown,
      };
    },
    refresh: () => models.refresh(),
    close: () => {
      ended ??= end();
      return ended;
    },
  };
}

/** @throws MlError INVALID_ARGUMENT where the system does not let us */
async function listenAt(app: FastifyInstance, where: ListenOptions): Promise<string> {
  const { port = 8080, host = '127.0.0.1' } = where;
  try {
    return await app.listen({ port, host });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new MlError(
      'INVALID_ARGUMENT',
      `ModelServer.listen: the system does not let us listen at ${host}:${port} (${code}). ` +
        'Choose another port, or 0 for any that is free.',
      { cause },
    );
  }
}
