import type { Column } from '../core/index.js';
import {
  CATEGORY_BUCKETS,
  categoryBucket,
  type ReferenceColumn,
  type ReferenceNumbers,
  type ReferenceTexts,
} from '../explore/index.js';
import { countBetween, sortOwn } from '../math/index.js';
import { distanceFrom, workFrom } from './againstNumbers.js';
import { binCounts, categoryCounts } from './columnCounts.js';
import type { ColumnCounts, ColumnDrift } from './driftTypes.js';
import { ksTail } from './kolmogorovSmirnov.js';
import { type PendingTest, testBuckets, testCounts } from './pendingTest.js';
import { stabilityOfCounts } from './populationStabilityIndex.js';

/** A column's comparison before the verdict. */
export interface PendingColumn extends Omit<ColumnDrift, 'values' | 'missing' | 'drifted'> {
  readonly values: PendingTest | null;
  readonly missing:
    | (PendingTest & { readonly referenceShare: number; readonly currentShare: number })
    | null;
}

/** Number columns with at most so many different values are counted as categories. */
const FEW_VALUES = 10;
/** The exact p-value is worked out while n · m is at most this. */
const EXACT_PAIRS = 1_000_000;
const MOST_NEW = 10;

interface Compared {
  readonly values: PendingTest | null;
  readonly note: string;
  readonly stabilityIndex: number | null;
  readonly counts?: ColumnCounts;
  readonly newCategories?: readonly (string | number)[];
}

/** Compares what a reference kept of a column with the column as it is now. */
export function compareColumn(
  reference: ReferenceColumn,
  column: Column | undefined,
  referenceRows: number,
  largeSample: number,
): PendingColumn {
  const { name, kind } = reference;
  const before = reference.count - ('infinite' in reference ? reference.infinite : 0);
  const head = { name, kind, change: 'none' as const, referenceCount: before, newCategories: [] };
  const nothing = { values: null, missing: null, stabilityIndex: null, counts: null };
  if (column === undefined) {
    const note = 'The column is gone.';
    return { ...head, ...nothing, change: 'absent', note, currentCount: 0 };
  }
  const now = countPresent(column);
  if (column.kind !== kind && before > 0 && now > 0) {
    const note = `The column was of kind ${kind} and is of kind ${column.kind} now.`;
    return { ...head, ...nothing, change: 'kind', note, currentCount: now };
  }
  const large = Math.min(before, now) >= largeSample;
  const compared: Compared =
    before === 0 || now === 0
      ? { values: null, note: withoutValues(before, now), stabilityIndex: null }
      : compareValues(reference, column, now, large);
  return {
    ...head,
    ...compared,
    counts: compared.counts ?? null,
    newCategories: compared.newCategories ?? [],
    currentCount: now,
    missing: compareMissing(before, referenceRows, now, column.values.length, largeSample),
  };
}

function withoutValues(before: number, now: number): string {
  if (before === 0 && now === 0) return 'Not compared: there is no value on either side.';
  return before === 0
    ? 'Not compared: the reference has no value.'
    : 'Not compared: there is no current value.';
}

function countPresent(column: Column): number {
  let count = 0;
  const { values } = column;
  if (column.kind === 'number' || column.kind === 'date') {
    for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) count++;
  } else for (let i = 0; i < values.length; i++) if (values[i] !== null) count++;
  return count;
}

function compareMissing(
  before: number,
  referenceRows: number,
  now: number,
  currentRows: number,
  largeSample: number,
): PendingColumn['missing'] {
  const large = Math.min(referenceRows, currentRows) >= largeSample;
  const test = testCounts([referenceRows - before, before], [currentRows - now, now], large);
  if (test === null) return null;
  return {
    ...test,
    referenceShare: 1 - before / referenceRows,
    currentShare: 1 - now / currentRows,
  };
}

