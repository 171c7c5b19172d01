import { type ColumnKind, MlError, Table } from '../core/index.js';
import { describeFailures, type Schema, validateRecord } from '../data/index.js';

/** Rules about values, which are checked where data comes in, and not here. */
const VALUE_RULES = ['finite', 'integer', 'range', 'allowed', 'pattern'];

/**
 * Records as one table with the schema's columns and kinds, even where a column has no value.
 *
 * @throws MlError WRONG_COLUMNS, naming the first record that lacks a column, has an unknown one,
 *   or has a value of another kind.
 */
export function recordsToTable(
  where: string,
  records: readonly Readonly<Record<string, unknown>>[],
  schema: Schema,
): Table {
  const values = schema.columns.map(({ kind }) =>
    kind === 'number' ? new Float64Array(records.length) : new Array<unknown>(records.length),
  );
  const width = schema.columns.length;
  for (let row = 0; row < records.length; row++) {
    const record = records[row]!;
    if (!fits(record, schema, width)) throw refusal(where, record, row, schema);
    for (let j = 0; j < width; j++) {
      const column = values[j]!;
      const { name } = schema.columns[j]!;
      // A column called `constructor` that is left out would be read from every object's prototype.
      const value = Object.hasOwn(record, name) ? (record[name] ?? null) : null;
      if (column instanceof Float64Array)
        column[row] = value === null ? Number.NaN : (value as number);
      else column[row] = value;
    }
  }
  return Table.from(
    schema.columns.map(
      ({ name, kind }, j) =>
        [name, { kind: kind as ColumnKind, values: values[j] as null[] }] as const,
    ),
  );
}

/** The quick look: the words are found only where it says no. */
function fits(record: unknown, { columns }: Schema, width: number): boolean {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return false;
  const given = record as Readonly<Record<string, unknown>>;
  let seen = 0;
  for (let j = 0; j < width; j++) {
    const { name, kind, nullable } = columns[j]!;
    const here = Object.hasOwn(given, name);
    if (here) seen++;
    const value = here ? given[name] : undefined;
    if (value === null || value === undefined) {
      if (!nullable && value === undefined) return false;
    } else if (typeof value !== kind) return false;
  }
  return Object.keys(given).length === seen;
}

function refusal(where: string, record: unknown, row: number, schema: Schema): MlError {
  const failures = validateRecord(record, schema).filter(({ rule }) => !VALUE_RULES.includes(rule));
  return new MlError('WRONG_COLUMNS', `${where}: record ${row}: ${describeFailures(failures)}`, {
    cause: failures,
  });
}
