import { assertBinary, assertFinite, assertNotEmpty, assertSameLength } from '../core/index.js';
import { sortOwn } from '../math/index.js';
import { checkWeights, type MetricOptions } from './metricInput.js';

/** How many rows are called positive, rightly and wrongly, at each distinct score as threshold. */
export interface ThresholdCounts {
  /** (m,) distinct scores, descending: a row is called positive when its score is at least this. */
  readonly thresholds: Float64Array;
  /** (m,) (weighted) rows with label 1 at or above the threshold. */
  readonly truePositives: Float64Array | Uint32Array;
  /** (m,) (weighted) rows with label 0 at or above the threshold. */
  readonly falsePositives: Float64Array | Uint32Array;
  /** All (weighted) rows with label 1, and with label 0. */
  readonly positives: number;
  readonly negatives: number;
}

/** What every curve over thresholds is made of. Rows with equal scores share one threshold. */
export function thresholdCounts(
  where: string,
  yTrue: ArrayLike<number>,
  yScore: ArrayLike<number>,
  options: MetricOptions,
): ThresholdCounts {
  const { sampleWeight } = options;
  if (sampleWeight === undefined) return mergeSorted(sortClasses(where, yTrue, yScore));
  checkScores(where, yTrue, yScore);
  checkWeights(where, yTrue, sampleWeight);
  return walkOrder(yTrue, yScore, sampleWeight);
}

function checkScores(where: string, yTrue: ArrayLike<number>, yScore: ArrayLike<number>): void {
  assertSameLength(where, 'yTrue', yTrue.length, 'yScore', yScore.length);
  assertNotEmpty(where, 'yTrue', yTrue.length);
  assertBinary(where, 'yTrue', yTrue);
  assertFinite(where, 'yScore', yScore);
}

/** The scores of either class, ascending. */
export interface SortedClasses {
  readonly ones: Float64Array;
  readonly zeros: Float64Array;
}

/**
 * Sorts the scores of either class by themselves: two radix sorts of plain numbers instead of one
 * sort of row numbers.
 */
export function sortClasses(
  where: string,
  yTrue: ArrayLike<number>,
  yScore: ArrayLike<number>,
): SortedClasses {
  checkScores(where, yTrue, yScore);
  const n = yTrue.length;
  let positives = 0;
  for (let i = 0; i < n; i++) positives += yTrue[i]!;
  const ones = new Float64Array(positives);
  const zeros = new Float64Array(n - positives);
  for (let i = 0, i1 = 0, i0 = 0; i < n; i++) {
    if (yTrue[i] === 1) ones[i1++] = yScore[i]!;
    else zeros[i0++] = yScore[i]!;
  }
  return { ones: sortOwn(ones), zeros: sortOwn(zeros) };
}

/** Both classes from the highest score to the lowest. */
function mergeSorted({ ones, zeros }: SortedClasses): ThresholdCounts {
  const n = ones.length + zeros.length;
  const thresholds = new Float64Array(n);
  const truePositives = new Uint32Array(n);
  const falsePositives = new Uint32Array(n);
  let m = 0;
  let i1 = ones.length - 1;
  let i0 = zeros.length - 1;
  while (i1 >= 0 || i0 >= 0) {
    const threshold = i0 < 0 || (i1 >= 0 && ones[i1]! >= zeros[i0]!) ? ones[i1]! : zeros[i0]!;
    while (i1 >= 0 && ones[i1] === threshold) i1--;
    while (i0 >= 0 && zeros[i0] === threshold) i0--;
    thresholds[m] = threshold;
    truePositives[m] = ones.length - 1 - i1;
    falsePositives[m] = zeros.length - 1 - i0;
    m++;
  }
  return {
    thresholds: thresholds.subarray(0, m),
    truePositives: truePositives.subarray(0, m),
    falsePositives: falsePositives.subarray(0, m),
    positives: ones.length,
    negatives: zeros.length,
  };
}

/** With weights: row numbers in order of their scores. Rows of weight 0 make no threshold. */
function walkOrder(
  yTrue: ArrayLike<number>,
  yScore: ArrayLike<number>,
  weights: ArrayLike<number>,
): ThresholdCounts {
  const order = Uint32Array.from({ length: yTrue.length }, (_, i) => i)
    .filter((i) => weights[i]! > 0)
    .sort((a, b) => yScore[b]! - yScore[a]!);
  const thresholds: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let positives = 0;
  let negatives = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const i = order[rank]!;
    if (yTrue[i] === 1) positives += weights[i]!;
    else negatives += weights[i]!;
    const tied = yScore[order[rank + 1]!] === yScore[i]; // after the last comes undefined
    if (tied) continue; // inside a tie: not a threshold yet
    thresholds.push(yScore[i]!);
    truePositives.push(positives);
    falsePositives.push(negatives);
  }
  return {
    thresholds: Float64Array.from(thresholds),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
    positives,
    negatives,
  };
}