function compareValues(
  reference: ReferenceColumn,
  column: Column,
  now: number,
  large: boolean,
): Compared {
  if (reference.kind === 'date') {
    const note =
      'Not compared: points in time move on by themselves. Compare the hour or the weekday instead.';
    return { values: null, note, stabilityIndex: null };
  }
  if (reference.kind === 'boolean') {
    let yes = 0;
    for (const value of column.values) if (value === true) yes++;
    const { trueCount, count } = reference;
    const [before, after] = [
      [trueCount, count - trueCount],
      [yes, now - yes],
    ];
    const counts = categoryCounts(['true', 'false'], before, after);
    return { ...compareCounts(before, after, large, []), counts };
  }
  if (reference.kind === 'string') {
    return compareTexts(reference, column.values as readonly (string | null)[], large);
  }
  return compareNumbers(reference, column.values as ArrayLike<number>, now, large);
}

function compareCounts(
  before: readonly number[],
  now: readonly number[],
  large: boolean,
  newCategories: readonly (string | number)[],
  names: readonly (string | number)[] = [],
): Compared {
  const values = testCounts(before, now, large) ?? testBuckets(names, before, now);
  const stabilityIndex = stabilityOfCounts(before, now);
  if (values !== null) return { values, note: sentence(values), stabilityIndex, newCategories };
  const note =
    before.filter((count, k) => count + now[k]! > 0).length < 2
      ? 'Nothing to compare: one value on both sides.'
      : 'Not compared: each category is too rare.';
  return { values, note, stabilityIndex, newCategories };
}

function compareTexts(
  reference: ReferenceTexts,
  texts: readonly (string | null)[],
  large: boolean,
): Compared {
  if (reference.buckets !== null) {
    const now = new Array<number>(CATEGORY_BUCKETS).fill(0);
    for (const text of texts) if (text !== null) now[categoryBucket(text)]! += 1;
    const compared = compareCounts(reference.buckets, now, large, []);
    const note = `${compared.note} Too many different texts to name: counted in ${CATEGORY_BUCKETS} buckets by hash.`;
    return { ...compared, note };
  }
  const { categories } = reference;
  return compareNamed(
    categories.map(({ value }) => value),
    categories.map(({ count }) => count),
    texts,
    large,
  );
}

function compareNumbers(
  reference: ReferenceNumbers,
  values: ArrayLike<number>,
  now: number,
  large: boolean,
): Compared {
  const finite = new Float64Array(now);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) finite[n++] = values[i]! + 0;
  }
  const { points, below, upTo, edges, counts, deviation } = reference;
  if (reference.distinct <= FEW_VALUES && points.length === reference.distinct) {
    const before = upTo.map((count, k) => count - below[k]!);
    return compareNamed(points, before, finite, large);
  }
  const sorted = sortOwn(finite);
  const current = countBetween(sorted, edges);
  const stabilityIndex = stabilityOfCounts(counts, current);
  const test: PendingTest =
    large && deviation !== null && deviation > 0
      ? {
          test: 'wasserstein',
          reason: 'many values: the distance counts, since a test would ring for trifles',
          statistic: workFrom(reference, sorted) / deviation,
          pValue: null,
        }
      : smirnov(distanceFrom(reference, sorted), upTo[upTo.length - 1]!, now);
  const note = sentence(test);
  return { values: test, note, stabilityIndex, counts: binCounts(edges, counts, current) };
}

function smirnov(statistic: number, n: number, m: number): PendingTest {
  return {
    test: 'kolmogorovSmirnov',
    reason: 'numbers with many different values',
    statistic,
    pValue: ksTail(statistic, n, m, n * m <= EXACT_PAIRS ? 'exact' : 'asymptotic'),
  };
}

/** Counts by name; new categories stand for themselves, since only then both sides are alike. */
function compareNamed<L extends string | number>(
  names: readonly L[],
  before: readonly number[],
  values: ArrayLike<L | null>,
  large: boolean,
): Compared {
  const places = new Map(names.map((name, k) => [name, k]));
  const now = new Array<number>(names.length).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === null) continue;
    let place = places.get(value);
    if (place === undefined) {
      place = now.length;
      places.set(value, place);
      now.push(0);
    }
    now[place]! += 1;
  }
  const padded = [...before, ...new Array<number>(now.length - before.length).fill(0)];
  const added = [...places.keys()].slice(names.length, names.length + MOST_NEW);
  const counts = categoryCounts([...places.keys()], padded, now);
  return { ...compareCounts(padded, now, large, added, [...places.keys()]), counts };
}

function sentence({ reason }: PendingTest): string {
  return `${reason[0]!.toUpperCase()}${reason.slice(1)}.`;
}
