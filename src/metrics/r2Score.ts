import { MlError } from '../core/index.js';
import { checkRegression, type MetricOptions } from './metricInput.js';

/**
 * Coefficient of determination (R²): the share of the spread of y that the predictions explain.
 *
 * R² = 1 − Σ wᵢ (yᵢ − ŷᵢ)² / Σ wᵢ (yᵢ − ȳ)², where ȳ is the weighted mean of these rows. It
 * depends on how widely y spreads here, so values from different data do not compare.
 *
 * @param yTrue   (n,) finite true values, n ≥ 2, not all equal.
 * @param yPred   (n,) finite predictions in the same unit.
 * @param options `sampleWeight`: (n,) weights ≥ 0.
 * @returns dimensionless, at most 1; higher is better. 0 is as good as always answering ȳ, and a
 *   negative value is worse than that.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE (a negative weight) |
 *   UNDEFINED_METRIC (one row only, all weight on equal values, or y constant: the spread is 0).
 *   scikit-learn answers NaN, 0 or 1 there.
 *
 * Cost: O(n), two passes. Inputs are not changed.
 * Agrees with: sklearn.metrics.r2_score (test/golden/regressionMetrics.json).
 *
 * @example r2Score([1, 2, 3, 4], [1, 2, 3, 5]); // 0.8
 */
export function r2Score(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: MetricOptions = {},
): number {
  const { weightOf, total } = checkRegression('r2Score', yTrue, yPred, options);
  const n = yTrue.length;
  if (isConstant(yTrue, weightOf)) throw noSpread(n);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weightOf(i) * yTrue[i]!;
  const mean = sum / total;
  let unexplained = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    unexplained += weightOf(i) * (yTrue[i]! - yPred[i]!) ** 2;
    spread += weightOf(i) * (yTrue[i]! - mean) ** 2;
  }
  if (spread === 0) throw noSpread(n); // differences too small to be squared
  return 1 - unexplained / spread;
}

/** Whether all rows with any weight have the same value: rounding in the mean must not hide it. */
function isConstant(yTrue: ArrayLike<number>, weightOf: (i: number) => number): boolean {
  let first: number | undefined;
  for (let i = 0; i < yTrue.length; i++) {
    if (weightOf(i) === 0) continue;
    first ??= yTrue[i]!;
    if (yTrue[i] !== first) return false;
  }
  return true;
}

function noSpread(n: number): MlError {
  const what = n === 1 ? 'there is one row only' : `all ${n} true values are equal`;
  return new MlError(
    'UNDEFINED_METRIC',
    `r2Score: ${what}, so there is no spread to explain and R² is undefined. ` +
      'Use meanAbsoluteError here, or score more rows at a time.',
  );
}
