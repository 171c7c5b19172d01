import {
  assertInteger,
  assertKnownOptions,
  assertSameLength,
  createRandom,
  MlError,
  type Random,
} from '../../core/index.js';
import { type Keys, rowsByKey } from './rowsByKey.js';
import type { SplitIndices } from './splitIndices.js';

/** How `kFold` divides. At most one of `stratifyBy`, `groupBy` and `timeBy`. */
export interface KFoldOptions {
  /** How many folds, from 2 to the number of rows. Default 5. */
  readonly folds?: number;
  /** The seed of the random order. Default 0. Not used with `timeBy`. */
  readonly seed?: number;
  /** A stream to draw from, instead of `seed`. */
  readonly random?: Random;
  /** Each fold gets each value of this in the same share, within one row. */
  readonly stratifyBy?: Keys;
  /** Rows with the same value of this stay together, all in one fold. */
  readonly groupBy?: Keys;
  /** Each fold is tested by a model that learned from strictly earlier rows only. */
  readonly timeBy?: Keys;
}

const WAYS = ['stratifyBy', 'groupBy', 'timeBy'] as const;

/**
 * Divides the rows 0 to n − 1 into folds; each serves once as the test part of a split.
 *
 * Rows are put in random order (stratum by stratum, if asked) and dealt out like cards, so fold
 * sizes differ by one row at most, and so do the counts of each stratum. With `groupBy` the groups,
 * the largest first, each go to the fold that has the fewest rows. With `timeBy` the rows in order
 * of time are cut into folds + 1 blocks; block k + 1 is tested by what was learned from the blocks
 * before it, so the first block is never tested, and rows of one time are never divided.
 *
 * @param n rows, ≥ 2.
 * @throws MlError OUT_OF_RANGE (also fewer groups than folds, or fewer times than folds + 1) |
 *   SHAPE_MISMATCH | MISSING_VALUE (a key) | INVALID_ARGUMENT (two of the three ways at once).
 *
 * Cost: O(n · folds), with `timeBy` O(n log n) more.
 * Agrees with: sklearn KFold, StratifiedKFold, GroupKFold and TimeSeriesSplit in their promises.
 *
 * @example kFold(6, { folds: 3 }).map((fold) => fold.test.length); // [ 2, 2, 2 ]
 */
export function kFold(n: number, options: KFoldOptions = {}): SplitIndices[] {
  assertKnownOptions('kFold', options, ['folds', 'seed', 'random', ...WAYS]);
  assertInteger('kFold', 'the number of rows', n, 2);
  const { folds = 5, random = createRandom(options.seed ?? 0) } = options;
  assertInteger('kFold', 'folds', folds, 2, n);
  const ways = WAYS.filter((way) => options[way] !== undefined);
  if (ways.length > 1) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `kFold: ${ways.join(' and ')} cannot be kept at once. Choose the one whose leak would hurt most.`,
    );
  }
  const [way] = ways;
  const keys = way && options[way];
  if (keys) assertSameLength('kFold', way, keys.length, 'the rows', n);
  const sets = way && keys ? rowsByKey('kFold', way, keys, way === 'timeBy') : [allRows(n)];
  if (way === 'timeBy') return forward(n, sets, folds);
  const foldOf =
    way === 'groupBy' ? byGroup(n, sets, folds, random) : dealt(n, sets, folds, random);
  return Array.from({ length: folds }, (_, fold) => ({
    train: allRows(n).filter((row) => foldOf[row] !== fold),
    test: allRows(n).filter((row) => foldOf[row] === fold),
  }));
}

function allRows(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i);
}

function dealt(
  n: number,
  strata: readonly Int32Array[],
  folds: number,
  random: Random,
): Int32Array {
  const foldOf = new Int32Array(n);
  let next = 0;
  for (const rows of strata) {
    for (const row of random.shuffle(rows)) foldOf[row] = next++ % folds;
  }
  return foldOf;
}

function byGroup(
  n: number,
  groups: readonly Int32Array[],
  folds: number,
  random: Random,
): Int32Array {
  assertEnough('groupBy', 'groups', groups.length, folds, folds);
  const foldOf = new Int32Array(n);
  const sizes = new Int32Array(folds);
  // Shuffled first, so that the seed decides among groups of one size: sorting keeps their order.
  for (const rows of random.shuffle(groups).sort((a, b) => b.length - a.length)) {
    const fold = sizes.indexOf(Math.min(...sizes));
    for (const row of rows) foldOf[row] = fold;
    sizes[fold]! += rows.length;
  }
  return foldOf;
}

/** `moments` are the rows of each time, the earliest first. */
function forward(n: number, moments: readonly Int32Array[], folds: number): SplitIndices[] {
  assertEnough('timeBy', 'times', moments.length, folds + 1, folds);
  const before = [0]; // rows before moment m
  for (const rows of moments) before.push(before.at(-1)! + rows.length);
  const size = Math.floor(n / (folds + 1));
  const starts: number[] = []; // the moment at which each test block begins
  for (let fold = 0; fold < folds; fold++) {
    const wanted = n - (folds - fold) * size;
    let start = (starts.at(-1) ?? 0) + 1;
    const last = moments.length - (folds - fold); // later blocks need a time each
    while (
      start < last &&
      Math.abs(before[start + 1]! - wanted) <= Math.abs(before[start]! - wanted)
    ) {
      start++;
    }
    starts.push(start);
  }
  const rowsOf = (from: number, to: number) =>
    Int32Array.from(moments.slice(from, to).flatMap((rows) => [...rows])).sort();
  return starts.map((start, fold) => ({
    train: rowsOf(0, start),
    test: rowsOf(start, starts[fold + 1] ?? moments.length),
  }));
}

function assertEnough(
  option: string,
  noun: string,
  came: number,
  needed: number,
  folds: number,
): void {
  if (came >= needed) return;
  throw new MlError(
    'OUT_OF_RANGE',
    `kFold: ${option} has ${came} different ${noun}, and ${folds} folds need at least ${needed}. Ask for fewer folds.`,
  );
}
