import { CATEGORY_BUCKETS, categoryBucket } from '../explore/index.js';
import { fisherTail } from '../math/index.js';
import { chiSquared } from './chiSquared.js';
import type { DriftTest } from './driftTypes.js';
import { jensenShannonDistance } from './jensenShannonDistance.js';

/** A test before all p-values of the report are known, and with them its verdict. */
export type PendingTest = Omit<DriftTest, 'adjustedPValue' | 'threshold' | 'drifted'>;

/** Below this an expected count makes χ² a poor approximation. */
const LEAST_EXPECTED = 5;

/**
 * The test for counts of categories in two samples; null where nothing can differ: one category in
 * both, or all too rare.
 */
export function testCounts(
  reference: readonly number[],
  current: readonly number[],
  large: boolean,
): PendingTest | null {
  const present = reference.map((_, k) => k).filter((k) => reference[k]! + current[k]! > 0);
  if (present.length < 2) return null;
  const a = present.map((k) => reference[k]!);
  const b = present.map((k) => current[k]!);
  const [n, m] = [sum(a), sum(b)];
  if (n === 0 || m === 0) return null;
  if (large) {
    return {
      test: 'jensenShannon',
      reason: 'many values: the distance counts, since a test would ring for trifles',
      statistic: jensenShannonDistance(a, b, { base: 2 }),
      pValue: null,
    };
  }
  const rarest = a.reduce((least, count, k) => Math.min(least, count + b[k]!), Infinity);
  if (a.length === 2 && (rarest * Math.min(n, m)) / (n + m) < LEAST_EXPECTED) {
    return {
      test: 'fisher',
      reason: 'two categories, one of them rare: the exact test',
      statistic: b[0]! / m - a[0]! / n,
      pValue: fisherTail(a[0]!, n, b[0]!, m),
    };
  }
  const found = chiSquared(a, b, { minimumExpected: LEAST_EXPECTED });
  if (found.degreesOfFreedom === 0) return null;
  const rare = found.joined === 0 ? '' : `, ${found.joined} rare ones joined`;
  return {
    test: 'chiSquared',
    reason: `categories are counted${rare}`,
    statistic: found.statistic,
    pValue: found.pValue,
  };
}

/**
 * The test for categories that are too rare each: they are counted in buckets by their names alone, in which counts
 * have no say. Null where there are no names, or one bucket would hold them all.
 */
export function testBuckets(
  names: readonly (string | number)[],
  reference: readonly number[],
  current: readonly number[],
): PendingTest | null {
  const fewest = Math.min(sum(reference), sum(current));
  const size = Math.max(2, Math.min(CATEGORY_BUCKETS, Math.floor(fewest / ROWS_PER_BUCKET)));
  const [before, now] = [new Array<number>(size).fill(0), new Array<number>(size).fill(0)];
  names.forEach((name, k) => {
    const bucket = categoryBucket(String(name)) % size;
    before[bucket]! += reference[k]!;
    now[bucket]! += current[k]!;
  });
  const test = testCounts(before, now, false);
  const reason = `each category is too rare, so all are counted in ${size} buckets by hash`;
  return test && { ...test, reason };
}

/** Of the smaller sample, on average: enough for χ². */
const ROWS_PER_BUCKET = 10;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
