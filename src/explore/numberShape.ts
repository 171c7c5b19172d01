import type { NumberFacts } from './numberFacts.js';
import type { Shape } from './profileTypes.js';

/** Fewer values than this have no shape that one could trust. */
export const FEWEST_VALUES = 20;
/** The quantiles from which bins and shape are worked out. */
export const SHAPE_PROBABILITIES = [0.005, 0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975, 0.995];
const MOST_DISCRETE = 20;

/**
 * The shape of a column of numbers or dates in words. The first rule that holds decides:
 *
 * 1. one value: `constant`; fewer than 20 values: `too few to tell`.
 * 2. Dates whose different values lie at equal steps: `evenly spaced`.
 * 3. Whole numbers, no two alike, that fill their range (at least two of three numbers from the
 *    least to the greatest), or whose name says so: `identifier-like`.
 * 4. At most 20 different values, each five times on average: `discrete`.
 * 5. More than one peak (`countPeaks`): `two peaks`, `several peaks`.
 * 6. With L and R the distances of the 5% and the 95% quantile from the median, and
 *    lean = (R − L) / (R + L): a `long right tail` if lean is above 0.2 and above 2/√n (which is
 *    two standard errors), a `long left tail` if below −0.2 and −2/√n. Where 90% of the values
 *    are one, the sign of the skewness decides.
 * 7. The middle 95% is wider than 3.8 (for small n: 2.9 + 8/√n) times the middle half, where the
 *    normal distribution has 2.9: `heavy tails`.
 * 8. Else `symmetric`.
 *
 * Quantiles decide and not the skewness, since one wrong value can turn the skewness round.
 */
export function numberShape(
  column: { readonly name: string; readonly kind: 'number' | 'date' },
  facts: NumberFacts,
  peaks: () => number,
): Shape {
  if (facts.distinct === 1) return 'constant';
  if (facts.n < FEWEST_VALUES) return 'too few to tell';
  if (column.kind === 'date' && areEvenlySpaced(facts)) return 'evenly spaced';
  if (column.kind === 'number' && isIdentifier(column.name, facts)) return 'identifier-like';
  if (facts.distinct <= MOST_DISCRETE && facts.n >= 5 * facts.distinct) return 'discrete';
  const found = peaks();
  if (found > 1) return found === 2 ? 'two peaks' : 'several peaks';
  return tails(facts);
}

function tails({ n, quantile, moments }: NumberFacts): Shape {
  const median = quantile(0.5);
  const left = median - quantile(0.05);
  const right = quantile(0.95) - median;
  if (left + right === 0) {
    const skewness = moments.skewness ?? 0;
    if (Math.abs(skewness) < 1) return 'heavy tails';
    return skewness > 0 ? 'long right tail' : 'long left tail';
  }
  const lean = (right - left) / (right + left);
  if (Math.abs(lean) > Math.max(0.2, 2 / Math.sqrt(n))) {
    return lean > 0 ? 'long right tail' : 'long left tail';
  }
  const middleHalf = quantile(0.75) - quantile(0.25);
  const most = quantile(0.975) - quantile(0.025);
  const limit = Math.max(3.8, 2.9 + 8 / Math.sqrt(n));
  return most > limit * middleHalf ? 'heavy tails' : 'symmetric';
}

function areEvenlySpaced({ distinct, smallestStep, largestStep }: NumberFacts): boolean {
  return distinct > 2 && largestStep - smallestStep <= 1e-6 * largestStep;
}

function isIdentifier(name: string, { n, distinct, whole, min, max }: NumberFacts): boolean {
  if (!whole || distinct < n) return false;
  return max - min + 1 <= 1.5 * n || saysIdentifier(name);
}

/** `id`, `user_id`, `userId`, `row key`, `index` …, but not `humid`, `paid` or `monkey`. */
function saysIdentifier(name: string): boolean {
  return (
    /(^|[^\p{L}])(id|ids|uuid|guid|key|index)$/iu.test(name) ||
    /\p{Ll}(Id|ID|Key|Index)$/u.test(name)
  );
}
