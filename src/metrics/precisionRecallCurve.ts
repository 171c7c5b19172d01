import type { Vector } from '../core/index.js';
import type { MetricOptions } from './metricInput.js';
import { requirePositives } from './requireClasses.js';
import { thresholdCounts } from './thresholdCounts.js';

/** The points of a precision-recall curve, by ascending threshold. */
export interface PrecisionRecallCurve {
  /** (m + 1,) precision at each threshold, then a closing 1 without a threshold. */
  readonly precision: Vector;
  /** (m + 1,) recall at each threshold, descending, then a closing 0. */
  readonly recall: Vector;
  /** (m,) distinct scores, ascending: a row is called positive when its score is at least this. */
  readonly thresholds: Vector;
}

/**
 * Precision and recall at every threshold: what an alarm is worth, against what is found.
 *
 * @param yTrue   (n,) labels, each 0 or 1; at least one 1.
 * @param yScore  (n,) finite scores on any scale; higher means "more likely 1".
 * @param options `sampleWeight`: (n,) weights ≥ 0.
 * @returns the three columns; the two of rates are one longer than `thresholds`.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | NOT_BINARY | OUT_OF_RANGE (a negative
 *   weight) | UNDEFINED_METRIC (no label is 1).
 *
 * Cost: O(n) for most scores (radix sort), O(n log n) with weights; O(n) memory. Inputs stay.
 * Source: Davis & Goadrich (2006), ICML.
 * Agrees with: sklearn.metrics.precision_recall_curve (test/golden/rankingMetrics.json).
 *
 * @example precisionRecallCurve([0, 1, 1], [0.2, 0.6, 0.9]).recall; // Float64Array(4) [ 1, 1, 0.5, 0 ]
 */
export function precisionRecallCurve(
  yTrue: ArrayLike<number>,
  yScore: ArrayLike<number>,
  options: MetricOptions = {},
): PrecisionRecallCurve {
  const counts = thresholdCounts('precisionRecallCurve', yTrue, yScore, options);
  requirePositives('precisionRecallCurve', counts);
  const m = counts.thresholds.length;
  const precision = new Float64Array(m + 1);
  const recall = new Float64Array(m + 1);
  precision[m] = 1;
  for (let k = 0; k < m; k++) {
    const found = counts.truePositives[k]!;
    precision[m - 1 - k] = found / (found + counts.falsePositives[k]!);
    recall[m - 1 - k] = found / counts.positives;
  }
  return { precision, recall, thresholds: counts.thresholds.slice().reverse() };
}
