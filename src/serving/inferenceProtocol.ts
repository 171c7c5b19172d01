import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assertKeys, modelAt, objectBody } from './handle.js';
import type { PredictionService } from './predictionService.js';
import { assertParameters } from './readTensor.js';
import { recordsOfTensors } from './recordsOfTensors.js';
import { bodyFault } from './requestFault.js';
import type { ServedModel } from './servedModel.js';
import { inputProperties, inputTensors, outputTensors, tensorsOf } from './tensors.js';

interface Named {
  readonly Params: { readonly name: string; readonly version?: string };
}

/** The Open Inference Protocol, version 2: `/v2/models/{m}[/versions/{v}][/ready|/infer]`. */
export function addInferenceProtocol(
  app: FastifyInstance,
  service: PredictionService,
  mostRows: number,
): void {
  const config = { dialect: 'inferenceProtocol', route: 'v2' } as const;
  const at = (request: FastifyRequest<Named>, reply: FastifyReply): ServedModel => {
    const { name, version } = request.params;
    return modelAt(service, reply, request.id, name, version);
  };
  for (const path of ['/v2/models/:name', '/v2/models/:name/versions/:version']) {
    app.get<Named>(path, { config }, (request, reply) => {
      const model = at(request, reply);
      const versions = [...new Set(service.models.answering.map((one) => String(one.version)))];
      reply.send({
        name: model.name,
        versions,
        platform: 'mle-kit',
        inputs: inputTensors(model),
        outputs: outputTensors(model),
        properties: inputProperties(model),
      });
    });
    app.get<Named>(`${path}/ready`, { config }, (request, reply) => {
      const { name } = at(request, reply);
      reply.send({ name, ready: true });
    });
    app.post<Named>(`${path}/infer`, { config }, async (request, reply) => {
      const model = at(request, reply);
      const body = objectBody(request);
      assertKeys(body, ['id', 'parameters', 'inputs', 'outputs']);
      assertParameters(body.parameters, ['body', 'parameters']);
      const wanted = wantedOutputs(body.outputs, model);
      if (body.id !== undefined && typeof body.id !== 'string') {
        throw bodyFault('string_type', 'id must be a text.', { loc: ['body', 'id'] });
      }
      const given = recordsOfTensors(body.inputs, model, mostRows);
      const records = model.reader.readMany(given, ['body', 'inputs'], mostRows);
      const answers = await service.many(request.id, model, records);
      return {
        model_name: model.name,
        model_version: String(model.version),
        id: body.id ?? request.id,
        outputs: tensorsOf(model, answers).filter(({ name }) => wanted.includes(name)),
      };
    });
  }
}

/** The names of the outputs that are asked for; all, where none is. @throws RequestFault 422 */
function wantedOutputs(given: unknown, model: ServedModel): readonly string[] {
  const known = outputTensors(model).map(({ name }) => name);
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return known;
  const at = ['body', 'outputs'];
  if (!Array.isArray(given)) throw bodyFault('list_type', 'outputs must be a list.', { loc: at });
  return given.map((one: unknown, i) => {
    const loc = [...at, i];
    const output = Object(one) as Readonly<Record<string, unknown>>;
    const { name, parameters } = output;
    if (typeof name !== 'string' || !known.includes(name)) {
      const shown = JSON.stringify(String(name).slice(0, 80));
      const msg = `There is no output ${shown}; known are ${known.join(', ')}.`;
      throw bodyFault('value_error', msg, { loc });
    }
    assertKeys(output, ['name', 'parameters'], loc);
    assertParameters(parameters, [...loc, 'parameters']);
    return name;
  });
}
