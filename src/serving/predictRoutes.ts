import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AnswerText } from './answerText.js';
import { answersTo, bodyOf } from './handle.js';
import type { PredictionService } from './predictionService.js';
import type { ServedModel } from './servedModel.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** `POST /predict` of one record, and `POST /predict/batch` of a list of them. */
export function addPredictRoutes(
  app: FastifyInstance,
  service: PredictionService,
  mostRows: number,
): void {
  const texts = new WeakMap<ServedModel, AnswerText>();
  const textOf = (model: ServedModel): AnswerText => {
    let text = texts.get(model);
    if (text === undefined) {
      text = new AnswerText(model);
      texts.set(model, text);
    }
    return text;
  };
  app.post(
    '/predict',
    { config: { dialect: 'fastapi', route: 'predict' } },
    (request: FastifyRequest, reply: FastifyReply) => {
      const { id, body } = request;
      const model = service.models.pick(id);
      answersTo(reply, model);
      reply.type(JSON_TYPE);
      const answer =
        service.directOne(id, model, body) ??
        service.one(id, model, model.reader.read(bodyOf(request), ['body']));
      if (answer instanceof Promise) return answer.then((given) => textOf(model).one(id, given));
      reply.send(textOf(model).one(id, answer));
      return reply;
    },
  );
  app.post(
    '/predict/batch',
    { config: { dialect: 'fastapi', route: 'predict_batch' } },
    (request: FastifyRequest, reply: FastifyReply) => {
      const { id, body } = request;
      const model = service.models.pick(id);
      answersTo(reply, model);
      reply.type(JSON_TYPE);
      const answers = service.directMany(id, model, body, mostRows);
      if (answers === null) {
        const records = model.reader.readMany(bodyOf(request), ['body'], mostRows);
        return service.many(id, model, records).then((given) => textOf(model).many(id, given));
      }
      reply.send(textOf(model).many(id, answers));
      return reply;
    },
  );
}
