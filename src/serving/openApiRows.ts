import { answers, body, object, operation, ref, refusals } from './openApiParts.js';
import type { ServedModel } from './servedModel.js';

const TEXT = { type: 'string' };

/** The addresses of TensorFlow Serving and MLflow. */
export function rowPaths({ name, examples }: ServedModel): object {
  const rows = Object.values(examples);
  const empty = { content: { 'text/plain': { schema: TEXT } } };
  return {
    [`/v1/models/${name}`]: {
      get: operation('TensorFlow Serving', 'The versions', {
        responses: answers(ref('ModelVersions')),
      }),
    },
    [`/v1/models/${name}:predict`]: {
      post: operation('TensorFlow Serving', 'Predicts, rows as instances or columns as inputs', {
        requestBody: body(ref('PredictRequest'), { example: { instances: rows } }),
        responses: { ...answers(ref('PredictResponse')), ...refusals('tensorFlowServing') },
      }),
    },
    '/invocations': {
      post: operation('MLflow', 'Predicts, rows in one of four forms', {
        requestBody: body(ref('Invocation'), { example: { dataframe_records: rows } }),
        responses: {
          ...answers(object({ predictions: { type: 'array' } })),
          ...refusals('mlflow'),
        },
      }),
    },
    '/ping': {
      get: operation('MLflow', 'Whether requests are wanted', {
        responses: {
          200: { description: 'They are', ...empty },
          503: { description: 'They are not', ...empty },
        },
      }),
    },
  };
}

/** What is sent to them, and answered. */
export function rowSchemas(): Readonly<Record<string, object>> {
  const records = ref('Records');
  const columns = { type: 'object', additionalProperties: { type: 'array' } };
  const split = {
    ...object(
      {
        columns: { type: 'array', uniqueItems: true, items: TEXT },
        index: { type: 'array' },
        data: { type: 'array', minItems: 1, items: { type: 'array' } },
      },
      ['columns', 'data'],
    ),
    additionalProperties: false,
  };
  const version = object({ version: TEXT, state: TEXT, status: { type: 'object' } });
  return {
    ModelVersions: object({ model_version_status: { type: 'array', items: version } }),
    PredictRequest: oneOf(
      { instances: records, signature_name: TEXT },
      { inputs: columns, signature_name: TEXT },
    ),
    PredictResponse: {
      oneOf: [object({ predictions: { type: 'array' } }), object({ outputs: {} })],
    },
    Invocation: oneOf(
      { dataframe_split: split },
      { dataframe_records: records },
      { instances: records },
      { inputs: { oneOf: [records, columns] } },
    ),
  };
}

/** One of several objects, each with its first field, and perhaps its others. */
function oneOf(...forms: readonly Readonly<Record<string, object>>[]): object {
  return {
    oneOf: forms.map((properties) => ({
      ...object(properties, Object.keys(properties).slice(0, 1)),
      additionalProperties: false,
    })),
  };
}
