import type { Vector } from '../core/index.js';
import type { MetricOptions } from './metricInput.js';
import { requireNegatives, requirePositives } from './requireClasses.js';
import { thresholdCounts } from './thresholdCounts.js';

/** What `rocCurve` takes beside labels and scores. */
export interface RocCurveOptions extends MetricOptions {
  /** Leave out points on a straight line between others. Default true. */
  readonly dropIntermediate?: boolean;
}

/** The points of a ROC curve, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** (m,) share of the negatives that are called positive, ascending. */
  readonly falsePositiveRate: Vector;
  /** (m,) share of the positives that are called positive (recall), ascending. */
  readonly truePositiveRate: Vector;
  /** (m,) a row is called positive when its score is at least this; the first is Infinity. */
  readonly thresholds: Vector;
}

/**
 * Receiver operating characteristic: what each threshold finds, against what it wrongly alarms.
 *
 * One point per distinct score: (false positives / negatives, true positives / positives).
 *
 * @param yTrue   (n,) labels, each 0 or 1; both must occur.
 * @param yScore  (n,) finite scores on any scale; higher means "more likely 1".
 * @param options `sampleWeight`; `dropIntermediate`.
 * @returns the three columns; thresholds descend from Infinity.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | NOT_BINARY | OUT_OF_RANGE (a negative
 *   weight) | UNDEFINED_METRIC (one class only).
 *
 * Cost: O(n) for most scores (radix sort), O(n log n) with weights; O(n) memory. Inputs stay.
 * Source: Fawcett (2006), Pattern Recognition Letters 27(8).
 * Agrees with: sklearn.metrics.roc_curve (test/golden/rankingMetrics.json).
 *
 * @example rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).truePositiveRate; // Float64Array(5) [ 0, 0.5, 0.5, 1, 1 ]
 */
export function rocCurve(
  yTrue: ArrayLike<number>,
  yScore: ArrayLike<number>,
  options: RocCurveOptions = {},
): RocCurve {
  const counts = thresholdCounts('rocCurve', yTrue, yScore, options);
  requirePositives('rocCurve', counts);
  requireNegatives('rocCurve', counts);
  const { truePositives: tp, falsePositives: fp, thresholds } = counts;
  // Beside either end there is nothing, and NaN is no straight line: the ends stay.
  const straight = (k: number): boolean =>
    tp[k + 1]! - tp[k]! === tp[k]! - tp[k - 1]! && fp[k + 1]! - fp[k]! === fp[k]! - fp[k - 1]!;
  const kept = Uint32Array.from(thresholds.keys()).filter(
    (k) => options.dropIntermediate === false || !straight(k),
  );
  const withStart = (start: number, rateAt: (k: number) => number): Vector => {
    const column = new Float64Array(kept.length + 1);
    column[0] = start;
    kept.forEach((k, i) => {
      column[i + 1] = rateAt(k);
    });
    return column;
  };
  return {
    falsePositiveRate: withStart(0, (k) => fp[k]! / counts.negatives),
    truePositiveRate: withStart(0, (k) => tp[k]! / counts.positives),
    thresholds: withStart(Number.POSITIVE_INFINITY, (k) => thresholds[k]!),
  };
}
