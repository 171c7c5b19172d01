import type { Vector } from '../core/index.js';
import {
  assertBinary,
  assertInteger,
  assertNotEmpty,
  assertOneOf,
  assertSameLength,
} from '../core/index.js';
import { firstAtLeast, quantileOfSorted, sortNumbers } from '../math/index.js';
import { assertProbabilities } from './probabilities.js';

/** How `calibrationCurve` cuts the probabilities into bins. */
export interface CalibrationOptions {
  /** Number of bins, ≥ 1. Default 5. */
  readonly bins?: number;
  /** `'uniform'` (default): bins of one width; `'quantile'`: bins with about as many rows each. */
  readonly strategy?: 'uniform' | 'quantile';
}

/** What was promised and what came, bin by bin; empty bins are left out. */
export interface CalibrationCurve {
  /** (b,) mean probability in the bin: what was promised. */
  readonly predicted: Vector;
  /** (b,) share of rows with label 1: what came. */
  readonly observed: Vector;
  /** (b,) rows in the bin. */
  readonly counts: Int32Array;
}

/**
 * Calibration curve (reliability diagram): of the rows promised 70%, do 70% come true?
 *
 * The probabilities are cut into bins; a bin contains its upper edge, and the first one both. On
 * the diagonal the promise is kept; bins with few rows stray from it by chance.
 *
 * @param yTrue   (n,) labels, each 0 or 1.
 * @param yProb   (n,) probabilities of 1.
 * @param options `bins`, `strategy`.
 * @returns three columns with one entry per bin that has rows, by ascending probability.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | NOT_BINARY | OUT_OF_RANGE | INVALID_ARGUMENT
 *
 * Cost: O(n log bins), with quantiles a sort. Inputs are not changed.
 * Source: Niculescu-Mizil & Caruana (2005), ICML.
 * Agrees with: sklearn.calibration.calibration_curve (test/golden/probabilityMetrics.json).
 *
 * @example calibrationCurve([0, 1, 1, 1], [0.1, 0.2, 0.8, 0.9], { bins: 2 }).observed; // Float64Array(2) [ 0.5, 1 ]
 */
export function calibrationCurve(
  yTrue: ArrayLike<number>,
  yProb: ArrayLike<number>,
  options: CalibrationOptions = {},
): CalibrationCurve {
  const where = 'calibrationCurve';
  const { bins = 5, strategy = 'uniform' } = options;
  assertInteger(where, 'bins', bins, 1, 1_000_000);
  assertOneOf(where, 'strategy', strategy, ['uniform', 'quantile']);
  assertSameLength(where, 'yTrue', yTrue.length, 'yProb', yProb.length);
  assertNotEmpty(where, 'yTrue', yTrue.length);
  assertBinary(where, 'yTrue', yTrue);
  assertProbabilities(where, 'yProb', yProb);

  const sorted = strategy === 'quantile' ? sortNumbers(yProb) : undefined;
  const edges = Float64Array.from({ length: bins - 1 }, (_, k) => {
    const share = (k + 1) * (1 / bins);
    return sorted ? quantileOfSorted(sorted, share) : share;
  });
  const counts = new Int32Array(bins);
  const promised = new Float64Array(bins);
  const came = new Float64Array(bins);
  for (let i = 0; i < yProb.length; i++) {
    const bin = firstAtLeast(edges, yProb[i]!);
    counts[bin] = counts[bin]! + 1;
    promised[bin] = promised[bin]! + yProb[i]!;
    came[bin] = came[bin]! + yTrue[i]!;
  }
  const filled = Int32Array.from(counts.keys()).filter((bin) => counts[bin]! > 0);
  return {
    predicted: Float64Array.from(filled, (bin) => promised[bin]! / counts[bin]!),
    observed: Float64Array.from(filled, (bin) => came[bin]! / counts[bin]!),
    counts: filled.map((bin) => counts[bin]!),
  };
}
