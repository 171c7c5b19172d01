import { assertAbove, assertBetween, MlError } from '../core/index.js';
import { logGamma, stirlingSeries } from './logGamma.js';

const MAX_ITERATIONS = 100_000;
const PRECISION = 1e-16;
const TINY = 1e-300;

/**
 * Upper regularised incomplete gamma function Q(a, x) = ∫ₓ^∞ t^(a−1) e^(−t) dt / Γ(a): the share of
 * a gamma distribution above x. `chiSquareTail` and `normalCdf` are special cases.
 *
 * Power series of the lower part for x < a + 1, else a continued fraction of the upper part, so
 * that a small tail keeps its digits.
 *
 * @param a shape, above 0.
 * @param x at least 0.
 * @returns from 0 to 1; relative error about 1e-13, more only in tails far below 1e-100.
 * @throws MlError OUT_OF_RANGE | NOT_CONVERGED
 *
 * Cost: O(√a) steps.
 * Source: Abramowitz & Stegun 6.5.29, 6.5.31; Lentz (1976), Applied Optics 15(3).
 * Agrees with: scipy.special.gammaincc (test/golden/distributions.json).
 *
 * @example upperGamma(1, 2) === Math.exp(-2); // true
 */
export function upperGamma(a: number, x: number): number {
  assertAbove('upperGamma', 'a', a, 0);
  assertBetween('upperGamma', 'x', x, 0, Infinity);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  if (a === 1) return Math.exp(-x);
  const front = frontFactor(a, x);
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

/** xᵃ e⁻ˣ / Γ(a), for large a without the difference of large logarithms. */
function frontFactor(a: number, x: number): number {
  if (a < 12) return Math.exp(a * Math.log(x) - x - logGamma(a));
  const away = (x - a) / a;
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(a * (Math.log1p(away) - away) - stirlingSeries(a));
}

/** Σ xᵏ / (a (a + 1) … (a + k)) */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k <= MAX_ITERATIONS; k++) {
    term *= x / (a + k);
    sum += term;
    if (term < sum * PRECISION) return sum;
  }
  throw notConverged('upperGamma', `a = ${a}, x = ${x}`);
}

/** 1 / (x + 1 − a − 1(1 − a) / (x + 3 − a − 2(2 − a) / (x + 5 − a − …))) by Lentz' method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k <= MAX_ITERATIONS; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 4 * PRECISION) return value;
  }
  throw notConverged('upperGamma', `a = ${a}, x = ${x}`);
}

/** Lentz' method divides by this, and a zero would end it. */
export function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

export function notConverged(where: string, at: string): MlError {
  return new MlError(
    'NOT_CONVERGED',
    `${where}: no result after ${MAX_ITERATIONS} steps at ${at}. Arguments this large are beyond it.`,
  );
}
