import { assertAbove, assertKnownOptions } from '../core/index.js';
import { assertCounts } from './counts.js';

/** What `jensenShannonDistance` takes beside the counts. */
export interface JensenShannonOptions {
  /** Base of the logarithm, above 1. Default e; with 2 the distance lies between 0 and 1. */
  readonly base?: number;
}

/**
 * Jensen–Shannon distance of two distributions over the same categories: √((K(p‖r) + K(q‖r)) / 2),
 * r = (p + q) / 2, K(p‖r) = Σ p log(p / r).
 *
 * Unlike the population stability index it is finite where a category is new, symmetric, and a
 * metric. It has no p-value: between small samples it is above 0 without any drift.
 *
 * @param reference (k,) counts or shares. @param current (k,) of the same categories.
 * @returns from 0 (equal) to √(log 2) in the base (nothing in common).
 * @throws MlError SHAPE_MISMATCH | OUT_OF_RANGE | EMPTY (all counts are 0).
 *
 * Cost: O(k).
 * Source: Endres & Schindelin (2003), IEEE Transactions on Information Theory 49(7).
 * Agrees with: scipy.spatial.distance.jensenshannon (test/golden/drift.json).
 *
 * @example jensenShannonDistance([5, 0], [0, 7], { base: 2 }); // 1
 */
export function jensenShannonDistance(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  options: JensenShannonOptions = {},
): number {
  assertKnownOptions('jensenShannonDistance', options, ['base']);
  const { base = Math.E } = options;
  assertAbove('jensenShannonDistance', 'base', base, 1);
  const [n, m] = assertCounts('jensenShannonDistance', reference, current);
  let divergence = 0;
  for (let k = 0; k < reference.length; k++) {
    const p = reference[k]! / n;
    const q = current[k]! / m;
    const r = (p + q) / 2;
    if (p > 0) divergence += p * Math.log(p / r);
    if (q > 0) divergence += q * Math.log(q / r);
  }
  return Math.sqrt(Math.max(0, divergence) / 2 / Math.log(base));
}
