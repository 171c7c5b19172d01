import { assertOneOf, MlError } from '../core/index.js';
import { checkZeroDivision, type ZeroDivision } from './averagedScore.js';
import { countPairs } from './confusionMatrix.js';
import { type Label, showLabel } from './labels.js';
import type { MetricOptions } from './metricInput.js';

/** What `cohenKappa` takes beside the two columns of labels. */
export interface CohenKappaOptions<L extends Label = Label> extends MetricOptions {
  /** The classes, in their order from low to high. Default: all, sorted. */
  readonly labels?: readonly L[];
  /**
   * What a disagreement costs: `'none'` (default) always 1, `'linear'` the number of steps between
   * the classes in `labels`, `'quadratic'` its square.
   */
  readonly weights?: 'none' | 'linear' | 'quadratic';
  /** The value of 0/0. Default `'throw'`: MlError UNDEFINED_METRIC. */
  readonly zeroDivision?: ZeroDivision;
}

/**
 * Cohen's kappa: how far two raters agree beyond what their habits alone would bring.
 *
 * κ = 1 − Σ wᵢⱼ oᵢⱼ / Σ wᵢⱼ eᵢⱼ, with o the observed counts, e those expected if both rated
 * independently, and w the cost of disagreeing. Symmetric in its two columns.
 *
 * @param first   (n,) labels by one rater (or the truth), numbers or texts, n ≥ 1.
 * @param second  (n,) labels by the other, of the same kind.
 * @param options `weights`, `labels`, `zeroDivision`, `sampleWeight`.
 * @returns dimensionless, at most 1; 0 is chance, below it they avoid each other.
 * @throws MlError SHAPE_MISMATCH | EMPTY | MISSING_VALUE | NOT_FINITE | WRONG_KIND | DUPLICATE_NAME |
 *   INVALID_ARGUMENT | OUT_OF_RANGE (a negative weight) | UNDEFINED_METRIC (both used one and the
 *   same class only, or no row has two of `labels`, unless `zeroDivision` says what 0/0 is;
 *   scikit-learn answers NaN).
 *
 * Cost: O(n + k²). Inputs are not changed.
 * Source: Cohen (1960), Educational and Psychological Measurement 20(1).
 * Agrees with: sklearn.metrics.cohen_kappa_score (test/golden/classificationMetrics.json).
 *
 * @example cohenKappa([1, 1, 0, 0], [1, 0, 0, 0]); // 0.5
 */
export function cohenKappa<L extends Label>(
  first: ArrayLike<L>,
  second: ArrayLike<L>,
  options: CohenKappaOptions<L> = {},
): number {
  const { weights = 'none', zeroDivision = 'throw' } = options;
  assertOneOf('cohenKappa', 'weights', weights, ['none', 'linear', 'quadratic']);
  checkZeroDivision('cohenKappa', zeroDivision);
  const { counts, labels } = countPairs('cohenKappa', first, second, options, ['first', 'second']);
  const k = counts.rows;
  const rows = new Float64Array(k);
  const columns = new Float64Array(k);
  let all = 0;
  counts.data.forEach((count, at) => {
    const i = Math.floor(at / k);
    rows[i] = rows[i]! + count;
    columns[at % k] = columns[at % k]! + count;
    all += count;
  });
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (i === j) continue;
      const steps = Math.abs(i - j);
      const cost = weights === 'none' ? 1 : weights === 'linear' ? steps : steps * steps;
      observed += cost * counts.data[i * k + j]!;
      expected += cost * rows[i]! * (columns[j]! / all);
    }
  }
  if (expected > 0) return 1 - observed / expected;
  if (zeroDivision !== 'throw') return zeroDivision;
  if (all === 0) {
    throw new MlError(
      'UNDEFINED_METRIC',
      `cohenKappa: no row with any weight has one of the labels ${labels.map(showLabel).join(', ')} ` +
        'in both columns, so kappa is 0/0. Name more classes in `labels`, or say what 0/0 shall be ' +
        'by the option `zeroDivision`.',
    );
  }
  throw new MlError(
    'UNDEFINED_METRIC',
    'cohenKappa: both columns have one and the same class only, so chance agrees perfectly and ' +
      'kappa is 0/0. Rate more rows, or say what 0/0 shall be by the option `zeroDivision`.',
  );
}
