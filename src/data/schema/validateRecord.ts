import { describeKnown } from '../../core/index.js';
import type { SchemaFailure, SchemaRule } from './failure.js';
import { isoDate } from './isoDate.js';
import { plainValue, shorten, showPlain } from './plainValue.js';
import type { Schema, SchemaColumn } from './schema.js';
import { valueRules } from './valueRules.js';

/** So many unknown keys are named one by one; a hostile record may have a million. */
const MOST_UNKNOWN = 20;

/**
 * Everything in which one plain record breaks a schema, at once: what serving asks of a request.
 *
 * Nothing is converted. `null`, `true` and `"1"` are never numbers; NaN and infinities are
 * refused by name, and so are keys that the schema does not know. A nullable column may be null or
 * left out. A date is an ISO text (as in JSON) or a `Date`. Uniqueness and foreign keys need a
 * table, so they are not looked at here.
 *
 * @param record anything, as it came from `JSON.parse`; only its own keys count.
 * @returns the failures; none when the record is valid. Never throws for any record.
 *
 * Cost: O(columns + keys).
 *
 * @example
 * const schema = defineSchema({ wind: { kind: 'number', unit: 'm/s', range: [0, 90] } });
 * validateRecord({ wind: '3' }, schema)[0].message; // 'The value is "3", a string; a number is needed.'
 */
export function validateRecord(record: unknown, schema: Schema): SchemaFailure[] {
  if (Object.prototype.toString.call(record) !== '[object Object]') {
    const what = showGiven(record);
    return [
      failure(
        '',
        'record',
        `The record is ${what}; an object with one value per column is needed.`,
      ),
    ];
  }
  const given = record as Readonly<Record<string, unknown>>;
  const failures: SchemaFailure[] = [];
  const known = new Set<string>();
  for (const column of schema.columns) {
    known.add(column.name);
    const value = Object.hasOwn(given, column.name) ? given[column.name] : undefined;
    if (value !== undefined && value !== null) failures.push(...checkValue(value, column));
    else if (!column.nullable) {
      failures.push(
        value === null
          ? failure(column.name, 'nullable', `The value is null; ${aKind(column)} is needed.`, null)
          : failure(column.name, 'missingColumn', `There is no value; ${aKind(column)} is needed.`),
      );
    }
  }
  failures.push(...unknownKeys(given, known));
  return failures;
}

function checkValue(value: unknown, column: SchemaColumn): SchemaFailure[] {
  const parsed = readValue(value, column.kind);
  if (parsed === undefined) {
    const message = `The value is ${showGiven(value)}; ${aKind(column)} is needed.`;
    return [failure(column.name, 'kind', message, value)];
  }
  if (Number.isNaN(parsed)) {
    const message = 'The value is NaN, which is no number; it must be a finite number.';
    return [failure(column.name, 'finite', message, 'NaN')];
  }
  return valueRules(column)
    .filter((rule) => !rule.holds(parsed))
    .map(({ rule, wrong, needed }) => {
      const shown = typeof value === 'number' ? String(value) : showPlain(plainValue(value));
      const message = `The value is ${shown}, which is ${wrong}; it must ${needed}.`;
      return failure(column.name, rule, message, value);
    });
}

/** The value as the rules want it; undefined when it is of another kind. */
export function readValue(
  value: unknown,
  kind: SchemaColumn['kind'],
): number | string | boolean | undefined {
  if (kind !== 'date') return typeof value === kind ? (value as number) : undefined;
  const ms =
    value instanceof Date
      ? value.getTime()
      : typeof value === 'string'
        ? isoDate(value)
        : undefined;
  return ms === undefined || Number.isNaN(ms) ? undefined : ms;
}

function unknownKeys(record: object, known: ReadonlySet<string>): SchemaFailure[] {
  const strange = Object.keys(record).filter((key) => !known.has(key));
  const names = [...known];
  const failures = strange.slice(0, MOST_UNKNOWN).map((key) => {
    const name = shorten(key);
    const message = `The schema has no such column. ${describeKnown('Column', name, names)}`;
    return failure(name, 'unknownColumn', message);
  });
  const rest = strange.length - failures.length;
  if (rest > 0) failures.push(failure('', 'record', `The record has ${rest} more unknown keys.`));
  return failures;
}

function failure(
  column: string,
  rule: SchemaRule,
  message: string,
  sample?: unknown,
): SchemaFailure {
  const samples = sample === undefined ? [] : [plainValue(sample)];
  return { column, rule, message, rows: [], count: 1, samples };
}

function aKind({ kind }: SchemaColumn): string {
  return kind === 'date' ? 'a date in ISO form, such as "2015-12-31T08:30Z",' : `a ${kind}`;
}

/** What came, with its type where that is the point: `"3", a string`. */
function showGiven(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : 'a Date';
  if (typeof value === 'number') return `${value}, a number`;
  if (typeof value === 'boolean') return `${value}, a boolean`;
  if (typeof value === 'string') return `${JSON.stringify(shorten(value))}, a string`;
  return String(plainValue(value));
}
