import type { Column } from '../../core/index.js';
import { FailureTally, type SchemaFailure } from './failure.js';
import type { SchemaColumn } from './schema.js';
import { valueRules } from './valueRules.js';

/** Every rule that a table's column breaks, in the order kind, nullable, single values, unique. */
export function checkColumn(column: Column, rules: SchemaColumn): SchemaFailure[] {
  const { name, kind, values } = column;
  if (kind !== rules.kind) return [wrongKind(column, rules)];
  const isDate = kind === 'date';
  const single = valueRules(rules).map((rule) => ({ rule, tally: new FailureTally() }));
  const missing = new FailureTally();
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === null || Number.isNaN(value)) missing.add(row);
    else {
      for (const { rule, tally } of single) if (!rule.holds(value)) tally.add(row, value);
    }
  }
  const failures: SchemaFailure[] = [];
  if (!rules.nullable && missing.count > 0) {
    const message = `${ofRows(missing.count, values.length)} missing; each row must have a value.`;
    failures.push(missing.toFailure(name, 'nullable', message));
  }
  for (const { rule, tally } of single) {
    if (tally.count === 0) continue;
    const message = `${ofRows(tally.count, values.length)} ${rule.wrong}; each must ${rule.needed}.`;
    failures.push(tally.toFailure(name, rule.rule, message, isDate));
  }
  const repeated = rules.unique ? repetitions(values) : undefined;
  if (repeated && repeated.tally.count > 0) {
    const { tally, distinct } = repeated;
    const message =
      `${ofRows(tally.count, values.length)} not unique: ` +
      `${distinct} ${distinct === 1 ? 'value comes' : 'values come'} more than once.`;
    failures.push(tally.toFailure(name, 'unique', message, isDate));
  }
  return failures;
}

/** Every missing value aside: which values are not in the set of known ones. */
export function checkForeignKey(column: Column, known: Column, table: string): SchemaFailure[] {
  const tally = new FailureTally();
  const set: ReadonlySet<unknown> = new Set(known.values as ArrayLike<unknown> as unknown[]);
  for (let row = 0; row < column.values.length; row++) {
    const value = column.values[row]!;
    if (value !== null && !Number.isNaN(value) && !set.has(value)) tally.add(row, value);
  }
  if (tally.count === 0) return [];
  const message =
    `${ofRows(tally.count, column.values.length)} unknown to ${table}; ` +
    `each must be found in its column ${JSON.stringify(known.name)}.`;
  return [tally.toFailure(column.name, 'foreignKey', message, column.kind === 'date')];
}

/** "1 of 344 values is", "3 of 344 values are". */
function ofRows(count: number, all: number): string {
  return `${count} of ${all} ${all === 1 ? 'value' : 'values'} ${count === 1 ? 'is' : 'are'}`;
}

function wrongKind({ name, kind, values }: Column, rules: SchemaColumn): SchemaFailure {
  let present = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== null && !Number.isNaN(values[i])) present++;
  }
  const reason =
    present === 0
      ? 'No value is there that could tell the kind: say it when reading.'
      : 'Say the kind when reading, or coerce the column.';
  return {
    column: name,
    rule: 'kind',
    message: `The column is of kind ${kind}, and ${rules.kind} is needed. ${reason}`,
    rows: [],
    count: values.length,
    samples: [],
  };
}

/** All rows whose value another row has too, the first included: so that order does not matter. */
function repetitions(values: Column['values']): { tally: FailureTally; distinct: number } {
  const counts = new Map<unknown, number>();
  for (let row = 0; row < values.length; row++) {
    counts.set(values[row], (counts.get(values[row]) ?? 0) + 1);
  }
  const tally = new FailureTally();
  let distinct = 0;
  for (const [value, count] of counts) if (count > 1 && isPresent(value)) distinct++;
  if (distinct === 0) return { tally, distinct };
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (isPresent(value) && counts.get(value)! > 1) tally.add(row, value);
  }
  return { tally, distinct };
}

function isPresent(value: unknown): boolean {
  return value !== null && !Number.isNaN(value);
}
