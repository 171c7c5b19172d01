import { answers, body, object, operation, ref, refusals } from './openApiParts.js';
import type { ServedModel } from './servedModel.js';
import { inputProperties, tensorsOfRecord } from './tensors.js';

const TAG = 'Open Inference Protocol';
const TEXT = { type: 'string' };

/** The Open Inference Protocol's addresses. */
export function inferencePaths(model: ServedModel): object {
  const { name, examples } = model;
  const [typical] = Object.values(examples);
  const example = typical === undefined ? {} : { inputs: tensorsOfRecord(model, typical) };
  const { all_columns: also = 'Each column is a tensor of its own.' } = inputProperties(model);
  const get = (tag: string, summary: string, schema: object, more: object = {}) => ({
    get: operation(tag, summary, { responses: { ...answers(schema), ...more } }),
  });
  const ready = object({ ready: { type: 'boolean' } });
  return {
    '/v2': get(TAG, 'What this server is', ref('ServerMetadata')),
    '/v2/health/live': get('health', 'Whether the process answers', {
      ...object({ live: { type: 'boolean' } }),
    }),
    '/v2/health/ready': get('health', 'Whether requests are wanted', ready, {
      503: { description: 'They are not', content: { 'application/json': { schema: ready } } },
    }),
    [`/v2/models/${name}`]: get(TAG, 'Inputs and outputs', ref('ModelMetadata')),
    [`/v2/models/${name}/ready`]: get(
      TAG,
      'Readiness',
      object({ name: TEXT, ready: { type: 'boolean' } }),
    ),
    [`/v2/models/${name}/infer`]: {
      post: operation(TAG, 'Predicts, rows as tensors', {
        description: also,
        requestBody: body(ref('InferenceRequest'), { example }),
        responses: { ...answers(ref('Inference')), ...refusals('inferenceProtocol') },
      }),
    },
  };
}

/** What is sent to them, and answered. */
export function inferenceSchemas(): Readonly<Record<string, object>> {
  const anything = { type: 'object' };
  const shape = { type: 'array', items: { type: 'integer' } };
  const metadata = { name: TEXT, datatype: TEXT, shape };
  const metadataList = { type: 'array', items: object(metadata) };
  const data = { type: 'array' };
  const required = ['name', 'shape', 'datatype', 'data'];
  return {
    ServerMetadata: object({
      name: TEXT,
      version: TEXT,
      extensions: { type: 'array', items: TEXT },
    }),
    ModelMetadata: object({
      name: TEXT,
      versions: { type: 'array', items: TEXT },
      platform: TEXT,
      inputs: metadataList,
      outputs: metadataList,
      properties: { type: 'object', additionalProperties: TEXT },
    }),
    InferenceRequest: {
      ...object(
        {
          id: TEXT,
          parameters: anything,
          inputs: {
            type: 'array',
            minItems: 1,
            items: {
              ...object({ ...metadata, parameters: anything, data }, required),
              additionalProperties: false,
            },
          },
          outputs: {
            type: 'array',
            items: {
              ...object({ name: TEXT, parameters: anything }, ['name']),
              additionalProperties: false,
            },
          },
        },
        ['inputs'],
      ),
      additionalProperties: false,
    },
    Inference: object({
      model_name: TEXT,
      model_version: TEXT,
      id: TEXT,
      outputs: { type: 'array', items: object({ ...metadata, data }) },
    }),
  };
}
