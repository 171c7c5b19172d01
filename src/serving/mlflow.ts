import type { FastifyInstance } from 'fastify';
import { answersTo, assertKeys, objectBody } from './handle.js';
import type { PredictionService } from './predictionService.js';
import { assertMostRows } from './recordReader.js';
import { recordsOfColumns } from './recordsOfColumns.js';
import { bodyFault } from './requestFault.js';
import type { ServedModel } from './servedModel.js';

const FORMS = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const;

/** MLflow's scoring server: `POST /invocations`; its `GET /ping` is among the probes. */
export function addMlflow(
  app: FastifyInstance,
  service: PredictionService,
  mostRows: number,
): void {
  const config = { dialect: 'mlflow', route: 'invocations' } as const;
  app.post('/invocations', { config }, async (request, reply) => {
    const model = service.models.pick(request.id);
    answersTo(reply, model);
    const body = objectBody(request);
    assertKeys(body, FORMS);
    const [form, ...more] = FORMS.filter((name) => body[name] !== undefined);
    if (form === undefined || more.length > 0) {
      throw bodyFault('missing', `Exactly one of ${FORMS.join(', ')} must be given.`);
    }
    const given = recordsIn(form, body[form], model, mostRows);
    const records = model.reader.readMany(given, ['body', form], mostRows);
    const answers = await service.many(request.id, model, records);
    return { predictions: Array.from(answers.labels) };
  });
}

function recordsIn(
  form: (typeof FORMS)[number],
  given: unknown,
  model: ServedModel,
  mostRows: number,
): unknown {
  if (form === 'dataframe_split') return recordsOfSplit(given, mostRows);
  // A list of records, or columns: MLflow allows both for "inputs".
  return form === 'inputs' && !Array.isArray(given)
    ? recordsOfColumns(given, model, mostRows)
    : given;
}

/** `{ columns: ['wind'], data: [[3], [4]] }` as records. @throws RequestFault 422 | 413 */
function recordsOfSplit(given: unknown, mostRows: number): unknown {
  const loc = ['body', 'dataframe_split'];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw bodyFault('dict_type', 'dataframe_split must be an object.', { loc });
  }
  const split = given as Readonly<Record<string, unknown>>;
  assertKeys(split, ['columns', 'index', 'data'], loc);
  const { columns, data } = split;
  const named =
    Array.isArray(columns) &&
    columns.every((name) => typeof name === 'string') &&
    new Set(columns).size === columns.length;
  if (!named) throw bodyFault('list_type', 'columns must be a list of different names.', { loc });
  if (!Array.isArray(data)) throw bodyFault('list_type', 'data must be a list of rows.', { loc });
  assertMostRows(data.length, mostRows, loc);
  return data.map((row: unknown, i) => {
    if (Array.isArray(row) && row.length === columns.length) {
      return Object.fromEntries(columns.map((name: string, j) => [name, row[j]]));
    }
    throw bodyFault('value_error', `The row is ragged: it needs ${columns.length} values.`, {
      loc: [...loc, 'data', i],
    });
  });
}
