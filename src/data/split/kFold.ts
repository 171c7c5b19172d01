import {
  assertInteger,
  assertKnownOptions,
  assertSameLength,
  createRandom,
  type Random,
} from '../../core/index.js';
import { type Keys, rowsByKey } from './rowsByKey.js';
import type { SplitIndices } from './splitIndices.js';

/** How `kFold` divides. */
export interface KFoldOptions {
  /** How many folds, from 2 to the number of rows. Default 5. */
  readonly folds?: number;
  /** The seed of the random order. Default 0. */
  readonly seed?: number;
  /** A stream to draw from, instead of `seed`. */
  readonly random?: Random;
  /** Each fold gets each value of this in the same share, within one row. */
  readonly stratifyBy?: Keys;
}

/**
 * Divides the rows 0 to n − 1 into folds; each serves once as the test part of a split.
 *
 * Rows are put in random order (stratum by stratum, if asked) and dealt out like cards, so fold
 * sizes differ by one row at most, and so do the counts of each stratum.
 *
 * @param n rows, ≥ 2.
 * @throws MlError OUT_OF_RANGE | SHAPE_MISMATCH | MISSING_VALUE (a key).
 *
 * Cost: O(n · folds). Agrees with: sklearn KFold and StratifiedKFold in their promises.
 *
 * @example kFold(6, { folds: 3 }).map((fold) => fold.test.length); // [ 2, 2, 2 ]
 */
export function kFold(n: number, options: KFoldOptions = {}): SplitIndices[] {
  assertKnownOptions('kFold', options, ['folds', 'seed', 'random', 'stratifyBy']);
  assertInteger('kFold', 'the number of rows', n, 2);
  const { folds = 5, stratifyBy, random = createRandom(options.seed ?? 0) } = options;
  assertInteger('kFold', 'folds', folds, 2, n);
  if (stratifyBy) assertSameLength('kFold', 'stratifyBy', stratifyBy.length, 'the rows', n);
  const strata = stratifyBy
    ? rowsByKey('kFold', 'stratifyBy', stratifyBy)
    : [Int32Array.from({ length: n }, (_, i) => i)];
  const foldOf = new Int32Array(n);
  let dealt = 0;
  for (const rows of strata) {
    for (const row of random.shuffle(rows)) foldOf[row] = dealt++ % folds;
  }
  return Array.from({ length: folds }, (_, fold) => {
    const all = Int32Array.from({ length: n }, (_, i) => i);
    return {
      train: all.filter((row) => foldOf[row] !== fold),
      test: all.filter((row) => foldOf[row] === fold),
    };
  });
}
