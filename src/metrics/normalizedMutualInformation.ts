import { assertOneOf } from '../core/index.js';
import { contingency } from './contingency.js';
import type { Label } from './labels.js';

/** How `normalizedMutualInformation` scales. */
export interface MutualInformationOptions {
  /** The mean of both entropies to divide by. Default `'arithmetic'`. */
  readonly average?: 'arithmetic' | 'geometric' | 'min' | 'max';
}

/**
 * Normalised mutual information: how much one clustering tells about the other, as a share of
 * what there is to tell. Not corrected for chance: many small clusters score high.
 *
 * I(U; V) / mean(H(U), H(V)), with I = Σ p(u, v) ln (p(u, v) / p(u) p(v)). 1 when both have one
 * cluster only, 0 when only one of them has.
 *
 * @param labelsTrue (n,) clusters or classes, numbers or texts, n ≥ 1.
 * @param labelsPred (n,) clusters, numbers or texts.
 * @param options    `average`: which mean of the entropies.
 * @returns dimensionless, in [0, 1]; 0 for independent clusterings, 1 for equal ones.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND | INVALID_ARGUMENT
 *
 * Cost: O(n). Inputs are not changed.
 * Source: Strehl & Ghosh (2002), Journal of Machine Learning Research 3.
 * Agrees with: sklearn.metrics.normalized_mutual_info_score (test/golden/clusteringMetrics.json).
 *
 * @example normalizedMutualInformation(['a', 'a', 'b', 'b'], [0, 0, 1, 2]); // 0.8
 */
export function normalizedMutualInformation(
  labelsTrue: ArrayLike<Label>,
  labelsPred: ArrayLike<Label>,
  options: MutualInformationOptions = {},
): number {
  const where = 'normalizedMutualInformation';
  const { average = 'arithmetic' } = options;
  assertOneOf(where, 'average', average, ['arithmetic', 'geometric', 'min', 'max']);
  const table = contingency(where, labelsTrue, labelsPred);
  const { n, cells, first, second, firstSizes, secondSizes } = table;
  if (firstSizes.length === 1 && secondSizes.length === 1) return 1;
  let information = 0;
  cells.forEach((count, m) => {
    const expected = (firstSizes[first[m]!]! * secondSizes[second[m]!]!) / n;
    information += (count / n) * Math.log(count / expected);
  });
  if (information <= Number.EPSILON) return 0; // independent, up to rounding
  const h1 = entropy(firstSizes, n);
  const h2 = entropy(secondSizes, n);
  const mean = {
    arithmetic: (h1 + h2) / 2,
    geometric: Math.sqrt(h1 * h2),
    min: Math.min(h1, h2),
    max: Math.max(h1, h2),
  }[average];
  return Math.min(1, information / mean);
}

function entropy(sizes: Float64Array, n: number): number {
  return sizes.reduce((sum, size) => sum - (size / n) * Math.log(size / n), 0);
}
