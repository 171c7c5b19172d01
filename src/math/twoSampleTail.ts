import { assertBetween, assertInteger } from '../core/index.js';

/**
 * Exact p-value of the two-sample Kolmogorov–Smirnov statistic: how often two samples of these
 * sizes from one continuous distribution lie at least so far apart.
 *
 * Every order of the pooled values is equally likely: a random path from (0, 0) to (n, m). With
 * u(i, j) the chance that a path to (i, j) has at some point had |i/n − j/m| ≥ statistic, the last
 * step came from (i − 1, j) with chance i / (i + j), so u is a mean of two neighbours, and 1
 * outside the band. Only positive terms are added: a small p-value keeps its digits.
 *
 * @param statistic the largest distance of the two distribution functions, from 0 to 1.
 * @param n, m sizes, at least 1.
 * @returns from 0 to 1. With ties among the values the true p-value is at most this.
 * @throws MlError OUT_OF_RANGE
 *
 * Cost: O(n · m · statistic) time at most, O(min(n, m)) memory.
 * Source: Hodges (1958), Arkiv för Matematik 3; Viehmann (2021), arXiv:2102.08037.
 * Agrees with: scipy.stats.ks_2samp(method='exact') (test/golden/drift.json).
 *
 * @example twoSampleTail(1, 3, 3); // 0.1
 */
export function twoSampleTail(statistic: number, n: number, m: number): number {
  assertBetween('twoSampleTail', 'statistic', statistic, 0, 1);
  assertInteger('twoSampleTail', 'n', n, 1);
  assertInteger('twoSampleTail', 'm', m, 1);
  const [long, short] = n < m ? [m, n] : [n, m];
  // The statistic is a whole number of steps of 1 / lcm; rounding makes the comparison exact.
  const divisor = greatestCommonDivisor(long, short);
  const height = Math.round(((statistic * long) / divisor) * short);
  if (height <= 0) return 1;
  const a = short / divisor; // |i · a − j · b| ≥ height is outside, for i of `long` and j of `short`
  const b = long / divisor;
  const touched = new Float64Array(short + 1).fill(1);
  let low = 0;
  for (let i = 0; i <= long; i++) {
    while (i * a - low * b >= height) touched[low++] = 1;
    const high = Math.min(short, Math.floor((i * a + height - 1) / b));
    for (let j = low; j <= high; j++) {
      if (i + j === 0) touched[0] = 0;
      else {
        const before = j === 0 ? 0 : touched[j - 1]!;
        touched[j] = (i * touched[j]! + j * before) / (i + j);
      }
    }
    if (low > short) return 1;
  }
  return Math.min(1, touched[short]!);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
