import {
  assertBetween,
  assertInteger,
  assertKnownOptions,
  assertSameLength,
  createRandom,
  MlError,
  type Random,
} from '../../core/index.js';
import { apportion } from './apportion.js';
import { type Keys, rowsByKey } from './rowsByKey.js';

/** How rows are divided; `K` is what names a column: values here, a column's name for a table. */
export interface SplitOptions<K = Keys> {
  /** The share of rows for testing, in (0, 1). Default 0.2. */
  readonly testShare?: number;
  /** The seed of the random choice. Default 0. Not used with `timeBy`. */
  readonly seed?: number;
  /** A stream to draw from, instead of `seed`. */
  readonly random?: Random;
  /** Both parts get each value of this in the same share, within one row. */
  readonly stratifyBy?: K;
  /** Rows with the same value of this stay together, all in one part. */
  readonly groupBy?: K;
  /** The test rows are the last ones by this, all strictly later than every training row. */
  readonly timeBy?: K;
}

/** Row numbers of both parts, each in rising order. */
export interface SplitIndices {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Divides the rows 0 to n − 1 into those to learn from and those to be judged by.
 *
 * The test part has round(n · testShare) rows, at least 1 and at most n − 1. With `stratifyBy`
 * each value gets its exact share rounded down or up, so that the sum is that size. With `groupBy`
 * whole groups are drawn in random order and taken while they bring the test part nearer to that
 * size, so it differs by half the largest group at most unless one side would be empty. With
 * `timeBy` equal times stay together, in training if cutting before them would overshoot more.
 * No row is in both parts, and none is in neither.
 *
 * @param n rows, ≥ 2.
 * @throws MlError OUT_OF_RANGE | SHAPE_MISMATCH | INVALID_ARGUMENT (two of the three ways at once) |
 *   MISSING_VALUE (a key) | EMPTY (a part would have no row: one group, one time).
 *
 * Cost: O(n log n) time, O(n) memory.
 *
 * @example splitIndices(5, { testShare: 0.4, timeBy: [5, 1, 4, 2, 3] }).test; // Int32Array(2) [ 0, 2 ]
 */
export function splitIndices(n: number, options: SplitOptions = {}): SplitIndices {
  return splitRows('splitIndices', n, options);
}

/** `splitIndices` under the name of whoever calls it. */
export function splitRows(where: string, n: number, options: SplitOptions): SplitIndices {
  const size = checkedTestSize(where, n, options);
  const { stratifyBy, groupBy, timeBy } = options;
  const random = options.random ?? createRandom(options.seed ?? 0);
  const isTest = new Uint8Array(n);
  const chosen =
    timeBy !== undefined
      ? latest(where, timeBy, size)
      : groupBy !== undefined
        ? wholeGroups(where, rowsByKey(where, 'groupBy', groupBy), n, size, random)
        : stratifyBy !== undefined
          ? shares(rowsByKey(where, 'stratifyBy', stratifyBy), size, random)
          : random.permutation(n).subarray(0, size);
  for (let k = 0; k < chosen.length; k++) isTest[chosen[k]!] = 1;
  const test = new Int32Array(chosen.length);
  const train = new Int32Array(n - chosen.length);
  let inTest = 0;
  for (let i = 0; i < n; i++) {
    if (isTest[i] === 1) test[inTest++] = i;
    else train[i - inTest] = i;
  }
  return { train, test };
}

function checkedTestSize(where: string, n: number, options: SplitOptions): number {
  assertKnownOptions(where, options, [
    'testShare',
    'seed',
    'random',
    'stratifyBy',
    'groupBy',
    'timeBy',
  ]);
  assertInteger(where, 'the number of rows', n, 2);
  const { testShare = 0.2 } = options;
  assertBetween(where, 'testShare', testShare, 0, 1);
  if (testShare === 0 || testShare === 1) {
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: testShare is ${testShare}, and it must lie between 0 and 1: both parts need rows.`,
    );
  }
  const ways = (['stratifyBy', 'groupBy', 'timeBy'] as const).filter(
    (way) => options[way] !== undefined,
  );
  if (ways.length > 1) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: ${ways.join(' and ')} cannot be kept at once. Choose the one whose leak would hurt most.`,
    );
  }
  for (const way of ways) assertSameLength(where, way, options[way]!.length, 'the rows', n);
  return Math.min(n - 1, Math.max(1, Math.round(n * testShare)));
}

function shares(strata: readonly Int32Array[], size: number, random: Random): number[] {
  const counts = apportion(
    strata.map((rows) => rows.length),
    size,
  );
  return strata.flatMap((rows, i) => random.shuffle(rows).slice(0, counts[i]!));
}

function wholeGroups(
  where: string,
  groups: readonly Int32Array[],
  n: number,
  size: number,
  random: Random,
): number[] {
  if (groups.length < 2) throw undivided(where, 'groupBy', 'group');
  const chosen: number[] = [];
  for (const rows of random.shuffle(groups)) {
    const nearer = Math.abs(chosen.length + rows.length - size) < Math.abs(chosen.length - size);
    if (nearer && chosen.length + rows.length < n) for (const row of rows) chosen.push(row);
  }
  if (chosen.length > 0) return chosen;
  // Every group alone is more than twice the size asked for: the smallest comes nearest.
  return [...groups.reduce((least, rows) => (rows.length < least.length ? rows : least))];
}

function latest(where: string, times: Keys, size: number): number[] {
  // Strings are compared by code unit, which is right for ISO dates.
  const moments = rowsByKey(where, 'timeBy', times, true);
  if (moments.length < 2) throw undivided(where, 'timeBy', 'time');
  const chosen: number[] = [];
  for (let k = moments.length - 1; k > 0; k--) {
    const rows = moments[k]!;
    const nearer = Math.abs(chosen.length + rows.length - size) <= Math.abs(chosen.length - size);
    if (chosen.length > 0 && !nearer) break;
    for (const row of rows) chosen.push(row);
  }
  return chosen;
}

function undivided(where: string, option: string, noun: string): MlError {
  return new MlError(
    'EMPTY',
    `${where}: ${option} has one ${noun} only, which would leave a part without rows. ` +
      `At least two ${noun}s are needed.`,
  );
}
