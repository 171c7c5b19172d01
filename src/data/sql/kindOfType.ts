import { type ColumnKind, MlError } from '../../core/index.js';

/**
 * The kind of column that a DuckDB type becomes: every number a double, every day and time stamp
 * a date, enumerations and UUIDs texts. Undefined for what has no place in a `Table`.
 */
export function kindOfType(type: string): ColumnKind | undefined {
  if (/[\])]$/.test(type) && !/^(DECIMAL|ENUM)/.test(type)) return undefined;
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL|BIGNUM|"?NULL)/.test(type)) {
    return 'number';
  }
  if (/^(DATE|TIMESTAMP)/.test(type)) return 'date';
  if (/^(VARCHAR|ENUM|UUID)/.test(type)) return 'string';
  return type === 'BOOLEAN' ? 'boolean' : undefined;
}

/** @throws MlError UNSUPPORTED for a type that no kind of column can hold. */
export function knownKindOfType(where: string, name: string, type: string): ColumnKind {
  const kind = kindOfType(type);
  if (kind !== undefined) return kind;
  const shown = JSON.stringify(name);
  throw new MlError(
    'UNSUPPORTED',
    `${where}: column ${shown} is of type ${type}, and a table holds numbers, texts, booleans and ` +
      'dates. Leave it out, take its parts, or make it a text: CAST(… AS VARCHAR).',
  );
}
