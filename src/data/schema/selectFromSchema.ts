import { describeKnown, MlError } from '../../core/index.js';
import type { Schema } from './schema.js';

/**
 * The schema of some columns only, in this order: what a model is given is less than what the
 * table held, above all the target is not among it.
 *
 * @param names columns of the schema, each once; foreign keys of others are left out.
 * @throws MlError UNKNOWN_COLUMN | DUPLICATE_NAME
 *
 * @example
 * const flights = defineSchema({ origin: { kind: 'string' }, delay: { kind: 'number' } });
 * selectFromSchema(flights, ['origin']).columns.map((column) => column.name); // [ 'origin' ]
 */
export function selectFromSchema(schema: Schema, names: readonly string[]): Schema {
  const byName = new Map(schema.columns.map((column) => [column.name, column]));
  const chosen = new Set(names);
  if (chosen.size < names.length) {
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    throw new MlError(
      'DUPLICATE_NAME',
      `selectFromSchema: column ${JSON.stringify(twice)} is asked for twice.`,
    );
  }
  const columns = names.map((name) => {
    const column = byName.get(name);
    if (column === undefined) {
      throw new MlError(
        'UNKNOWN_COLUMN',
        `selectFromSchema: there is no column ${JSON.stringify(name)}. ` +
          describeKnown('Column', String(name), [...byName.keys()]),
      );
    }
    return column;
  });
  const foreignKeys = schema.foreignKeys.filter(({ column }) => chosen.has(column));
  return Object.freeze({
    kind: 'schema',
    columns: Object.freeze(columns),
    moments: schema.moments,
    foreignKeys: Object.freeze(foreignKeys),
  });
}
