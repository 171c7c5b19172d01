import { assertInteger } from '../core/index.js';
import { logGamma } from './logGamma.js';

/** Tables that are equally likely differ by rounding only. */
const ROUNDING = 1 + 1e-7;

/**
 * Two-sided p-value of Fisher's exact test: k of n and l of m came out "yes"; how often would
 * chance, with the same totals, give a table that is at most as likely?
 *
 * @param k, n yes and size of the first sample, 0 ≤ k ≤ n. @param l, m of the second.
 * @returns from 0 to 1.
 * @throws MlError OUT_OF_RANGE
 *
 * Cost: O(min(k + l, n, m)).
 * Source: Fisher (1935), JRSS 98.
 * Agrees with: scipy.stats.fisher_exact (test/golden/drift.json).
 *
 * @example fisherTail(3, 3, 0, 3); // 0.1
 */
export function fisherTail(k: number, n: number, l: number, m: number): number {
  assertInteger('fisherTail', 'n', n, 0);
  assertInteger('fisherTail', 'm', m, 0);
  assertInteger('fisherTail', 'k', k, 0, n);
  assertInteger('fisherTail', 'l', l, 0, m);
  const yes = k + l;
  const logChance = (i: number) => logChoose(n, i) + logChoose(m, yes - i);
  const own = Math.exp(logChance(k) - logChoose(n + m, yes));
  let tail = 0;
  for (let i = Math.max(0, yes - m); i <= Math.min(n, yes); i++) {
    const chance = Math.exp(logChance(i) - logChoose(n + m, yes));
    if (chance <= own * ROUNDING) tail += chance;
  }
  return Math.min(1, tail);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
