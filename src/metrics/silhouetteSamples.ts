import type { Matrix, Vector } from '../core/index.js';
import { checkClustering, distance } from './clusterInput.js';
import type { Label } from './labels.js';

/**
 * Silhouette of each point: how much nearer it lies to its own cluster than to the next one.
 *
 * s = (b − a) / max(a, b), with a the mean distance to the other points of its cluster and b the
 * smallest mean distance to the points of another cluster. A point alone in its cluster, and one
 * with a = b = 0, has 0.
 *
 * @param X      (n, d) finite points; scale the columns first, distances depend on it.
 * @param labels (n,) cluster of each point, numbers or texts; from 2 to n − 1 clusters.
 * @returns (n,) dimensionless, in [−1, 1]; below 0 the point sits nearer to another cluster.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND |
 *   UNDEFINED_METRIC (one cluster, or as many as points).
 *
 * Cost: O(n² d) time, O(n k) memory. Inputs are not changed.
 * Source: Rousseeuw (1987), Journal of Computational and Applied Mathematics 20.
 * Agrees with: sklearn.metrics.silhouette_samples, Euclidean (test/golden/clusteringMetrics.json).
 *
 * @example silhouetteSamples(Matrix.from([[0], [1], [5]]), [0, 0, 1]); // Float64Array(3) [ 0.8, 0.75, 0 ]
 */
export function silhouetteSamples(X: Matrix, labels: ArrayLike<Label>): Vector {
  return samples('silhouetteSamples', X, labels);
}

/** The same under the name of the metric that was called. */
export function samples(where: string, X: Matrix, labels: ArrayLike<Label>): Vector {
  const { points, codes, sizes } = checkClustering(where, X, labels);
  const n = X.rows;
  const k = sizes.length;
  const sums = new Float64Array(n * k); // of the distances from point i to cluster c
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const d = distance(points, i, points, j, X.columns);
      const toOther = i * k + codes[j]!;
      const toThis = j * k + codes[i]!;
      sums[toOther] = sums[toOther]! + d;
      sums[toThis] = sums[toThis]! + d;
    }
  }
  return Float64Array.from(codes, (own, i) => {
    if (sizes[own] === 1) return 0;
    const a = sums[i * k + own]! / (sizes[own]! - 1);
    let b = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      if (c !== own) b = Math.min(b, sums[i * k + c]! / sizes[c]!);
    }
    const larger = Math.max(a, b);
    return larger === 0 ? 0 : (b - a) / larger;
  });
}
