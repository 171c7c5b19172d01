import { assertAbove, assertBetween } from '../core/index.js';
import { awayFromZero, notConverged } from './incompleteGamma.js';
import { logGamma } from './logGamma.js';

const MAX_ITERATIONS = 100_000;

/**
 * Regularised incomplete beta function Iₓ(a, b): the share of a beta distribution below x.
 * `studentTail` is a special case.
 *
 * Continued fraction, taken from the side where it settles quickly.
 *
 * @param a above 0. @param b above 0. @param x from 0 to 1.
 * @returns from 0 to 1; relative error about 1e-13, growing with a + b as (a + b) · 1e-16.
 * @throws MlError OUT_OF_RANGE | NOT_CONVERGED
 *
 * Cost: O(√max(a, b)) steps.
 * Source: Abramowitz & Stegun 26.5.8; Lentz (1976), Applied Optics 15(3).
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
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y),
  );
  if (x < (a + 1) / (a + b + 2)) return (front * fraction(a, b, x)) / a;
  return 1 - (front * fraction(b, a, y)) / b;
}

function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let k = 1; k <= MAX_ITERATIONS; k++) {
    const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 4e-16) return value;
  }
  throw notConverged('lowerBeta', `a = ${a}, b = ${b}, x = ${x}`);
}
