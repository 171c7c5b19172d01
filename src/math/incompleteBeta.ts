import { assertAbove, assertBetween } from '../core/index.js';
import { awayFromZero, notConverged } from './incompleteGamma.js';
import { stirlingError } from './logGamma.js';

const MAX_ITERATIONS = 100_000;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Regularised incomplete beta function Iₓ(a, b): the share of a beta distribution below x.
 * `studentTail` is a special case.
 *
 * Continued fraction, taken from the side where it settles quickly. The factor before it is written
 * by what Stirling's formula lacks, and all by a y − b x, so that nothing large is taken from
 * anything large.
 *
 * @param a above 0. @param b above 0. @param x from 0 to 1.
 * @returns from 0 to 1; relative error about 1e-13, growing far from the mean as
 *   |a y − b x| · 1e-16, with y = 1 − x.
 * @throws MlError OUT_OF_RANGE | NOT_CONVERGED
 *
 * Cost: O(√max(a, b)) steps.
 * Source: Didonato & Morris (1992), ACM Transactions on Mathematical Software 18(3), for both; Lentz
 *   (1976), Applied Optics 15(3).
 * Agrees with: scipy.special.betainc (test/golden/distributions.json).
 *
 * @example lowerBeta(1, 1, 0.25).toFixed(12); // '0.250000000000'
 */
export function lowerBeta(a: number, b: number, x: number): number {
  assertAbove('lowerBeta', 'a', a, 0);
  assertAbove('lowerBeta', 'b', b, 0);
  assertBetween('lowerBeta', 'x', x, 0, 1);
  if (x === 0 || x === 1) return x;
  return below(a, b, x, 1 - x);
}

/** Iₓ(a, b) with y = 1 − x given, too, so that neither loses digits. */
export function below(a: number, b: number, x: number, y: number): number {
  const ahead = a * y - b * x; // how far x lies below the mean, times a + b
  const front = Math.exp(
    logShare(a, b, x, -ahead) +
      logShare(b, a, y, ahead) +
      0.5 * Math.log((a / (a + b)) * b) -
      HALF_LOG_TWO_PI +
      stirlingError(a + b) -
      stirlingError(a) -
      stirlingError(b),
  ); // x^a y^b / B(a, b)
  const value =
    ahead > x - y // x < (a + 1) / (a + b + 2)
      ? front / fraction(a, b, x, ahead)
      : 1 - front / fraction(b, a, y, -ahead);
  return Math.max(0, Math.min(1, value));
}

/** a · ln(x / mean), where the mean is a / (a + b) and `past` is (x − mean) · (a + b). */
function logShare(a: number, b: number, x: number, past: number): number {
  const excess = past / a;
  if (Math.abs(excess) < 0.5) return a * Math.log1p(excess);
  // The quotient overflows only where a is so small that the product is 0.
  return a * Math.log(Math.min(Number.MAX_VALUE, x * (1 + b / a)));
}

/** The even part of the continued fraction, whose terms know x by its distance to the mean. */
function fraction(a: number, b: number, x: number, ahead: number): number {
  const y = 1 - x;
  const term = (k: number) =>
    k +
    (k * (b - k) * x) / (a + 2 * k - 1) +
    ((a + k) * (ahead + 1 + k * (1 + y))) / (a + 2 * k + 1);
  let value = (a / (a + 1)) * (ahead + 1); // above 0 on this side
  let c = value;
  let d = 0;
  for (let k = 1; k <= MAX_ITERATIONS; k++) {
    const step = a + 2 * k - 1;
    const over = ((a + k - 1) / step) * ((a + b + k - 1) / step) * (k * x) * ((b - k) * x);
    const under = term(k);
    d = 1 / awayFromZero(under + over * d);
    c = awayFromZero(under + over / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 4e-16) return value;
  }
  throw notConverged('lowerBeta', `a = ${a}, b = ${b}, x = ${x}`);
}
