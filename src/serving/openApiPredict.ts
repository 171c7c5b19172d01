import type { OutputDescription } from '../registry/index.js';
import { answers, body, object, operation, ref, refusals } from './openApiParts.js';
import type { ServedModel } from './servedModel.js';

/** `/predict` and `/predict/batch`, in FastAPI's manner. */
export function predictPaths({ bundle, examples }: ServedModel): object {
  const named = Object.fromEntries(
    Object.entries(examples).map(([key, value]) => [key, { summary: key, value }]),
  );
  const { name } = bundle.output;
  return {
    '/predict': {
      post: operation('predict', `Predicts ${name} for one record`, {
        operationId: 'predict',
        requestBody: body(ref('Record'), { examples: named }),
        responses: { ...answers(ref('Prediction')), ...refusals('fastapi') },
      }),
    },
    '/predict/batch': {
      post: operation('predict', `Predicts ${name} for a list of records`, {
        operationId: 'predictBatch',
        requestBody: body(ref('Records'), { example: Object.values(examples) }),
        responses: { ...answers(ref('Predictions')), ...refusals('fastapi') },
      }),
    },
  };
}

/** What they answer. */
export function predictSchemas(output: OutputDescription): Readonly<Record<string, object>> {
  const about = {
    model: { type: 'string' },
    version: { type: 'integer' },
    id: { type: 'string', description: 'of the request' },
  };
  const prediction = predictionOf(output);
  return {
    Prediction: object({ ...prediction, ...about }),
    Predictions: object({ predictions: { type: 'array', items: object(prediction) }, ...about }),
  };
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
