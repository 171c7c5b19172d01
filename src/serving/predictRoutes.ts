import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answersTo, bodyOf } from './handle.js';
import type { PredictionService } from './predictionService.js';
import type { Answer, ServedModel } from './servedModel.js';

const PROBABILITIES = {
  type: 'object',
  nullable: true,
  additionalProperties: { type: 'number' },
} as const;
const ABOUT = {
  model: { type: 'string' },
  version: { type: 'integer' },
  id: { type: 'string' },
} as const;
const ONE = { prediction: {}, probabilities: PROBABILITIES } as const;
const SCHEMA_OF_ONE = { type: 'object', properties: { ...ONE, ...ABOUT } } as const;
const SCHEMA_OF_MANY = {
  type: 'object',
  properties: {
    predictions: { type: 'array', items: { type: 'object', properties: ONE } },
    ...ABOUT,
  },
} as const;

/** `POST /predict` of one record, and `POST /predict/batch` of a list of them. */
export function addPredictRoutes(
  app: FastifyInstance,
  service: PredictionService,
  mostRows: number,
): void {
  app.post(
    '/predict',
    {
      config: { dialect: 'fastapi', route: 'predict' },
      schema: { response: { 200: SCHEMA_OF_ONE } },
    },
    (request: FastifyRequest, reply: FastifyReply) => {
      const model = service.models.pick(request.id);
      answersTo(reply, model);
      const record = model.reader.read(bodyOf(request), ['body']);
      const answer = service.one(request.id, model, record);
      if (answer instanceof Promise) {
        return answer.then((given) => oneBody(request.id, model, given));
      }
      reply.send(oneBody(request.id, model, answer));
      return reply;
    },
  );
  app.post(
    '/predict/batch',
    {
      config: { dialect: 'fastapi', route: 'predict_batch' },
      schema: { response: { 200: SCHEMA_OF_MANY } },
    },
    async (request: FastifyRequest, reply: FastifyReply) => {
      const model = service.models.pick(request.id);
      answersTo(reply, model);
      const records = model.reader.readMany(bodyOf(request), ['body'], mostRows);
      const answers = await service.many(request.id, model, records);
      return {
        predictions: answers.map((answer) => predictionOf(model, answer)),
        model: model.name,
        version: model.version,
        id: request.id,
      };
    },
  );
}

function oneBody(id: string, model: ServedModel, { label, probabilities }: Answer): object {
  return {
    prediction: label,
    probabilities: probabilities === null ? null : byClass(model, probabilities),
    model: model.name,
    version: model.version,
    id,
  };
}

function predictionOf(model: ServedModel, { label, probabilities }: Answer): object {
  return {
    prediction: label,
    probabilities: probabilities === null ? null : byClass(model, probabilities),
  };
}

function byClass({ output }: ServedModel, probabilities: ArrayLike<number>): object {
  const classes = output.kind === 'classification' ? output.classes : [];
  const named: Record<string, number> = Object.create(null);
  for (let k = 0; k < classes.length; k++) named[String(classes[k])] = probabilities[k]!;
  return named;
}
