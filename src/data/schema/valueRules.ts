import { isoDate, isoDateEnd } from './isoDate.js';
import type { SchemaColumn } from './schema.js';

/** The rules that one value alone can break. */
export type ValueRuleName = 'finite' | 'integer' | 'range' | 'allowed' | 'pattern';

/** One rule for the values of a column; dates are milliseconds since 1970. */
export interface ValueRule {
  readonly rule: ValueRuleName;
  holds(value: number | string | boolean): boolean;
  /** What a value is that breaks it: "out of range". */
  readonly wrong: string;
  /** What a value must do: "lie from 0 to 100 mm". */
  readonly needed: string;
}

/** Most allowed values that a message lists. */
const MOST_LISTED = 10;

/** The rules for single values that a column has, ready to run. */
export function valueRules(column: SchemaColumn): ValueRule[] {
  const rules: ValueRule[] = [];
  if (column.kind === 'number') {
    const finite = (value: unknown): boolean => Number.isFinite(value);
    rules.push({ rule: 'finite', holds: finite, wrong: 'infinite', needed: 'be a finite number' });
    if (column.integer) {
      // What is not finite has broken its own rule already.
      const holds = (value: unknown): boolean => Number.isInteger(value) || !finite(value);
      rules.push({ rule: 'integer', holds, wrong: 'not whole', needed: 'be a whole number' });
    }
    const [low, high] = column.range ?? [null, null];
    rules.push(...rangeRules(low, high, [low, high], column.unit));
  }
  if (column.kind === 'date' && column.range) {
    const [from, to] = column.range;
    const low = from === null ? null : isoDate(from)!;
    const high = to === null ? null : isoDateEnd(to)!;
    rules.push(...rangeRules(low, high, [from, to]));
  }
  if ((column.kind === 'number' || column.kind === 'string') && column.allowed) {
    rules.push(allowedRule(column.allowed));
  }
  if (column.kind === 'string' && column.pattern !== undefined) {
    const pattern = wholePattern(column.pattern);
    rules.push({
      rule: 'pattern',
      holds: (value) => pattern.test(String(value)),
      wrong: 'of another form',
      needed: `match /${column.pattern}/ as a whole`,
    });
  }
  return rules;
}

/** The expression that holds only where the whole text matches. @throws SyntaxError */
export function wholePattern(source: string): RegExp {
  return new RegExp(`^(?:${source})$`, 'u');
}

function rangeRules(
  low: number | null,
  high: number | null,
  [from, to]: readonly [unknown, unknown],
  unit?: string,
): ValueRule[] {
  if (low === null && high === null) return [];
  const [atLeast, atMost] = [low ?? -Infinity, high ?? Infinity];
  const words =
    low === null
      ? `be at most ${to}`
      : high === null
        ? `be at least ${from}`
        : `lie from ${from} to ${to}`;
  return [
    {
      rule: 'range',
      holds: (value) =>
        ((value as number) >= atLeast && (value as number) <= atMost) ||
        !Number.isFinite(value as number),
      wrong: 'out of range',
      needed: unit === undefined ? words : `${words} ${unit}`,
    },
  ];
}

function allowedRule(allowed: readonly (number | string)[]): ValueRule {
  const set: ReadonlySet<unknown> = new Set(allowed);
  const listed = allowed.slice(0, MOST_LISTED).map((value) => JSON.stringify(value));
  const rest = allowed.length - listed.length;
  return {
    rule: 'allowed',
    holds: (value) => set.has(value) || value === Infinity || value === -Infinity,
    wrong: 'not allowed',
    needed: `be one of ${listed.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
  };
}
