import type { Matrix } from '../core/index.js';
import type { Label } from './labels.js';
import { samples } from './silhouetteSamples.js';

/**
 * Silhouette score: how well separated the clusters are, without knowing any truth.
 *
 * The mean of `silhouetteSamples`. It favours round, equally wide clusters, and finds some even
 * where there are none: compare with the score on uniform data.
 *
 * @param X      (n, d) finite points; scale the columns first, distances depend on it.
 * @param labels (n,) cluster of each point, numbers or texts; from 2 to n − 1 clusters.
 * @returns dimensionless, in [−1, 1]; higher is better.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND |
 *   UNDEFINED_METRIC (one cluster, or as many as points).
 *
 * Cost: O(n² d) time, O(n k) memory. Inputs are not changed.
 * Source: Rousseeuw (1987), Journal of Computational and Applied Mathematics 20.
 * Agrees with: sklearn.metrics.silhouette_score, Euclidean (test/golden/clusteringMetrics.json).
 *
 * @example silhouetteScore(Matrix.from([[0], [1], [5]]), [0, 0, 1]); // 0.5166666666666667
 */
export function silhouetteScore(X: Matrix, labels: ArrayLike<Label>): number {
  const silhouettes = samples('silhouetteScore', X, labels);
  return silhouettes.reduce((a, b) => a + b, 0) / silhouettes.length;
}
