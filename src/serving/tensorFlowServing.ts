import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Answers, answerAt } from './answers.js';
import { assertKeys, modelAt, objectBody } from './handle.js';
import type { PredictionService } from './predictionService.js';
import { recordsOfColumns } from './recordsOfColumns.js';
import { bodyFault } from './requestFault.js';
import type { ServedModel } from './servedModel.js';

interface Addressed {
  readonly Params: { readonly name: string; readonly version?: string };
}

/** A part of an address up to the colon of `:predict`. */
const PART = '(^[^:]+$)';

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
    const { name, version } = request.params;
    const model = modelAt(service, reply, request.id, name, version);
    const body = objectBody(request);
    assertKeys(body, ['signature_name', 'instances', 'inputs']);
    if (body.signature_name !== undefined && typeof body.signature_name !== 'string') {
      throw bodyFault('string_type', 'signature_name must be a text.');
    }
    if ((body.instances === undefined) === (body.inputs === undefined)) {
      throw bodyFault('missing', 'Either instances (rows) or inputs (columns) must be given.');
    }
    const byRow = body.inputs === undefined;
    const given = byRow ? body.instances : recordsOfColumns(body.inputs, model, mostRows);
    const loc = ['body', byRow ? 'instances' : 'inputs'];
    const records = model.reader.readMany(given, loc, mostRows);
    const answers = await service.many(request.id, model, records);
    return byRow ? { predictions: rowsOf(model, answers) } : { outputs: columnsOf(model, answers) };
  };
  const status = (request: FastifyRequest<Addressed>, reply: FastifyReply): void => {
    const { name, version } = request.params;
    modelAt(service, reply, request.id, name, version);
    const versions = new Set(service.models.answering.map((model) => model.version));
    const shown = version === undefined ? [...versions] : [Number(version)];
    reply.send({
      model_version_status: shown.map((one) => ({
        version: String(one),
        state: 'AVAILABLE',
        status: { error_code: 'OK', error_message: '' },
      })),
    });
  };
  for (const path of [`/v1/models/:name${PART}`, `/v1/models/:name/versions/:version${PART}`]) {
    app.get<Addressed>(path, { config }, status);
    app.post<Addressed>(`${path}::predict`, { config }, predict);
  }
}

/** Numbers or texts where there is one output, and objects where there are two. */
function rowsOf({ output }: ServedModel, answers: Answers): unknown[] {
  return Array.from(answers.labels, (label, row) => {
    const { probabilities } = answerAt(answers, row);
    if (probabilities === null) return label;
    return { [output.name]: label, probabilities: Array.from(probabilities) };
  });
}

function columnsOf({ output }: ServedModel, { labels, probabilities }: Answers): unknown {
  const column = Array.from(labels);
  if (probabilities === null) return column;
  return { [output.name]: column, probabilities: probabilities.toRows() };
}
