import { assertBetween, MlError } from '../core/index.js';
import { upperGamma } from './incompleteGamma.js';

/**
 * Density of the standard normal distribution: e^(−x²/2) / √(2π).
 *
 * @param x in deviations from the mean.
 *
 * @example normalDensity(0).toFixed(6); // '0.398942'
 */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/**
 * Share of the standard normal distribution below x: Φ(x). For the share above, take Φ(−x), which
 * keeps its digits where 1 − Φ(x) would lose them.
 *
 * @param x in deviations from the mean; ±Infinity is allowed.
 * @returns from 0 to 1; relative error about 1e-13, far out, too.
 * @throws MlError NOT_FINITE for NaN.
 *
 * Agrees with: scipy.stats.norm.cdf (test/golden/distributions.json).
 *
 * @example normalCdf(1.959963984540054).toFixed(6); // '0.975000'
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new MlError('NOT_FINITE', 'normalCdf: x is NaN, not a number.');
  const tail = 0.5 * upperGamma(0.5, 0.5 * x * x);
  return x < 0 ? tail : 1 - tail;
}

/**
 * The x with Φ(x) = p: the inverse of `normalCdf`.
 *
 * A rational first guess, then Halley's method, three steps of which reach full precision.
 *
 * @param p from 0 (−Infinity) to 1 (Infinity).
 * @returns x in deviations from the mean.
 * @throws MlError OUT_OF_RANGE
 *
 * Source: Abramowitz & Stegun 26.2.22 for the first guess.
 * Agrees with: scipy.stats.norm.ppf (test/golden/distributions.json).
 *
 * @example normalQuantile(0.975).toFixed(6); // '1.959964'
 */
export function normalQuantile(p: number): number {
  assertBetween('normalQuantile', 'p', p, 0, 1);
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p === 0.5) return 0;
  if (p > 0.5) return -lowerQuantile(1 - p);
  return lowerQuantile(p);
}

/** p below one half. */
function lowerQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  let x = (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t) - t;
  for (let step = 0; step < 4; step++) {
    const density = normalDensity(x);
    if (density === 0) break; // beyond what a double can hold: the guess stands
    const error = (normalCdf(x) - p) / density;
    x -= error / (1 + 0.5 * x * error);
  }
  return x;
}
