import { contingency } from './contingency.js';
import type { Label } from './labels.js';

/**
 * Adjusted Rand index: how far two clusterings agree on which pairs of points belong together,
 * beyond chance. The names of the clusters do not matter, nor which of the two is the truth.
 *
 * With the pairs that are together in both (a), only in the first (b), only in the second (c), in
 * neither (d): 2 (a d − b c) / ((a + b)(b + d) + (a + c)(c + d)); 1 when b = c = 0.
 *
 * @param labelsTrue (n,) clusters or classes, numbers or texts, n ≥ 1.
 * @param labelsPred (n,) clusters, numbers or texts.
 * @returns dimensionless, in [−0.5, 1]; 0 on average for random clusterings, 1 for equal ones.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND
 *
 * Cost: O(n). Inputs are not changed.
 * Source: Hubert & Arabie (1985), Journal of Classification 2.
 * Agrees with: sklearn.metrics.adjusted_rand_score (test/golden/clusteringMetrics.json).
 *
 * @example adjustedRandIndex(['a', 'a', 'b', 'b'], [0, 0, 1, 2]); // 0.5714285714285714
 */
export function adjustedRandIndex(
  labelsTrue: ArrayLike<Label>,
  labelsPred: ArrayLike<Label>,
): number {
  const { n, cells, firstSizes, secondSizes } = contingency(
    'adjustedRandIndex',
    labelsTrue,
    labelsPred,
  );
  const together = pairs(cells);
  const onlyFirst = pairs(firstSizes) - together;
  const onlySecond = pairs(secondSizes) - together;
  if (onlyFirst === 0 && onlySecond === 0) return 1;
  const apart = (n * (n - 1)) / 2 - together - onlyFirst - onlySecond;
  return (
    (2 * (together * apart - onlyFirst * onlySecond)) /
    ((together + onlyFirst) * (onlyFirst + apart) + (together + onlySecond) * (onlySecond + apart))
  );
}

/** Pairs within groups of these sizes. */
function pairs(sizes: Float64Array): number {
  return sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
