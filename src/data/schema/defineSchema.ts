import { MlError } from '../../core/index.js';
import { columnFaults, RULES_OF_KIND } from './columnFaults.js';
import type { ColumnRules, ForeignKey, Schema, SchemaColumn } from './schema.js';

/** The columns of a schema: a record, or pairs where a name is `__proto__` or a number. */
export type SchemaColumns =
  | Readonly<Record<string, ColumnRules>>
  | Iterable<readonly [string, ColumnRules]>;

/** What a schema says beyond its columns. */
export interface SchemaOptions {
  /** The moments at which values become known, in order: `['at departure', 'after landing']`. */
  readonly moments?: readonly string[];
  /** Columns whose values must be found in another table. */
  readonly foreignKeys?: readonly ForeignKey[];
}

/**
 * A schema: what a table must be, said once, then checked wherever data comes in.
 *
 * For each column its kind, unit, range, allowed values, form, whether it may be missing and from
 * which moment on it is known. The result is frozen and plain JSON, so that a bundle carries it
 * and an API is made from it; after `JSON.parse`, `schemaFromState` makes it a schema again.
 *
 * @param columns the rules by column name, in order.
 * @param options `moments` in order of time, and `foreignKeys`.
 * @returns the schema; infinite ends of a range have become null, as JSON has no infinity.
 * @throws MlError INVALID_ARGUMENT, naming every fault at once: a rule that does not exist or does
 *   not fit the kind, a range without a value, an allowed value that another rule forbids, a
 *   moment or a column that was not defined. DUPLICATE_NAME when a column comes twice.
 *
 * @example defineSchema({ mass: { kind: 'number', unit: 'g', range: [0, null] } }).columns[0].nullable; // false
 */
export function defineSchema(columns: SchemaColumns, options: SchemaOptions = {}): Schema {
  const pairs = Symbol.iterator in columns ? [...columns] : Object.entries(columns);
  const names = new Set<string>();
  for (const [name] of pairs) {
    if (!names.has(name)) names.add(name);
    else {
      throw new MlError(
        'DUPLICATE_NAME',
        `defineSchema: column ${JSON.stringify(name)} comes twice, and one set of rules is needed.`,
      );
    }
  }
  const faults: string[] = [];
  const plain: SchemaColumn[] = [];
  for (const [name, rules] of pairs) {
    const bounded = withoutInfinities(rules);
    const found = columnFaults(bounded);
    faults.push(...found.map((fault) => `column ${JSON.stringify(name)} ${fault}`));
    if (found.length === 0) plain.push(plainColumn(name, bounded));
  }
  for (const key of Object.keys(options)) {
    if (key !== 'moments' && key !== 'foreignKeys') faults.push(`there is no option "${key}"`);
  }
  const { moments = [], foreignKeys = [] } = options;
  faults.push(...momentFaults(moments, plain), ...foreignKeyFaults(foreignKeys, names));
  if (faults.length > 0) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `defineSchema: ${faults.slice(0, 20).join('; ')}` +
        `${faults.length > 20 ? `; and ${faults.length - 20} more faults` : ''}.`,
    );
  }
  return Object.freeze({
    kind: 'schema',
    columns: Object.freeze(plain),
    moments: Object.freeze([...moments]),
    foreignKeys: Object.freeze(
      foreignKeys.map(({ column, table, key }) => Object.freeze({ column, table, key })),
    ),
  });
}

/** The same rules with null for the infinite ends of a range. */
function withoutInfinities(rules: ColumnRules): ColumnRules {
  if (rules?.kind !== 'number' || !Array.isArray(rules.range) || rules.range.length !== 2) {
    return rules;
  }
  const [low, high] = rules.range;
  if (low === -Infinity && high === Infinity) {
    const { range: _, ...others } = rules;
    return others;
  }
  return { ...rules, range: [boundOf(low, -Infinity), boundOf(high, Infinity)] };
}

/** The end of a range; −0 becomes 0, as it does in JSON. */
function boundOf(value: number | null, none: number): number | null {
  if (value === none) return null;
  return typeof value === 'number' ? value + 0 : value;
}

/** Only what a column of its kind may say, in a settled order, without what is the default. */
function plainColumn(name: string, rules: ColumnRules): SchemaColumn {
  const given = rules as unknown as Record<string, unknown>;
  const column: Record<string, unknown> = {
    name,
    kind: rules.kind,
    nullable: rules.nullable ?? false,
  };
  for (const rule of RULES_OF_KIND[rules.kind]) {
    const value = given[rule];
    if (rule in column || value === undefined || value === false) continue;
    column[rule] = Array.isArray(value) ? Object.freeze([...value]) : value;
  }
  return Object.freeze(column) as unknown as SchemaColumn;
}

function momentFaults(moments: unknown, columns: readonly SchemaColumn[]): string[] {
  if (!Array.isArray(moments) || moments.some((m) => typeof m !== 'string' || m === '')) {
    return ['moments must be a list of texts, in order of time'];
  }
  const faults = moments
    .filter((moment, i) => moments.indexOf(moment) !== i)
    .map((moment) => `the moment ${JSON.stringify(moment)} comes twice`);
  for (const { name, knownAt } of columns) {
    if (knownAt === undefined || moments.includes(knownAt)) continue;
    const known = moments.map((moment) => JSON.stringify(moment)).join(', ') || 'none';
    faults.push(
      `column ${JSON.stringify(name)} is known at ${JSON.stringify(knownAt)}, ` +
        `which is none of the moments (${known})`,
    );
  }
  return faults;
}

function foreignKeyFaults(foreignKeys: unknown, names: ReadonlySet<string>): string[] {
  if (!Array.isArray(foreignKeys)) return ['foreignKeys must be a list of { column, table, key }'];
  return foreignKeys.flatMap((foreign: Partial<ForeignKey> | null) => {
    const texts = [foreign?.column, foreign?.table, foreign?.key];
    if (texts.some((text) => typeof text !== 'string')) {
      return ['a foreign key must be { column, table, key }, three texts'];
    }
    const column = foreign!.column!;
    return names.has(column)
      ? []
      : [`a foreign key is about column ${JSON.stringify(column)}, which is not defined`];
  });
}
