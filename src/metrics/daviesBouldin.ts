import type { Matrix } from '../core/index.js';
import { checkClustering, distance } from './clusterInput.js';
import type { Label } from './labels.js';

/** Of the largest coordinate: distances below this are rounding in the centroids. */
const ROUNDING = 1e-14;

/**
 * Davies–Bouldin index: how wide clusters are, beside how far they lie apart.
 *
 * (1/k) Σᵢ maxⱼ (sᵢ + sⱼ) / dᵢⱼ, with s the mean distance of a cluster's points to its centroid
 * and d the distance of two centroids. A pair with d = 0 takes no part; when all clusters are
 * points, or all centroids coincide, the index is 0.
 *
 * @param X      (n, d) finite points; scale the columns first, distances depend on it.
 * @param labels (n,) cluster of each point, numbers or texts; from 2 to n − 1 clusters.
 * @returns dimensionless, ≥ 0; lower is better.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND |
 *   UNDEFINED_METRIC (one cluster, or as many as points).
 *
 * Cost: O(n d + k² d). Inputs are not changed.
 * Source: Davies & Bouldin (1979), IEEE TPAMI 1(2).
 * Agrees with: sklearn.metrics.davies_bouldin_score (test/golden/clusteringMetrics.json).
 *
 * @example daviesBouldin(Matrix.from([[0], [2], [10], [14]]), [0, 0, 1, 1]); // 0.2727272727272727
 */
export function daviesBouldin(X: Matrix, labels: ArrayLike<Label>): number {
  const { points, codes, sizes } = checkClustering('daviesBouldin', X, labels);
  const d = X.columns;
  const k = sizes.length;
  const sums = new Float64Array(k * d);
  codes.forEach((own, i) => {
    const to = own * d;
    for (let c = 0; c < d; c++) sums[to + c] = sums[to + c]! + points[i * d + c]!;
  });
  const centroids = sums.map((sum, at) => sum / sizes[Math.floor(at / d)]!);
  const widths = new Float64Array(k);
  codes.forEach((own, i) => {
    const away = settle(distance(points, i, centroids, own, d));
    widths[own] = widths[own]! + away / sizes[own]!;
  });
  const worst = widths.map((width, a) =>
    widths.reduce((most, other, b) => {
      const apart = settle(distance(centroids, a, centroids, b, d)); // 0 from itself
      return apart > 0 ? Math.max(most, (width + other) / apart) : most;
    }, 0),
  );
  return worst.reduce((a, b) => a + b, 0) / k;
}

function settle(length: number): number {
  return length < ROUNDING ? 0 : length;
}
