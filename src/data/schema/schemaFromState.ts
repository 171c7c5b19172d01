import { MlError } from '../../core/index.js';
import { defineSchema, type SchemaOptions } from './defineSchema.js';
import type { ColumnRules, Schema } from './schema.js';

/**
 * A schema from what `JSON.parse` gave: checked as if it had just been defined, and frozen.
 *
 * @param state a schema that went through JSON; anything else is refused.
 * @throws MlError UNKNOWN_KIND when it says to be something else; INVALID_STATE when it is damaged.
 *
 * @example schemaFromState(JSON.parse(JSON.stringify(defineSchema({ a: { kind: 'date' } })))).columns.length; // 1
 */
export function schemaFromState(state: unknown): Schema {
  const { kind, columns, ...options } = isRecord(state) ? state : {};
  if (kind !== 'schema') {
    throw new MlError(
      'UNKNOWN_KIND',
      `schemaFromState: the state has the kind ${JSON.stringify(kind)}, and "schema" is needed.`,
    );
  }
  if (!Array.isArray(columns) || columns.some((column) => typeof column?.name !== 'string')) {
    throw damaged('its columns are no list of rules with names');
  }
  const pairs = columns.map(({ name, ...rules }): [string, ColumnRules] => [name, rules]);
  try {
    return defineSchema(pairs, options as SchemaOptions);
  } catch (cause) {
    throw cause instanceof MlError ? damaged(cause.message, cause) : cause;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function damaged(what: string, cause?: MlError): MlError {
  return new MlError(
    'INVALID_STATE',
    `schemaFromState: the stored schema is damaged: ${what}. Store it again from its definition.`,
    cause === undefined ? {} : { cause },
  );
}
