import { MlError } from '../core/index.js';
import { CATEGORY_BUCKETS } from './categoryBucket.js';
import type {
  ReferenceBooleans,
  ReferenceColumn,
  ReferenceNumbers,
  ReferenceProfile,
  ReferenceTexts,
} from './referenceTypes.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The reference profile that a stored state describes, as a frozen copy: every field is there, of
 * its form, and the counts add up.
 *
 * @param state what `referenceProfile` returned, after any number of journeys through JSON.
 * @throws MlError UNKNOWN_KIND when the state is of another kind; INVALID_STATE, naming the field.
 *
 * Cost: O(size of the state).
 *
 * @example referenceProfileFromState(JSON.parse(JSON.stringify(referenceProfile(Table.from({ x: [1, 2] }))))).rowCount; // 2
 */
export function referenceProfileFromState(state: unknown): ReferenceProfile {
  const { kind, rowCount, sampleRows, columns } = Object(state) as Fields;
  if (kind !== 'referenceProfile') {
    throw new MlError(
      'UNKNOWN_KIND',
      `referenceProfileFromState: the state's kind is ${shown(kind)}. Kinds: "referenceProfile".`,
    );
  }
  const rows = whole(rowCount, 'rowCount', 0);
  const sampled = whole(sampleRows, 'sampleRows', 0, rows);
  const read = list(columns, 'columns').map((column, i) =>
    readColumn(Object(column) as Fields, `columns[${i}]`, rows, sampled),
  );
  const names = new Set(read.map(({ name }) => name));
  if (names.size < read.length) throw invalid('columns', columns, 'a list of distinct names');
  return Object.freeze({
    kind: 'referenceProfile',
    rowCount: rows,
    sampleRows: sampled,
    columns: Object.freeze(read),
  });
}

function readColumn(fields: Fields, path: string, rows: number, sampled: number): ReferenceColumn {
  const { kind } = fields;
  if (typeof fields.name !== 'string') throw invalid(`${path}.name`, fields.name, 'a text');
  if (kind !== 'number' && kind !== 'date' && kind !== 'string' && kind !== 'boolean') {
    throw invalid(`${path}.kind`, kind, 'one of "number", "date", "string", "boolean"');
  }
  const count = whole(fields.count, `${path}.count`, 0, rows);
  const head = {
    name: fields.name,
    count,
    missing: whole(fields.missing, `${path}.missing`, rows - count, rows - count),
    sample: readSample(fields.sample, `${path}.sample`, kind === 'date' ? 'number' : kind, sampled),
  };
  if (kind === 'string') return Object.freeze({ ...head, kind, ...readTexts(fields, path, count) });
  if (kind === 'boolean')
    return Object.freeze({ ...head, kind, ...readBooleans(fields, path, count) });
  return Object.freeze({ ...head, kind, ...readNumbers(fields, path, count) });
}

type Own<C extends ReferenceColumn> = Omit<C, 'name' | 'kind' | 'count' | 'missing' | 'sample'>;

function readBooleans(fields: Fields, path: string, count: number): Own<ReferenceBooleans> {
  return { trueCount: whole(fields.trueCount, `${path}.trueCount`, 0, count) };
}

function readTexts(fields: Fields, path: string, count: number): Own<ReferenceTexts> {
  const distinct = whole(fields.distinct, `${path}.distinct`, Math.min(1, count), count);
  const at = `${path}.categories`;
  const categories = list(fields.categories, at).map((entry, i) => {
    const { value, count: times } = Object(entry) as Fields;
    if (typeof value !== 'string') throw invalid(`${at}[${i}].value`, value, 'a text');
    return Object.freeze({ value, count: whole(times, `${at}[${i}].count`, 1, count) });
  });
  if (fields.buckets !== null) {
    const buckets = wholes(fields.buckets, `${path}.buckets`, count);
    if (buckets.length !== CATEGORY_BUCKETS || sum(buckets) !== count) {
      throw invalid(
        `${path}.buckets`,
        fields.buckets,
        `${CATEGORY_BUCKETS} counts, ${count} in all`,
      );
    }
    if (categories.length > 0) throw invalid(at, fields.categories, 'an empty list beside buckets');
    return { distinct, categories: Object.freeze([]), buckets };
  }
  if (
    new Set(categories.map(({ value }) => value)).size !== distinct ||
    categories.length !== distinct
  ) {
    throw invalid(at, fields.categories, `a list of ${distinct} different categories`);
  }
  if (sum(categories.map((entry) => entry.count)) !== count) {
    throw invalid(at, fields.categories, `a list whose counts add up to ${count}`);
  }
  return { distinct, categories: Object.freeze(categories), buckets: null };
}

