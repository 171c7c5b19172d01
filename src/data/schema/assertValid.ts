import { MlError, type Table } from '../../core/index.js';
import { describeFailures } from './describeFailures.js';
import type { Schema } from './schema.js';
import { type ValidateOptions, validate } from './validate.js';

/**
 * Throws unless the table is what the schema says: the guard at a pipeline's door.
 *
 * @throws MlError SCHEMA_VIOLATION, whose message lists every failure; and what `validate` throws.
 *
 * @example assertValid(Table.from({ a: [1] }), defineSchema({ a: { kind: 'number' } })); // undefined
 */
export function assertValid(table: Table, schema: Schema, options: ValidateOptions = {}): void {
  const failures = validate(table, schema, options);
  if (failures.length === 0) return;
  throw new MlError(
    'SCHEMA_VIOLATION',
    `assertValid: the table is not what its schema says. ${describeFailures(failures)}`,
  );
}
