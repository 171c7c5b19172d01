import { toJsonSchema } from '../data/index.js';
import type { OutputDescription } from '../registry/index.js';
import type { ServedModel } from './servedModel.js';
import { tensorsOfRecord } from './tensors.js';

const json = (schema: object, extra: object = {}): object => ({
  'application/json': { schema, ...extra },
});
const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const ANY = { type: 'object' };

/**
 * The API's description, OpenAPI 3.1, made of the model's own schema, so that it changes with the
 * version that answers; its examples come from the training data's profile.
 */
export function openApiDocument(model: ServedModel, withKeys: boolean): object {
  const { name, version, bundle, examples } = model;
  const { $schema: _, ...record } = toJsonSchema(bundle.input);
  const typical = Object.values(examples)[0];
  const predict = { tags: ['predict'], ...refusals() };
  const named = Object.fromEntries(
    Object.entries(examples).map(([key, value]) => [key, { summary: key, value }]),
  );
  const infer = {
    ...operation('Open Inference Protocol', 'Predicts, rows as tensors', ANY, ref('Inference')),
    requestBody: body(
      ref('InferenceRequest'),
      typical === undefined ? {} : { example: { inputs: tensorsOfRecord(model, typical) } },
    ),
  };
  return {
    openapi: '3.1.0',
    info: {
      title: name,
      version: String(version),
      description: bundle.notes || `The model ${name}, served by mle-kit.`,
    },
    paths: {
      '/predict': {
        post: {
          ...predict,
          summary: `Predicts ${bundle.output.name} for one record`,
          operationId: 'predict',
          requestBody: body(ref('Record'), { examples: named }),
          responses: { ...answers(ref('Prediction')), ...refusals().responses },
        },
      },
      '/predict/batch': {
        post: {
          ...predict,
          summary: `Predicts ${bundle.output.name} for a list of records`,
          operationId: 'predictBatch',
          requestBody: body(
            { type: 'array', minItems: 1, items: ref('Record') },
            { example: Object.values(examples) },
          ),
          responses: { ...answers(ref('Predictions')), ...refusals().responses },
        },
      },
      '/v2': { get: operation('Open Inference Protocol', 'What this server is') },
      '/v2/health/live': { get: operation('health', 'Whether the process answers') },
      '/v2/health/ready': { get: operation('health', 'Whether requests are wanted') },
      [`/v2/models/${name}`]: { get: operation('Open Inference Protocol', 'Inputs and outputs') },
      [`/v2/models/${name}/ready`]: { get: operation('Open Inference Protocol', 'Readiness') },
      [`/v2/models/${name}/infer`]: { post: infer },
      [`/v1/models/${name}`]: { get: operation('TensorFlow Serving', 'The versions') },
      [`/v1/models/${name}:predict`]: {
        post: {
          ...operation('TensorFlow Serving', 'Predicts, rows as instances'),
          requestBody: body(
            { type: 'object', properties: { instances: { type: 'array', items: ref('Record') } } },
            { example: { instances: Object.values(examples) } },
          ),
        },
      },
      '/invocations': {
        post: {
          ...operation('MLflow', 'Predicts, rows as a data frame'),
          requestBody: body(
            {
              type: 'object',
              properties: { dataframe_records: { type: 'array', items: ref('Record') } },
            },
            { example: { dataframe_records: Object.values(examples) } },
          ),
        },
      },
      '/ping': { get: operation('MLflow', 'Whether requests are wanted') },
      '/metrics': { get: operation('health', 'Measurements, for Prometheus') },
    },
    components: {
      schemas: {
        Record: {
          title: 'Record',
          ...record,
          ...(typical === undefined ? {} : { example: typical }),
        },
        Prediction: { type: 'object', properties: { ...predictionOf(bundle.output), ...ABOUT } },
        Predictions: {
          type: 'object',
          properties: {
            predictions: {
              type: 'array',
              items: { type: 'object', properties: predictionOf(bundle.output) },
            },
            ...ABOUT,
          },
        },
        InferenceRequest: INFERENCE_REQUEST,
        Inference: INFERENCE,
        HTTPValidationError: VALIDATION_ERROR,
      },
      ...(withKeys
        ? { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } } }
        : {}),
    },
    ...(withKeys ? { security: [{ key: [] }] } : {}),
  };
}

const ABOUT = {
  model: { type: 'string' },
  version: { type: 'integer' },
  id: { type: 'string', description: 'of the request' },
};
const TENSOR = {
  type: 'object',
  required: ['name', 'shape', 'datatype', 'data'],
  properties: {
    name: { type: 'string' },
    shape: { type: 'array', items: { type: 'integer' } },
    datatype: { type: 'string' },
    parameters: ANY,
    data: { type: 'array' },
  },
};
const INFERENCE_REQUEST = {
  type: 'object',
  required: ['inputs'],
  properties: {
    id: { type: 'string' },
    parameters: ANY,
    inputs: { type: 'array', items: TENSOR },
    outputs: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
  },
};
const INFERENCE = {
  type: 'object',
  properties: {
    model_name: { type: 'string' },
    model_version: { type: 'string' },
    id: { type: 'string' },
    outputs: { type: 'array', items: TENSOR },
  },
};
const VALIDATION_ERROR = {
  type: 'object',
  properties: {
    detail: {
      type: 'array',
      items: {
        type: 'object',
        required: ['loc', 'msg', 'type'],
        properties: {
          loc: { type: 'array', items: { type: ['string', 'integer'] } },
          msg: { type: 'string' },
          type: { type: 'string' },
          input: {},
        },
      },
    },
  },
};

function body(schema: object, extra: object): object {
  return { required: true, content: json(schema, extra) };
}

function answers(schema: object): Readonly<Record<string, object>> {
  return { 200: { description: 'The answer', content: json(schema) } };
}

function refusals(): { readonly responses: Readonly<Record<string, object>> } {
  return {
    responses: {
      413: { description: 'Too much at once' },
      415: { description: 'The body is not called application/json' },
      422: {
        description: 'Everything that is wrong with the body, at once',
        content: json(ref('HTTPValidationError')),
      },
      503: { description: 'Too many requests at once; Retry-After says when to try again' },
    },
  };
}

function operation(tag: string, summary: string, schema: object = ANY, result = schema): object {
  return { tags: [tag], summary, responses: answers(result) };
}

function predictionOf(output: OutputDescription): Readonly<Record<string, object>> {
  const about = output.description === undefined ? {} : { description: output.description };
  if (output.kind === 'regression') {
    const unit = output.unit === undefined ? about : { description: `in ${output.unit}` };
    return {
      prediction: { type: 'number', title: output.name, ...unit },
      probabilities: { type: 'null' },
    };
  }
  return {
    prediction: { enum: output.classes, title: output.name, ...about },
    probabilities: {
      type: ['object', 'null'],
      additionalProperties: { type: 'number', minimum: 0, maximum: 1 },
    },
  };
}
