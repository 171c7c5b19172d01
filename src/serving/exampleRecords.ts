import { recordChecker, type SchemaColumn } from '../data/index.js';
import type { ReferenceColumn } from '../explore/index.js';
import type { ModelBundle } from '../registry/index.js';
import type { PlainRecord } from './recordReader.js';

/** The share of the training data that lies below the value which an example takes. */
const EXAMPLES = { typical: 0.5, low: 0.1, high: 0.9 } as const;

type NamedRecords = Readonly<Record<string, PlainRecord>>;

/**
 * Records that look like the training data, from its reference profile: the median of every number,
 * a low and a high value, the most frequent texts.
 *
 * They need not fit the schema: a profile does not know how a text with a pattern is to look.
 */
export function madeUpRecords(bundle: ModelBundle): NamedRecords {
  const records = Object.entries(EXAMPLES).map(([name, share]) => {
    const values = bundle.input.columns.map((column) => {
      const reference = bundle.reference.columns.find((one) => one.name === column.name);
      return [column.name, exampleValue(column, reference, share)] as const;
    });
    return [name, Object.fromEntries(values)] as const;
  });
  return Object.fromEntries(records);
}

/** Those made-up records that fit the schema. They stand in the API's description. */
export function exampleRecords(bundle: ModelBundle): NamedRecords {
  const fits = recordChecker(bundle.input);
  const records = Object.entries(madeUpRecords(bundle));
  return Object.fromEntries(records.filter(([, record]) => fits(record)));
}

function exampleValue(
  column: SchemaColumn,
  reference: ReferenceColumn | undefined,
  share: number,
): unknown {
  const seen = reference === undefined ? undefined : seenValue(reference, share);
  const allowed =
    'allowed' in column ? (column.allowed as readonly unknown[] | undefined) : undefined;
  if (seen !== undefined && (allowed === undefined || allowed.includes(seen))) {
    return column.kind === 'date' ? new Date(seen as number).toISOString() : seen;
  }
  if (allowed !== undefined) return allowed[0];
  if (column.nullable) return null;
  return { number: 0, string: 'text', boolean: false, date: '2020-01-01' }[column.kind];
}

/** A value of the training data; undefined where the profile has none. */
function seenValue(reference: ReferenceColumn, share: number): unknown {
  if (reference.kind === 'string') return reference.categories[0]?.value;
  if (reference.kind === 'boolean') {
    return reference.count === 0 ? undefined : 2 * reference.trueCount >= reference.count;
  }
  const { points, upTo } = reference;
  const wanted = share * (upTo[upTo.length - 1] ?? 0);
  return points[upTo.findIndex((count) => count >= wanted)];
}