function readNumbers(fields: Fields, path: string, count: number): Own<ReferenceNumbers> {
  const infinite = whole(fields.infinite, `${path}.infinite`, 0, count);
  const finite = count - infinite;
  const edges = ascending(fields.edges, `${path}.edges`);
  const counts = wholes(fields.counts, `${path}.counts`, finite);
  if (counts.length !== edges.length + 1 || sum(counts) !== finite) {
    throw invalid(`${path}.counts`, fields.counts, `${edges.length + 1} counts, ${finite} in all`);
  }
  const points = ascending(fields.points, `${path}.points`);
  const below = wholes(fields.below, `${path}.below`, finite);
  const upTo = wholes(fields.upTo, `${path}.upTo`, finite);
  assertPoints(path, points, below, upTo, finite);
  const deviation = nullable(fields.deviation, `${path}.deviation`);
  if (deviation !== null && deviation < 0) {
    throw invalid(`${path}.deviation`, deviation, 'a number of at least 0, or null');
  }
  return {
    infinite,
    mean: nullable(fields.mean, `${path}.mean`),
    deviation,
    distinct: whole(fields.distinct, `${path}.distinct`, points.length, finite),
    edges,
    counts,
    points,
    below,
    upTo,
  };
}

/** The counts rise with the points, from 0 below the first to all up to the last. */
function assertPoints(
  path: string,
  points: readonly number[],
  below: readonly number[],
  upTo: readonly number[],
  finite: number,
): void {
  if (
    below.length !== points.length ||
    upTo.length !== points.length ||
    finite > 0 !== points.length > 0
  ) {
    throw invalid(`${path}.points`, points, 'a list with a count below and up to each point');
  }
  points.forEach((_, k) => {
    const least = k === 0 ? 0 : upTo[k - 1]!;
    const fits = k === 0 ? below[k] === 0 : below[k]! >= least;
    if (!fits)
      throw invalid(`${path}.below[${k}]`, below[k], `a count that continues from ${least}`);
    if (upTo[k]! <= below[k]!) throw invalid(`${path}.upTo[${k}]`, upTo[k], 'more than lie below');
  });
  if (finite > 0 && upTo[upTo.length - 1] !== finite) {
    throw invalid(`${path}.upTo`, upTo, `a list that ends in ${finite}`);
  }
}

function readSample(
  value: unknown,
  path: string,
  kind: 'number' | 'string' | 'boolean',
  length: number,
): ReferenceColumn['sample'] {
  const cells = list(value, path);
  if (cells.length !== length) throw invalid(path, value, `a list of ${length}`);
  cells.forEach((cell, i) => {
    const fits =
      cell === null || (kind === 'number' ? Number.isFinite(cell) : typeof cell === kind);
    if (!fits) throw invalid(`${path}[${i}]`, cell, `a ${kind} or null`);
  });
  return Object.freeze([...cells]) as ReferenceColumn['sample'];
}

function list(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(path, value, 'a list');
}

function whole(
  value: unknown,
  path: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  if (isWhole(value, least, most)) return value + 0;
  throw invalid(path, value, `a whole number from ${least} to ${most}`);
}

/** The place of each is put into words only where it is needed: a profile has thousands. */
function wholes(value: unknown, path: string, most: number): readonly number[] {
  return Object.freeze(
    list(value, path).map((item, i) =>
      isWhole(item, 0, most) ? item + 0 : whole(item, `${path}[${i}]`, 0, most),
    ),
  );
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

function nullable(value: unknown, path: string): number | null {
  if (value === null) return null;
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  throw invalid(path, value, 'a finite number or null');
}

function ascending(value: unknown, path: string): readonly number[] {
  const numbers = list(value, path).map((item, i) => {
    if (typeof item !== 'number' || !Number.isFinite(item)) {
      throw invalid(`${path}[${i}]`, item, 'a finite number');
    }
    return item + 0;
  });
  numbers.forEach((item, i) => {
    if (i > 0 && item <= numbers[i - 1]!) throw invalid(`${path}[${i}]`, item, 'a rising list');
  });
  return Object.freeze(numbers);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function invalid(path: string, value: unknown, needed: string): MlError {
  return new MlError(
    'INVALID_STATE',
    `referenceProfileFromState: ${path} is ${shown(value)}, and ${needed} is needed. ` +
      'The file is damaged or from another version: make the profile again.',
  );
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return value === undefined ? 'missing' : (JSON.stringify(value)?.slice(0, 60) ?? String(value));
}
