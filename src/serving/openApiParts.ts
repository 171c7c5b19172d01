import type { Dialect } from './dialects.js';

type Part = Readonly<Record<string, unknown>>;

/** A schema among the document's components. */
export function ref(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** A body that must be there, with an example or several. */
export function body(schema: object, examples: object = {}): Part {
  return { required: true, content: { 'application/json': { schema, ...examples } } };
}

/** The answer where all goes well. */
export function answers(schema: object, type = 'application/json'): Readonly<Record<string, Part>> {
  return { 200: { description: 'The answer', content: { [type]: { schema } } } };
}

/** A method of an address: under which heading, what it does, and the rest. */
export function operation(tag: string, summary: string, rest: Part): Part {
  return { tags: [tag], summary, ...rest };
}

/** What is said to a request with a body that cannot be answered, in the manner of its dialect. */
export function refusals(dialect: Dialect): Readonly<Record<string, Part>> {
  const content = { 'application/json': { schema: ref(SCHEMA_OF[dialect]) } };
  const wrong = 'Everything that is wrong with the body, at once';
  return {
    [dialect === 'fastapi' ? 422 : 400]: { description: wrong, content },
    413: { description: 'Too much at once', content },
    415: { description: 'The body is not called application/json', content },
    503: { description: 'Too many requests at once; Retry-After says when to try again' },
    504: { description: 'The model has not answered in time', content },
  };
}

/** The forms of refusals. */
export function refusalSchemas(): Part {
  return {
    HTTPValidationError: VALIDATION_ERROR,
    Error: object({ error: { type: 'string' } }),
    MlflowError: object({ error_code: { type: 'string' }, message: { type: 'string' } }),
  };
}

/** An object that has these fields, all of them unless it is told which, and may have others. */
export function object(properties: Part, required = Object.keys(properties)): Part {
  return { type: 'object', required, properties };
}

const SCHEMA_OF: Readonly<Record<Dialect, string>> = {
  fastapi: 'HTTPValidationError',
  inferenceProtocol: 'Error',
  tensorFlowServing: 'Error',
  mlflow: 'MlflowError',
};

const VALIDATION_ERROR = object({
  detail: {
    oneOf: [
      { type: 'string' },
      {
        type: 'array',
        items: object(
          {
            loc: { type: 'array', items: { type: ['string', 'integer'] } },
            msg: { type: 'string' },
            type: { type: 'string' },
            input: {},
          },
          ['loc', 'msg', 'type'],
        ),
      },
    ],
  },
});
