import {
  assertAbove,
  assertAtLeast,
  assertBetween,
  assertInteger,
  assertKnownOptions,
  MlError,
} from '../core/index.js';

/** Choices of gradient boosting, for numbers and for classes. */
export interface GradientBoostingOptions {
  /** Rounds of boosting: one tree each, or one per class where there are three or more. Default 100. */
  readonly trees: number;
  /** Share of each tree's answer that is taken, > 0. Default 0.1. */
  readonly learningRate: number;
  /** Leaves of a tree at most, ≥ 2. Default 31. */
  readonly leaves: number;
  /** Training rows that a leaf needs, ≥ 1. Default 20. */
  readonly minimumRows: number;
  /** L2 penalty on the leaves' values, ≥ 0. Default 0. */
  readonly l2: number;
  /** Bins of a feature, 2 to 255; one more holds missing values. Default 255. */
  readonly bins: number;
  /** Per feature 1 (predictions may only rise with it), −1 (only fall) or 0. Default: all free. */
  readonly monotone?: readonly number[];
  /**
   * Rounds without a better loss on validation rows after which it stops; the trees up to the best
   * round are kept. Default 0: no validation, all rows train.
   */
  readonly patience: number;
  /** Share of rows kept for validation where patience > 0. Default 0.1. */
  readonly validationShare: number;
  /** Seed of the choice of validation rows. Default 0. */
  readonly seed: number;
}

/** Checked options, with defaults, frozen. */
export function boostingOptions(
  where: string,
  options: Partial<GradientBoostingOptions>,
): GradientBoostingOptions {
  const defaults = {
    trees: 100,
    learningRate: 0.1,
    leaves: 31,
    minimumRows: 20,
    l2: 0,
    bins: 255,
    patience: 0,
    validationShare: 0.1,
    seed: 0,
  };
  assertKnownOptions(where, options, [...Object.keys(defaults), 'monotone']);
  const all = { ...defaults, ...options };
  assertInteger(where, 'trees', all.trees, 1);
  assertAbove(where, 'learningRate', all.learningRate, 0);
  assertInteger(where, 'leaves', all.leaves, 2);
  assertInteger(where, 'minimumRows', all.minimumRows, 1);
  assertAtLeast(where, 'l2', all.l2, 0);
  assertInteger(where, 'bins', all.bins, 2, 255);
  assertInteger(where, 'patience', all.patience, 0);
  assertBetween(where, 'validationShare', all.validationShare, 0, 0.9);
  assertInteger(where, 'seed', all.seed, 0);
  if (all.monotone === undefined) return Object.freeze(all);
  for (const sense of all.monotone) {
    if (sense === 1 || sense === -1 || sense === 0) continue;
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: monotone holds ${sense}, and each feature's entry is 1, −1 or 0.`,
    );
  }
  return Object.freeze({ ...all, monotone: Object.freeze([...all.monotone]) });
}
