import { assertInteger, assertKnownOptions, type Column, type Table } from '../../core/index.js';
import { defineSchema } from './defineSchema.js';
import { isoDate, isoDateEnd } from './isoDate.js';
import { isoText } from './plainValue.js';
import type { ColumnRules, Schema } from './schema.js';

/** What `inferSchema` may conclude. */
export interface InferOptions {
  /** Whether the lowest and highest value seen become the range. Default true. */
  readonly ranges?: boolean;
  /** Up to so many different texts become the allowed ones, if each comes twice on average. Default 20. */
  readonly maxAllowed?: number;
}

/**
 * A first draft of a schema from a table: what holds in these rows, to be read and corrected by
 * someone who knows what the columns mean.
 *
 * Kinds as they are; nullable where a value is missing; whole numbers where all are; the range
 * that was seen; the texts that were seen where they are few and repeat; unique where twenty texts
 * or more are all different. Infinities are in no range, since no schema allows them.
 *
 * @returns a schema that the table itself fulfils, if none of its numbers is infinite.
 *
 * Cost: O(cells).
 *
 * @example inferSchema(Table.from({ legs: [2, 4, NaN] })).columns[0]; // { name: 'legs', kind: 'number', nullable: true, range: [ 2, 4 ], integer: true }
 */
export function inferSchema(table: Table, options: InferOptions = {}): Schema {
  assertKnownOptions('inferSchema', options, ['ranges', 'maxAllowed']);
  const { ranges = true, maxAllowed = 20 } = options;
  assertInteger('inferSchema', 'maxAllowed', maxAllowed, 0);
  return defineSchema(
    table.columns.map((column) => [column.name, inferRules(column, ranges, maxAllowed)] as const),
  );
}

function inferRules(column: Column, ranges: boolean, maxAllowed: number): ColumnRules {
  const nullable = hasMissing(column);
  if (column.kind === 'boolean') return { kind: 'boolean', nullable };
  if (column.kind === 'string') return inferTexts(column.values, nullable, maxAllowed);
  const { low, high, integer } = extent(column.values);
  const isKnown = ranges && low <= high;
  if (column.kind === 'number') {
    return { kind: 'number', nullable, ...(isKnown ? { range: [low, high] } : {}), integer };
  }
  const from = isKnown ? readable(low, isoDate) : null;
  const to = isKnown ? readable(high, isoDateEnd) : null;
  const isBounded = from !== null || to !== null;
  return { kind: 'date', nullable, ...(isBounded ? { range: [from, to] } : {}) };
}

function inferTexts(
  values: readonly (string | null)[],
  nullable: boolean,
  maxAllowed: number,
): ColumnRules {
  const seen = new Set(values);
  seen.delete(null);
  const allowed = [...seen].sort() as string[];
  if (seen.size > 0 && seen.size <= maxAllowed && 2 * seen.size <= values.length) {
    return { kind: 'string', nullable, allowed };
  }
  return { kind: 'string', nullable, unique: seen.size >= 20 && seen.size === values.length };
}

/** The lowest and highest finite value, and whether all values are whole; low > high for none. */
function extent(values: ArrayLike<number>) {
  let low = Infinity;
  let high = -Infinity;
  let integer = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    if (!Number.isInteger(value)) integer = false;
  }
  return { low, high, integer: integer && low <= high };
}

/** The ISO text of a bound; null for years that the four digits of ISO dates do not reach. */
function readable(ms: number, parse: (text: string) => number | undefined): string | null {
  const text = isoText(ms);
  return parse(text) === undefined ? null : text;
}

function hasMissing({ values }: Column): boolean {
  for (let i = 0; i < values.length; i++) {
    if (values[i] === null || Number.isNaN(values[i])) return true;
  }
  return false;
}
