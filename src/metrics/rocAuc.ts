import type { Vector } from '../core/index.js';
import {
  assertFiniteMatrix,
  assertOneOf,
  assertSameLength,
  Matrix,
  MlError,
} from '../core/index.js';
import { encodeAgainst } from './encodeAgainst.js';
import type { Label } from './labels.js';
import { checkWeights, type MetricOptions } from './metricInput.js';
import { rankPositives } from './rankPositives.js';
import { requireNegatives, requirePositives } from './requireClasses.js';
import { type ThresholdCounts, thresholdCounts } from './thresholdCounts.js';

/** What `rocAuc` takes beside labels and one column of scores per class. */
export interface OneVsRestOptions<L extends Label = Label> extends MetricOptions {
  /**
   * `'macro'` (default): the plain mean of the classes; `'weighted'`: weighted by their rows;
   * `'micro'`: every cell of the matrix is a row of its own; null: one value per class.
   */
  readonly average?: 'macro' | 'weighted' | 'micro' | null;
  /** The class of each column. Default: the labels of yTrue, sorted. */
  readonly labels?: readonly L[];
}

/**
 * Area under the ROC curve: how likely a random positive scores above a random negative.
 *
 * P(s⁺ > s⁻) + ½ P(s⁺ = s⁻). Blind to calibration and to how rare positives are. With one column
 * of scores per class, each class is ranked against the rest (one-vs-rest), then averaged.
 *
 * @param yTrue   (n,) labels, each 0 or 1; with a matrix any labels, numbers or texts.
 * @param yScore  (n,) finite scores, higher means "more likely 1"; or (n, k), one column per class.
 * @param options `sampleWeight`; with a matrix `average` and `labels`.
 * @returns dimensionless, in [0, 1]; 0.5 is a random ranking, 1 perfect. With `average: null` (k,).
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | NOT_BINARY | OUT_OF_RANGE (a negative
 *   weight) | INVALID_ARGUMENT (a label that no column stands for) | UNDEFINED_METRIC (a class
 *   without rows, or with all of them; scikit-learn answers NaN).
 *
 * Cost: O(n k) for most scores (radix sort), O(n k log n) with weights; O(n) memory. Inputs stay.
 * Source: Hanley & McNeil (1982), Radiology 143(1).
 * Agrees with: sklearn.metrics.roc_auc_score (test/golden/rankingMetrics.json).
 *
 * @example rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // 0.75
 */
export function rocAuc<L extends Label>(
  yTrue: ArrayLike<L>,
  yScore: Matrix,
  options: OneVsRestOptions<L> & { readonly average: null },
): Vector;
export function rocAuc<L extends Label>(
  yTrue: ArrayLike<L>,
  yScore: Matrix,
  options?: OneVsRestOptions<L>,
): number;
export function rocAuc(
  yTrue: ArrayLike<number>,
  yScore: ArrayLike<number>,
  options?: MetricOptions,
): number;
export function rocAuc(
  yTrue: ArrayLike<Label>,
  yScore: ArrayLike<number> | Matrix,
  options: OneVsRestOptions = {},
): number | Vector {
  if (yScore instanceof Matrix) return oneVsRest(yTrue, yScore, options);
  return binaryAuc('rocAuc', yTrue as ArrayLike<number>, yScore, options);
}

function binaryAuc(
  where: string,
  yTrue: ArrayLike<number>,
  yScore: ArrayLike<number>,
  options: MetricOptions,
): number {
  if (options.sampleWeight !== undefined) {
    return weightedAuc(where, thresholdCounts(where, yTrue, yScore, options));
  }
  let wrong = 0; // twice the pairs in the wrong order: exact while below 2⁵³
  const totals = rankPositives(where, yTrue, yScore, options, (rows, above, level) => {
    wrong += rows * (2 * above + level);
  });
  requirePositives(where, totals);
  requireNegatives(where, totals);
  const { positives, negatives } = totals;
  return Math.max(0, positives * negatives - wrong / 2) / positives / negatives;
}

/** Only ratios within a class count, so each class has a unit of its own: no product overflows. */
function weightedAuc(where: string, counts: ThresholdCounts): number {
  requirePositives(where, counts);
  requireNegatives(where, counts);
  const { truePositives: tp, falsePositives: fp, positives, negatives } = counts;
  const one = powerOfTwoBelow(positives); // which rounds nothing
  const zero = powerOfTwoBelow(negatives);
  let wrong = 0;
  for (let k = 0; k < tp.length; k++) {
    const [found, above] = k === 0 ? [0, 0] : [tp[k - 1]!, fp[k - 1]!];
    wrong += ((tp[k]! - found) / one) * (above / zero + fp[k]! / zero);
  }
  const pairs = (positives / one) * (negatives / zero);
  return Math.max(0, pairs - wrong / 2) / pairs;
}

function powerOfTwoBelow(total: number): number {
  return 2 ** Math.min(1023, Math.max(-1074, Math.floor(Math.log2(total))));
}

function oneVsRest(
  yTrue: ArrayLike<Label>,
  scores: Matrix,
  options: OneVsRestOptions,
): number | Vector {
  const { average = 'macro', sampleWeight } = options;
  if (average !== null) assertOneOf('rocAuc', 'average', average, ['macro', 'weighted', 'micro']);
  assertSameLength('rocAuc', 'yTrue', yTrue.length, 'yScore', scores.rows);
  const codes = encodeAgainst('rocAuc', yTrue, scores.columns, options.labels);
  assertFiniteMatrix('rocAuc', 'yScore', scores);
  if (sampleWeight) checkWeights('rocAuc', yTrue, sampleWeight);
  const k = scores.columns;
  if (k < 2) {
    throw new MlError(
      'UNDEFINED_METRIC',
      'rocAuc: yScore has one column, so there is no rest to rank against. ' +
        'Give the scores of a two-class model as a plain column.',
    );
  }
  if (average === 'micro') {
    const isOwn = Uint8Array.from(scores.data, (_, at) =>
      codes[Math.floor(at / k)] === at % k ? 1 : 0,
    );
    const weight = sampleWeight && {
      sampleWeight: scores.data.map((_, at) => sampleWeight[Math.floor(at / k)]!),
    };
    return binaryAuc('rocAuc', isOwn, scores.data, weight ?? {});
  }
  const areas = new Float64Array(k);
  let sum = 0;
  let total = 0;
  for (let c = 0; c < k; c++) {
    const isClass = Uint8Array.from(codes, (code) => (code === c ? 1 : 0));
    areas[c] = binaryAuc(`rocAuc, column ${c}`, isClass, scores.column(c), options);
    let weight = 1;
    if (average === 'weighted') {
      weight = isClass.reduce(
        (rows, is, i) => rows + (sampleWeight ? is * sampleWeight[i]! : is),
        0,
      );
    }
    sum += weight * areas[c]!;
    total += weight;
  }
  return average === null ? areas : sum / total;
}
