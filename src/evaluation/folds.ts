import { assertInteger, assertNotEmpty, MlError, type Random } from '../core/index.js';
import { kFold, type SplitIndices } from '../data/index.js';
import type { Label } from '../metrics/index.js';

/** How rows are divided into parts to learn from and parts to be judged by. */
export interface FoldOptions {
  /**
   * How many folds, or the row numbers of each: `kFold`'s result, or splits by time or by group.
   * Default 5. A number deals the rows out at random, each class in the same share.
   */
  readonly folds?: number | readonly SplitRows[];
  /** The seed of what is random. Default 0. */
  readonly seed?: number;
  /** A stream to draw from, instead of `seed`. */
  readonly random?: Random;
}

/** Row numbers of both parts of one fold. */
export interface SplitRows {
  readonly train: ArrayLike<number>;
  readonly test: ArrayLike<number>;
}

/**
 * The folds of a call, checked.
 *
 * @param classify whether y holds classes: they are then dealt out in equal shares.
 * @throws MlError OUT_OF_RANGE (more folds than rows, a row that does not exist) | EMPTY |
 *   INVALID_ARGUMENT (a row in both parts of a fold; a training part of one class).
 */
export function foldsOf(
  where: string,
  y: ArrayLike<Label>,
  classify: boolean,
  options: FoldOptions,
): readonly SplitRows[] {
  const { folds = 5, seed = 0, random } = options;
  const n = y.length;
  const given = typeof folds === 'number' ? dealt(where, y, classify, folds, seed, random) : folds;
  assertNotEmpty(where, 'folds', given.length);
  given.forEach(({ train, test }, k) => {
    const name = `folds[${k}]`;
    assertNotEmpty(where, `${name}.train`, train.length);
    assertNotEmpty(where, `${name}.test`, test.length);
    const learned = new Uint8Array(n);
    for (let i = 0; i < train.length; i++) {
      assertInteger(where, `${name}.train[${i}]`, train[i]!, 0, n - 1);
      learned[train[i]!] = 1;
    }
    for (let i = 0; i < test.length; i++) {
      assertInteger(where, `${name}.test[${i}]`, test[i]!, 0, n - 1);
      if (learned[test[i]!] === 1) throw inBoth(where, name, test[i]!);
    }
    if (classify) assertSeveralClasses(where, `${name}.train`, y, train);
  });
  return given;
}

/** Refuses training rows of one class: nothing could be told apart. */
export function assertSeveralClasses(
  where: string,
  name: string,
  y: ArrayLike<Label>,
  rows: ArrayLike<number>,
): void {
  const first = y[rows[0]!]!;
  for (let i = 1; i < rows.length; i++) if (y[rows[i]!] !== first) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: all ${rows.length} rows of ${name} have the label ${JSON.stringify(first)}, and a ` +
      'classifier needs two classes to learn from. Take more rows of the rare class, fewer folds, ' +
      'or folds with a share of each class.',
  );
}

function dealt(
  where: string,
  y: ArrayLike<Label>,
  classify: boolean,
  folds: number,
  seed: number,
  random: Random | undefined,
): readonly SplitIndices[] {
  assertInteger(where, 'folds', folds, 2);
  if (folds > y.length) {
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: ${y.length} rows cannot fill ${folds} folds. Take at most as many folds as rows.`,
    );
  }
  return kFold(y.length, {
    folds,
    ...(random === undefined ? { seed } : { random }),
    ...(classify ? { stratifyBy: y } : {}),
  });
}

function inBoth(where: string, name: string, row: number): MlError {
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: row ${row} is in both parts of ${name}, so that the model would be judged by what ` +
      'it has learned. Each row belongs to one part of a fold.',
  );
}
