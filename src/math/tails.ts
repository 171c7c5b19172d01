import { assertAbove, assertBetween, assertFinite } from '../core/index.js';
import { below } from './incompleteBeta.js';
import { upperGamma } from './incompleteGamma.js';
import { normalCdf } from './normalDistribution.js';

/** From so many degrees on, t and normal tails are the same number, wherever they are above 0. */
const NEARLY_NORMAL = 1e25;

/**
 * The share of the χ² distribution above `statistic`: the p-value of a χ² test.
 *
 * @param statistic at least 0. @param degrees degrees of freedom, above 0.
 * @returns from 0 to 1.
 * @throws MlError OUT_OF_RANGE
 *
 * Agrees with: scipy.stats.chi2.sf (test/golden/distributions.json).
 *
 * @example chiSquareTail(3.841458820694124, 1).toFixed(6); // '0.050000'
 */
export function chiSquareTail(statistic: number, degrees: number): number {
  assertBetween('chiSquareTail', 'statistic', statistic, 0, Infinity);
  assertAbove('chiSquareTail', 'degrees', degrees, 0);
  return upperGamma(degrees / 2, statistic / 2);
}

/**
 * The share of Student's t distribution farther from 0 than `statistic`, on both sides together:
 * the two-sided p-value of a t test.
 *
 * @param statistic any finite number. @param degrees degrees of freedom, above 0.
 * @returns from 0 to 1.
 * @throws MlError NOT_FINITE | OUT_OF_RANGE
 *
 * Agrees with: 2 · scipy.stats.t.sf(|t|) (test/golden/distributions.json).
 *
 * @example studentTail(2.2281388519649385, 10).toFixed(6); // '0.050000'
 */
export function studentTail(statistic: number, degrees: number): number {
  assertFinite('studentTail', 'statistic', [statistic]);
  assertAbove('studentTail', 'degrees', degrees, 0);
  if (statistic === 0) return 1;
  const square = statistic * statistic;
  if (square === Infinity) return 0;
  if (degrees > NEARLY_NORMAL) return 2 * normalCdf(-Math.abs(statistic));
  const total = degrees + square;
  return below(degrees / 2, 0.5, degrees / total, square / total);
}
