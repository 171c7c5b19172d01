import type { MetricOptions } from './metricInput.js';
import { rankPositives } from './rankPositives.js';
import { requirePositives } from './requireClasses.js';

/**
 * Average precision (AP): how early a ranking by score finds the positives.
 *
 * AP = Σ (Rₖ − Rₖ₋₁) · Pₖ over descending score thresholds k, where P is precision and R recall.
 * Rows with equal scores share one threshold, so their order cannot matter. No interpolation: for
 * the COCO rule see `meanAveragePrecision`.
 *
 * @param yTrue   (n,) labels, each 0 or 1.
 * @param yScore  (n,) finite scores on any scale; higher means "more likely 1".
 * @param options `sampleWeight`: (n,) weights ≥ 0.
 * @returns dimensionless, in (0, 1]; higher is better. A random ranking scores about the share of
 *   positives, so report that share beside it.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | NOT_BINARY | OUT_OF_RANGE (a negative
 *   weight) | UNDEFINED_METRIC (no label is 1: recall would be 0/0).
 *
 * Cost: O(n) for most scores (radix sort), O(n log n) with weights; O(n) memory. Inputs stay.
 * Source: Manning, Raghavan & Schütze (2008), Introduction to Information Retrieval, §8.4.
 * Agrees with: sklearn.metrics.average_precision_score (test/golden/rankingMetrics.json).
 *
 * @example averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.8333333333333333
 */
export function averagePrecision(
  yTrue: ArrayLike<number>,
  yScore: ArrayLike<number>,
  options: MetricOptions = {},
): number {
  let area = 0;
  let found = 0;
  const totals = rankPositives('averagePrecision', yTrue, yScore, options, (rows, above, level) => {
    found += rows;
    area += rows * (found / (found + above + level));
  });
  requirePositives('averagePrecision', totals);
  return area / totals.positives;
}
