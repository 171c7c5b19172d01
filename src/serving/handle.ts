import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dialect } from './dialects.js';
import type { PredictionService } from './predictionService.js';
import { RequestBody } from './requestBody.js';
import { bodyFault, RequestFault } from './requestFault.js';
import type { ServedModel } from './servedModel.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** In whose manner it is answered. */
    dialect?: Dialect;
    /** What the route is called in `/metrics`. */
    route?: string;
  }
  interface FastifyReply {
    /** The version that answers; 0 where none was asked. */
    modelVersion: number;
  }
}

/** The body as JSON; undefined where there is none. @throws RequestFault 422 */
export function bodyOf({ body }: FastifyRequest): unknown {
  return body instanceof RequestBody ? body.read() : body;
}

/** Notes which version answers, for the metrics. */
export function answersTo(reply: FastifyReply, { version }: ServedModel): void {
  reply.modelVersion = version;
}

/**
 * The version that an address names. A name is compared and nothing else: it never becomes a path.
 *
 * @throws RequestFault 404
 */
export function modelAt(
  service: PredictionService,
  reply: FastifyReply,
  id: string,
  name: string,
  version?: string,
): ServedModel {
  const { models } = service;
  const { live } = models;
  const found =
    name !== live.name
      ? undefined
      : version === undefined
        ? models.pick(id)
        : /^[1-9][0-9]{0,8}$/.test(version)
          ? models.find(Number(version))
          : undefined;
  if (found === undefined) {
    const asked = `${name.slice(0, 64)}${version === undefined ? '' : `, version ${version.slice(0, 20)}`}`;
    throw bodyFault('not_found', `There is no model ${JSON.stringify(asked)} here.`, {
      statusCode: 404,
      loc: ['path'],
    });
  }
  answersTo(reply, found);
  return found;
}

/** The body as an object. @throws RequestFault 422 */
export function objectBody(request: FastifyRequest): Readonly<Record<string, unknown>> {
  const body = bodyOf(request);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return body as Readonly<Record<string, unknown>>;
  }
  throw bodyFault('model_attributes_type', 'The body must be an object.');
}

/** Refuses what a dialect does not know, so that nothing is ignored in silence. @throws RequestFault 422 */
export function assertKeys(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  loc: readonly (string | number)[] = ['body'],
): void {
  const strange = Object.keys(given).filter((key) => !known.includes(key));
  if (strange.length === 0) return;
  throw new RequestFault(
    422,
    strange.slice(0, 20).map((key) => ({
      loc: [...loc, key.slice(0, 80)],
      msg: `There is no such field; known are ${known.join(', ')}.`,
      type: 'extra_forbidden',
      input: null,
    })),
  );
}
