import { toJsonSchema } from '../data/index.js';
import { inferencePaths, inferenceSchemas } from './openApiInference.js';
import { answers, operation, ref, refusalSchemas } from './openApiParts.js';
import { predictPaths, predictSchemas } from './openApiPredict.js';
import { rowPaths, rowSchemas } from './openApiRows.js';
import type { ServedModel } from './servedModel.js';

/** What the description says beside the model. */
export interface ApiFacts {
  /** Whether requests name a key. */
  readonly withKeys: boolean;
  /** Rows that a request may have. */
  readonly mostRows: number;
}

/**
 * The API's description, OpenAPI 3.1, made of the model's own schema, so that it changes with the
 * version that answers; its examples come from the training data's profile.
 */
export function openApiDocument(model: ServedModel, { withKeys, mostRows }: ApiFacts): object {
  const { name, version, bundle, examples } = model;
  const { $schema: _, ...record } = toJsonSchema(bundle.input);
  const [example] = Object.values(examples);
  return {
    openapi: '3.1.0',
    info: {
      title: name,
      version: String(version),
      description: bundle.notes || `The model ${name}, served by mle-kit.`,
    },
    paths: {
      ...predictPaths(model),
      ...inferencePaths(model),
      ...rowPaths(model),
      '/metrics': {
        get: operation('health', 'Measurements, for Prometheus', {
          responses: answers({ type: 'string' }, 'text/plain'),
        }),
      },
    },
    components: {
      schemas: {
        Record: { title: 'Record', ...record, ...(example === undefined ? {} : { example }) },
        Records: { type: 'array', minItems: 1, maxItems: mostRows, items: ref('Record') },
        ...predictSchemas(bundle.output),
        ...inferenceSchemas(),
        ...rowSchemas(),
        ...refusalSchemas(),
      },
      ...(withKeys
        ? { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } } }
        : {}),
    },
    ...(withKeys ? { security: [{ key: [] }] } : {}),
  };
}
