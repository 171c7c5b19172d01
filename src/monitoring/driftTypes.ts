import type { ColumnKind } from '../core/index.js';
import type { Adjustment } from './adjustPValues.js';

/** How a column was compared. */
export type DriftTestName =
  | 'kolmogorovSmirnov'
  | 'chiSquared'
  | 'fisher'
  | 'wasserstein'
  | 'jensenShannon';

/** One comparison with its verdict. */
export interface DriftTest {
  readonly test: DriftTestName;
  /** Why this test, in words. */
  readonly reason: string;
  /**
   * D for `kolmogorovSmirnov`; χ² for `chiSquared`; the difference of shares for `fisher`; the
   * distance in deviations of the reference for `wasserstein`; in bits for `jensenShannon`.
   */
  readonly statistic: number;
  /** Null for distances. */
  readonly pValue: number | null;
  /** The p-value adjusted for all tests of the report. */
  readonly adjustedPValue: number | null;
  /** α, which the adjusted p-value falls below, or the distance that the statistic reaches. */
  readonly threshold: number;
  readonly drifted: boolean;
}

/** The comparison of how much is missing. */
export interface MissingDrift extends DriftTest {
  /** Shares of rows without a value; for numbers an infinity counts as none. */
  readonly referenceShare: number;
  readonly currentShare: number;
}

/** How many values lie where, on both sides: what a picture of a column shows. */
export interface ColumnCounts {
  /**
   * Bins of numbers in rising order; or categories, the twelve largest by name and the others as
   * one.
   */
  readonly labels: readonly string[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/** What became of one column. */
export interface ColumnDrift {
  readonly name: string;
  /** In the reference. */
  readonly kind: ColumnKind;
  /** `'absent'`: the column is gone; `'kind'`: it is of another kind now. Both count as drift. */
  readonly change: 'none' | 'absent' | 'kind';
  /** The comparison of the values; null where there was nothing to compare. */
  readonly values: DriftTest | null;
  /** The comparison of what is missing; null where nothing is, or all in both. */
  readonly missing: MissingDrift | null;
  /** What was done, or why nothing, in a sentence. */
  readonly note: string;
  /** Population stability index: how large the change is, whatever the test says. Null without values. */
  readonly stabilityIndex: number | null;
  /** What `columnDriftPlot` draws; null without values, for dates and for texts too many to name. */
  readonly counts: ColumnCounts | null;
  /** Up to ten values that the reference never had, of a column with few different ones. */
  readonly newCategories: readonly (string | number)[];
  /** Values that are there. */
  readonly referenceCount: number;
  readonly currentCount: number;
  readonly drifted: boolean;
}

/** What a classifier that tells old rows from new ones found. */
export interface JointDrift {
  /** Mean area under the ROC curve over the folds: 0.5 where old and new rows look alike. */
  readonly rocAuc: number;
  /** Where it lies with chance 1 − α without drift. */
  readonly nullInterval: readonly [number, number];
  readonly pValue: number;
  readonly adjustedPValue: number;
  /** Rows of each side that it used. */
  readonly referenceRows: number;
  readonly currentRows: number;
  readonly drifted: boolean;
}

/** Whether current data still look like the reference: plain JSON. */
export interface DriftReport {
  readonly kind: 'driftReport';
  readonly alpha: number;
  readonly adjustment: Adjustment;
  /** How many p-values were adjusted together. */
  readonly testCount: number;
  readonly referenceRows: number;
  readonly currentRows: number;
  /** In the order of the reference, without the prediction. */
  readonly columns: readonly ColumnDrift[];
  /** The column that holds predictions, where one was named. */
  readonly prediction: ColumnDrift | null;
  /** All columns at once; null where it could not be done. */
  readonly joint: JointDrift | null;
  /** What the joint test did, or why it could not be done. */
  readonly jointNote: string;
  /** Columns that the reference does not know; they are not compared. */
  readonly unknownColumns: readonly string[];
  readonly driftedColumns: readonly string[];
  /** Whether anything has drifted: a column, the prediction, or all jointly. */
  readonly drifted: boolean;
  /** The finding in a sentence or two. */
  readonly summary: string;
}

/** How `driftReport` compares. */
export interface DriftOptions {
  /** Accepted chance of a false alarm, by the rule of `adjustment`, in (0, 1). Default 0.05. */
  readonly alpha?: number;
  /** How many tests at once are kept honest. Default `'holm'`: α for the report as a whole. */
  readonly adjustment?: Adjustment;
  /**
   * From this many values on the smaller side, distances are compared with a threshold, since
   * tests would ring for differences that do not matter. Default 5,000.
   */
  readonly largeSample?: number;
  /** The distance that counts as drift in large samples. Default 0.1. */
  readonly distance?: number;
  /** Only these columns. Default: all of the reference. */
  readonly columns?: readonly string[];
  /** The column that holds predictions; it is reported apart. */
  readonly prediction?: string;
  /** Whether to train a classifier on old against new rows. Default true. */
  readonly joint?: boolean;
  /** Rows of each side that the classifier uses at most. Default 1,000. */
  readonly jointRows?: number;
  /** Decides which rows the classifier uses, and its folds. Default 0. */
  readonly seed?: number;
}
