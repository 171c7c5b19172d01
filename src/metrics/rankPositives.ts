import type { MetricOptions } from './metricInput.js';
import { sortClasses, thresholdCounts } from './thresholdCounts.js';

/** All (weighted) rows of either class. */
export interface ClassTotals {
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Visits each score that a positive has, from the highest, with the (weighted) count of the
 * positives that have it, of the negatives above it and of those at it. That is all that areas
 * need; nothing is stored on the way.
 */
export function rankPositives(
  where: string,
  yTrue: ArrayLike<number>,
  yScore: ArrayLike<number>,
  options: MetricOptions,
  visit: (positives: number, above: number, level: number) => void,
): ClassTotals {
  if (options.sampleWeight !== undefined) {
    const counts = thresholdCounts(where, yTrue, yScore, options);
    const { truePositives: tp, falsePositives: fp } = counts;
    for (let k = 0; k < tp.length; k++) {
      const [found, above] = k === 0 ? [0, 0] : [tp[k - 1]!, fp[k - 1]!];
      if (tp[k] !== found) visit(tp[k]! - found, above, fp[k]! - above);
    }
    return counts;
  }
  const { ones, zeros } = sortClasses(where, yTrue, yScore);
  let i0 = zeros.length - 1;
  for (let i1 = ones.length - 1; i1 >= 0; ) {
    const score = ones[i1]!;
    const before = i1;
    while (i1 >= 0 && ones[i1] === score) i1--;
    while (i0 >= 0 && zeros[i0]! > score) i0--;
    const above = zeros.length - 1 - i0;
    while (i0 >= 0 && zeros[i0] === score) i0--;
    visit(before - i1, above, zeros.length - 1 - i0 - above);
  }
  return { positives: ones.length, negatives: zeros.length };
}
