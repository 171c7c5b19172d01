import { assertOneOf } from '../core/index.js';
import { normalQuantile, ranks, studentTail } from '../math/index.js';
import { completeNumbers, tooFewError } from './pairs.js';
import { correlation } from './pearson.js';

export interface CorrelationTestOptions {
  /** Which correlation. Default 'pearson'. */
  readonly method?: 'pearson' | 'spearman';
}

/** A correlation, and what a sample of this size can say about it. */
export interface CorrelationTest {
  readonly coefficient: number;
  /** How often independent columns would give one at least as far from 0. */
  readonly pValue: number;
  /** 95% interval for the correlation behind the sample; null for fewer than four rows. */
  readonly interval: readonly [number, number] | null;
  /** Complete rows. */
  readonly count: number;
}

/**
 * A correlation with its p-value and its 95% interval: is it more than chance, and how large may
 * it be?
 *
 * p: two-sided, from t = r √((n − 2) / (1 − r²)) with n − 2 degrees of freedom: exact for normal
 * columns, an approximation for 'spearman' (good from about 20 rows). Interval: Fisher's
 * tanh(artanh r ± 1.96 / √(n − 3)). A small p says that there is some relation, not that it is
 * strong, and neither says what causes it.
 *
 * @param a (n,) numbers; NaN is missing. @param b (n,) numbers; incomplete rows are left out.
 * @throws MlError SHAPE_MISMATCH | NOT_FINITE | INVALID_ARGUMENT; EMPTY for fewer than three
 *   complete rows; UNDEFINED_METRIC when a or b is constant there.
 *
 * Cost: O(n), or O(n log n) for 'spearman'.
 * Source: Fisher (1921), Metron 1.
 * Agrees with: scipy.stats.pearsonr and spearmanr (test/golden/associations.json).
 *
 * @example correlationTest([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]).pValue.toFixed(3); // '0.104'
 */
export function correlationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: CorrelationTestOptions = {},
): CorrelationTest {
  const { method = 'pearson' } = options;
  assertOneOf('correlationTest', 'method', method, ['pearson', 'spearman']);
  const pairs = completeNumbers('correlationTest', a, b);
  const n = pairs.a.length;
  if (n < 3) throw tooFewError('correlationTest', n, 3);
  const x = method === 'pearson' ? pairs.a : ranks(pairs.a);
  const y = method === 'pearson' ? pairs.b : ranks(pairs.b);
  const r = correlation('correlationTest', x, y);
  const rest = (1 - r) * (1 + r);
  const pValue = rest === 0 ? 0 : studentTail(r * Math.sqrt((n - 2) / rest), n - 2);
  return { coefficient: r, pValue, interval: fisherInterval(r, n), count: n };
}

function fisherInterval(r: number, n: number): readonly [number, number] | null {
  if (n < 4) return null;
  const centre = Math.atanh(r);
  const half = normalQuantile(0.975) / Math.sqrt(n - 3);
  return [Math.tanh(centre - half), Math.tanh(centre + half)];
}
