import {
  assertKnownOptions,
  assertOneOf,
  describeKnown,
  MlError,
  Table,
} from '../../core/index.js';
import { checkColumn, checkForeignKey } from './checkColumn.js';
import type { SchemaFailure } from './failure.js';
import type { ForeignKey, Schema } from './schema.js';

/** What `validate` needs beside the table. */
export interface ValidateOptions {
  /**
   * The tables that foreign keys point into, by name: `{ airports }`. Needed when the schema has
   * foreign keys; `'unchecked'` says that they are left out on purpose.
   */
  readonly references?: Readonly<Record<string, Table>> | 'unchecked';
  /** Whether a column that the schema does not know is a failure. Default `'refuse'`. */
  readonly unknownColumns?: 'refuse' | 'allow';
}

/** Names are suggested for so many unknown columns; comparing thousands with thousands is slow. */
const MOST_SUGGESTED = 20;

/**
 * Everything in which a table breaks its schema, at once.
 *
 * One failure per column and rule, with the number of values that break it, the first 20 rows and
 * a few of the values; columns in the schema's order, then unknown ones. In whatever order the
 * rows come, the same rules fail with the same counts and words. A column of the wrong kind is not
 * looked at further.
 *
 * @returns the failures; none when the table is what the schema says.
 * @throws MlError INVALID_ARGUMENT when the schema has foreign keys and a reference is missing;
 *   UNKNOWN_COLUMN | WRONG_KIND when a reference cannot be one.
 *
 * Cost: O(cells), and O(distinct values) memory for unique columns and foreign keys.
 *
 * @example
 * const schema = defineSchema({ mass: { kind: 'number', range: [0, 10] } });
 * validate(Table.from({ mass: [4, 12, NaN] }), schema).map(({ rule, rows }) => [rule, rows]); // [ [ 'nullable', [ 2 ] ], [ 'range', [ 1 ] ] ]
 */
export function validate(
  table: Table,
  schema: Schema,
  options: ValidateOptions = {},
): SchemaFailure[] {
  assertKnownOptions('validate', options, ['references', 'unknownColumns']);
  const { references = {}, unknownColumns = 'refuse' } = options;
  assertOneOf('validate', 'unknownColumns', unknownColumns, ['refuse', 'allow']);
  const failures: SchemaFailure[] = [];
  const known = new Set<string>();
  const foreignKeys = byColumn(schema.foreignKeys);
  for (const rules of schema.columns) {
    known.add(rules.name);
    if (!table.has(rules.name)) {
      failures.push(missingColumn(rules.name, table.rowCount));
      continue;
    }
    const column = table.column(rules.name);
    failures.push(...checkColumn(column, rules));
    if (references === 'unchecked') continue;
    for (const foreign of foreignKeys.get(rules.name) ?? []) {
      const reference = referenced(foreign, references);
      if (column.kind !== rules.kind) continue;
      if (reference.kind !== column.kind)
        throw wrongReference(foreign, reference.kind, column.kind);
      failures.push(...checkForeignKey(column, reference, foreign.table));
    }
  }
  if (unknownColumns === 'allow') return failures;
  const strange = table.columnNames.filter((name) => !known.has(name));
  const names = [...known];
  strange.forEach((column, i) => {
    const hint = i < MOST_SUGGESTED ? ` ${describeKnown('Column', column, names)}` : '';
    failures.push({
      column,
      rule: 'unknownColumn',
      message: `The schema has no such column.${hint}`,
      rows: [],
      count: table.rowCount,
      samples: [],
    });
  });
  return failures;
}

function missingColumn(column: string, count: number): SchemaFailure {
  const message = 'The table has no such column.';
  return { column, rule: 'missingColumn', message, rows: [], count, samples: [] };
}

function byColumn(foreignKeys: readonly ForeignKey[]): ReadonlyMap<string, ForeignKey[]> {
  const map = new Map<string, ForeignKey[]>();
  for (const foreign of foreignKeys) {
    const list = map.get(foreign.column);
    if (list) list.push(foreign);
    else map.set(foreign.column, [foreign]);
  }
  return map;
}

function referenced({ column, table, key }: ForeignKey, tables: Readonly<Record<string, Table>>) {
  const reference = Object.hasOwn(tables, table) ? tables[table] : undefined;
  if (reference instanceof Table) return reference.column(key);
  throw new MlError(
    'INVALID_ARGUMENT',
    `validate: column ${JSON.stringify(column)} refers to the table ${JSON.stringify(table)}, ` +
      `which was not given. Call validate(table, schema, { references: { ${table}: … } }), ` +
      "or say references: 'unchecked'.",
  );
}

function wrongReference({ column, table, key }: ForeignKey, got: string, needed: string): MlError {
  return new MlError(
    'WRONG_KIND',
    `validate: column ${JSON.stringify(column)} is of kind ${needed}, but column ` +
      `${JSON.stringify(key)} of ${JSON.stringify(table)}, to which it refers, is of kind ${got}.`,
  );
}
