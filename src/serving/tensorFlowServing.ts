import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assertKeys, modelAt, objectBody } from './handle.js';
import type { PredictionService } from './predictionService.js';
import { recordsOfColumns } from './recordsOfColumns.js';
import { bodyFault } from './requestFault.js';
import type { Answer, ServedModel } from './servedModel.js';

interface Addressed {
  readonly Params: { readonly target: string; readonly name?: string };
}

/** TensorFlow Serving's REST API: `/v1/models/{m}[/versions/{v}][:predict]`. */
export function addTensorFlowServing(
  app: FastifyInstance,
  service: PredictionService,
  mostRows: number,
): void {
  const config = { dialect: 'tensorFlowServing', route: 'v1' } as const;
  const predict = async (
    request: FastifyRequest<Addressed>,
    reply: FastifyReply,
  ): Promise<object> => {
    const { target, name } = request.params;
    if (!target.endsWith(':predict')) {
      throw bodyFault('not_found', 'The only method here is :predict.', { statusCode: 404 });
    }
    const last = target.slice(0, -':predict'.length);
    const model =
      name === undefined
        ? modelAt(service, reply, request.id, last)
        : modelAt(service, reply, request.id, name, last);
    const body = objectBody(request);
    assertKeys(body, ['signature_name', 'instances', 'inputs']);
    if ((body.instances === undefined) === (body.inputs === undefined)) {
      throw bodyFault('missing', 'Either instances (rows) or inputs (columns) must be given.');
    }
    const byRow = body.inputs === undefined;
    const given = byRow ? body.instances : recordsOfColumns(body.inputs, model, mostRows);
    const loc = ['body', byRow ? 'instances' : 'inputs'];
    const records = model.reader.readMany(given, loc, mostRows);
    const answers = await service.many(request.id, model, records);
    return byRow
      ? { predictions: answers.map((answer) => rowOf(model, answer)) }
      : { outputs: columnsOf(model, answers) };
  };
  app.post<Addressed>('/v1/models/:target', { config }, predict);
  app.post<Addressed>('/v1/models/:name/versions/:target', { config }, predict);

  const status = (request: FastifyRequest<Addressed>, reply: FastifyReply): void => {
    const { target, name } = request.params;
    if (name === undefined) modelAt(service, reply, request.id, target);
    else modelAt(service, reply, request.id, name, target);
    const versions = new Set(service.models.all.map(({ version }) => version));
    const shown = name === undefined ? [...versions] : [Number(target)];
    reply.send({
      model_version_status: shown.map((version) => ({
        version: String(version),
        state: 'AVAILABLE',
        status: { error_code: 'OK', error_message: '' },
      })),
    });
  };
  app.get<Addressed>('/v1/models/:target', { config }, status);
  app.get<Addressed>('/v1/models/:name/versions/:target', { config }, status);
}

/** A number or a text where there is one output, and an object where there are two. */
function rowOf({ output }: ServedModel, { label, probabilities }: Answer): unknown {
  if (probabilities === null) return label;
  return { [output.name]: label, probabilities: Array.from(probabilities) };
}

function columnsOf({ output }: ServedModel, answers: readonly Answer[]): unknown {
  const labels = answers.map(({ label }) => label);
  if (answers[0]!.probabilities === null) return labels;
  const probabilities = answers.map((answer) => Array.from(answer.probabilities ?? []));
  return { [output.name]: labels, probabilities };
}
