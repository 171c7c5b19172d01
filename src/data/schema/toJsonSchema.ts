import type { Schema, SchemaColumn } from './schema.js';

/** A JSON Schema (draft 2020-12) of one record. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * One record of a schema as JSON Schema, for an API's description: the same kinds, ranges, allowed
 * values and forms, with unknown keys refused.
 *
 * Dates are texts in ISO form, whose range stands in the description only, as JSON Schema cannot
 * say it; uniqueness and foreign keys concern tables and are left out. `validateRecord` stays the
 * judge: a validator that coerces types would let `null` through as 0.
 *
 * @example toJsonSchema(defineSchema({ wind: { kind: 'number', range: [0, null] } })).properties; // { wind: { type: 'number', minimum: 0 } }
 */
export function toJsonSchema(schema: Schema): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    // From pairs, so that a column called __proto__ stays a property of its own.
    properties: Object.fromEntries(
      schema.columns.map((column) => [column.name, propertyOf(column)] as const),
    ),
    required: schema.columns.filter(({ nullable }) => !nullable).map(({ name }) => name),
    additionalProperties: false,
  };
}

function propertyOf(column: SchemaColumn): JsonSchema {
  const type =
    column.kind === 'date'
      ? 'string'
      : column.kind === 'number' && column.integer
        ? 'integer'
        : column.kind;
  const description = describe(column);
  return {
    type: column.nullable ? [type, 'null'] : type,
    ...(description === '' ? {} : { description }),
    ...constraints(column),
  };
}

function constraints(column: SchemaColumn): JsonSchema {
  if (column.kind === 'number') {
    const [low, high] = column.range ?? [null, null];
    return {
      ...(low === null ? {} : { minimum: low }),
      ...(high === null ? {} : { maximum: high }),
      ...allowedOf(column),
    };
  }
  if (column.kind !== 'string') return {};
  return {
    ...allowedOf(column),
    ...(column.pattern === undefined ? {} : { pattern: `^(?:${column.pattern})$` }),
  };
}

function allowedOf(column: Extract<SchemaColumn, { kind: 'number' | 'string' }>): JsonSchema {
  if (column.allowed === undefined) return {};
  return { enum: column.nullable ? [...column.allowed, null] : column.allowed };
}

function describe(column: SchemaColumn): string {
  const parts = column.description === undefined ? [] : [column.description];
  if (column.kind === 'number' && column.unit !== undefined) parts.push(`in ${column.unit}`);
  if (column.kind === 'date') {
    parts.push('ISO 8601');
    const [from, to] = column.range ?? [null, null];
    if (from !== null) parts.push(`from ${from}`);
    if (to !== null) parts.push(`to ${to}`);
  }
  return parts.join(', ');
}
