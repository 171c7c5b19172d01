import {
  assertInteger,
  assertKnownOptions,
  type BooleanColumn,
  createRandom,
  type StringColumn,
  type Table,
} from '../core/index.js';
import { CATEGORY_BUCKETS, categoryBucket } from './categoryBucket.js';
import { referenceNumbers } from './referenceNumbers.js';
import type {
  ReferenceBooleans,
  ReferenceColumn,
  ReferenceProfile,
  ReferenceProfileOptions,
  ReferenceTexts,
} from './referenceTypes.js';

const DEFAULTS = Object.freeze({ bins: 10, points: 500, categories: 100, sampleRows: 0, seed: 0 });

/** Texts longer than this are no categories, and have no place in a model's bundle. */
const LONGEST_CATEGORY = 100;

/**
 * What to keep of training data so that later data can be compared with it, without the rows.
 *
 * A number column keeps bins of about equal counts and points of its distribution function, each
 * with its exact count: every value where they are few (500 by default), else the values at evenly
 * spaced ranks. A Kolmogorov–Smirnov statistic taken at those points is never above the one of all
 * values and at most 1/499 below it, so its p-value never overstates a drift. A text column keeps
 * the count of every category, or of 64 buckets by hash where they are too many.
 *
 * @param table   the training data as they came, before any transformation; the predictions may
 *   be a column, too.
 * @param options how much to keep.
 * @returns plain JSON, about 20 KB a number column at most by default; the same for any order of
 *   rows unless rows are sampled.
 * @throws MlError OUT_OF_RANGE | INVALID_ARGUMENT for options.
 *
 * Cost: each number column is sorted once by radix, O(n). The table is not changed.
 *
 * @example referenceProfile(Table.from({ sex: ['f', 'm', 'f', null] })).columns[0].categories; // [ { value: 'f', count: 2 }, { value: 'm', count: 1 } ]
 */
export function referenceProfile(
  table: Table,
  options: ReferenceProfileOptions = {},
): ReferenceProfile {
  const where = 'referenceProfile';
  assertKnownOptions(where, options, Object.keys(DEFAULTS));
  const settings = { ...DEFAULTS, ...options };
  assertInteger(where, 'bins', settings.bins, 2, 100);
  assertInteger(where, 'points', settings.points, 10, 100_000);
  assertInteger(where, 'categories', settings.categories, 1, 10_000);
  assertInteger(where, 'sampleRows', settings.sampleRows, 0);
  assertInteger(where, 'seed', settings.seed, 0);
  const rows = sampledRows(table.rowCount, settings.sampleRows, settings.seed);
  return {
    kind: 'referenceProfile',
    rowCount: table.rowCount,
    sampleRows: rows.length,
    columns: table.columns.map((column): ReferenceColumn => {
      const sample = rows.map((row) => plainCell(column.values[row]!));
      if (column.kind === 'string') return referenceTexts(column, sample, settings.categories);
      if (column.kind === 'boolean') return referenceBooleans(column, sample);
      return referenceNumbers(column, sample, settings);
    }),
  };
}

/** In ascending order, so that the sample does not tell in which order the rows were drawn. */
function sampledRows(rowCount: number, wanted: number, seed: number): number[] {
  if (wanted === 0) return [];
  const order = Array.from({ length: rowCount }, (_, row) => row);
  if (wanted >= rowCount) return order;
  return createRandom(seed)
    .choice(order, wanted)
    .sort((a, b) => a - b);
}

/** As JSON holds it. */
function plainCell(value: number | string | boolean | null): number | string | boolean | null {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? value + 0 : null;
}

function referenceTexts(
  column: StringColumn,
  sample: ReferenceTexts['sample'],
  most: number,
): ReferenceTexts {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const value of column.values) {
    if (value === null) missing++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const listed =
    counts.size <= most && [...counts.keys()].every((text) => text.length <= LONGEST_CATEGORY);
  const entries = [...counts].map(([value, count]) => ({ value, count }));
  return {
    name: column.name,
    kind: 'string',
    count: column.values.length - missing,
    missing,
    sample,
    distinct: counts.size,
    categories: listed
      ? entries.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      : [],
    buckets: listed ? null : bucketCounts(counts),
  };
}

function bucketCounts(counts: ReadonlyMap<string, number>): number[] {
  const buckets = new Array<number>(CATEGORY_BUCKETS).fill(0);
  for (const [text, count] of counts) buckets[categoryBucket(text)]! += count;
  return buckets;
}

function referenceBooleans(
  column: BooleanColumn,
  sample: ReferenceBooleans['sample'],
): ReferenceBooleans {
  let trueCount = 0;
  let missing = 0;
  for (const value of column.values) {
    if (value === null) missing++;
    else if (value) trueCount++;
  }
  const count = column.values.length - missing;
  return { name: column.name, kind: 'boolean', count, missing, sample, trueCount };
}
