import {
  assertAbove,
  assertBetween,
  assertInteger,
  assertKnownOptions,
  assertNotEmpty,
  assertOneOf,
  createRandom,
} from '../core/index.js';
import { quantileOfSorted, sortNumbers } from '../math/index.js';
import { assertProbabilities } from './assertProbabilities.js';
import { type CalibrationTest, calibrationTest } from './calibrationTest.js';
import { PROBABILITY_METRICS, type ProbabilityMetricName } from './servedMetric.js';

/** How `estimatePerformance` estimates. */
export interface EstimateOptions {
  /** What to estimate. Default `'accuracy'`. */
  readonly metric?: ProbabilityMetricName;
  /** From this probability on a row is classified as 1. Default 0.5. */
  readonly threshold?: number;
  /** Labelled rows, to test whether the probabilities are calibrated. Default: taken on trust. */
  readonly calibration?: {
    readonly labels: ArrayLike<number>;
    readonly probabilities: ArrayLike<number>;
  };
  /** Times that labels are drawn for the interval, at least 100. Default 400. */
  readonly draws?: number;
  /** Share of these draws that the interval holds. Default 0.95. */
  readonly level?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** A metric that is estimated without labels. */
export interface PerformanceEstimate {
  readonly metric: ProbabilityMetricName;
  readonly rowCount: number;
  /** Null where it is undefined, such as precision when no row is classified as 1. */
  readonly estimate: number | null;
  /** Where the metric lies with chance `level`, if the probabilities are right. */
  readonly low: number | null;
  readonly high: number | null;
  /** Null unless labelled rows were given. */
  readonly calibration: CalibrationTest | null;
  /** What may be concluded, in a sentence. */
  readonly note: string;
}

/**
 * How well is a classifier doing while no labels have come? The estimate that its own
 * probabilities imply (CBPE).
 *
 * A row with probability p of 1 is a 1 with chance p; a confusion matrix of expected counts
 * follows, and from it the metric. That is right exactly as far as the probabilities are
 * calibrated *on these rows*: it sees that rows have moved to where the model is unsure, and it
 * cannot see that the world now answers otherwise (concept drift). So it is a reason to fetch
 * labels, never a replacement for them.
 *
 * @param probabilities (n,) probabilities of class 1, as they were served.
 * @returns the estimate, with the interval that chance in the labels alone would give.
 * @throws MlError EMPTY | OUT_OF_RANGE (no probability, an option) | INVALID_ARGUMENT |
 *   SHAPE_MISMATCH | NOT_BINARY (the labelled rows)
 *
 * Cost: O(n · draws).
 * Source: Garg et al. (2022), Leveraging unlabeled data to predict out-of-distribution performance,
 *   ICLR, for the idea and its limits.
 *
 * @example estimatePerformance([0.9, 0.8, 0.1, 0.3]).estimate.toFixed(3); // '0.825'
 */
export function estimatePerformance(
  probabilities: ArrayLike<number>,
  options: EstimateOptions = {},
): PerformanceEstimate {
  const where = 'estimatePerformance';
  assertKnownOptions(where, options, [
    'metric',
    'threshold',
    'calibration',
    'draws',
    'level',
    'seed',
  ]);
  const { metric = 'accuracy', threshold = 0.5, draws = 400, level = 0.95, seed = 0 } = options;
  assertOneOf(where, 'metric', metric, PROBABILITY_METRICS);
  assertBetween(where, 'threshold', threshold, 0, 1);
  assertInteger(where, 'draws', draws, 100);
  assertAbove(where, 'level', level, 0);
  assertBetween(where, 'level', level, 0, 1 - 1e-9);
  assertInteger(where, 'seed', seed, 0);
  assertNotEmpty(where, 'probabilities', probabilities.length);
  assertProbabilities(where, 'probabilities', probabilities);
  const calibration =
    options.calibration === undefined
      ? null
      : calibrationTest(options.calibration.labels, options.calibration.probabilities);
  const sorted = sortNumbers(probabilities);
  const estimate = softMetric(metric, sorted, sorted, threshold);
  const random = createRandom(seed).fork(where);
  const labels = new Float64Array(sorted.length);
  const found: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < labels.length; i++) labels[i] = random.uniform() < sorted[i]! ? 1 : 0;
    const value = softMetric(metric, sorted, labels, threshold);
    if (value !== null) found.push(value);
  }
  const drawn = sortNumbers(found);
  const at = (share: number) =>
    estimate === null || drawn.length === 0 ? null : quantileOfSorted(drawn, share);
  return {
    metric,
    rowCount: sorted.length,
    estimate,
    low: at((1 - level) / 2),
    high: at((1 + level) / 2),
    calibration,
    note: noteOf(calibration),
  };
}

function noteOf(calibration: CalibrationTest | null): string {
  if (calibration === null) {
    return 'It holds if the probabilities are calibrated, which was not tested here.';
  }
  return calibration.calibrated
    ? 'The labelled rows do not speak against calibration; it holds while the world answers as it did.'
    : 'The labelled rows speak against calibration: do not trust this estimate before the model is calibrated.';
}

/**
 * The metric for labels that are numbers between 0 and 1: with drawn labels itself, with
 * probabilities the one of expected counts. Null where it divides by zero.
 *
 * @param sorted probabilities, ascending. @param labels of the same rows.
 */
function softMetric(
  metric: ProbabilityMetricName,
  sorted: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): number | null {
  const n = sorted.length;
  if (metric === 'rocAuc') return softRocAuc(sorted, labels);
  let [tp, predicted, ones, loss] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const p = sorted[i]!;
    const y = labels[i]!;
    ones += y;
    if (metric === 'brierScore') loss += y * (1 - p) ** 2 + (1 - y) * p ** 2;
    else if (metric === 'logLoss') {
      const safe = Math.min(1 - 2 ** -52, Math.max(2 ** -52, p));
      loss -= y * Math.log(safe) + (1 - y) * Math.log(1 - safe);
    } else if (p >= threshold) {
      predicted++;
      tp += y;
    }
  }
  if (metric === 'brierScore' || metric === 'logLoss') return loss / n;
  if (metric === 'accuracy') return (tp + (n - predicted) - (ones - tp)) / n;
  if (metric === 'precision') return predicted === 0 ? null : tp / predicted;
  if (metric === 'recall') return ones === 0 ? null : tp / ones;
  return predicted + ones === 0 ? null : (2 * tp) / (predicted + ones);
}

/** Σ over pairs of different rows of y (1 − y') [p > p'] + half where equal, over Σ y (1 − y'). */
function softRocAuc(sorted: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const n = sorted.length;
  let [ones, own, area, zerosBelow] = [0, 0, 0, 0];
  for (let start = 0; start < n; ) {
    let end = start;
    let [tiedOnes, tiedOwn] = [0, 0];
    while (end < n && sorted[end] === sorted[start]) {
      const y = labels[end]!;
      tiedOnes += y;
      tiedOwn += y * (1 - y);
      end++;
    }
    const tiedZeros = end - start - tiedOnes;
    area += tiedOnes * zerosBelow + (tiedOnes * tiedZeros - tiedOwn) / 2;
    zerosBelow += tiedZeros;
    ones += tiedOnes;
    own += tiedOwn;
    start = end;
  }
  const pairs = ones * (n - ones) - own;
  return pairs > 0 ? area / pairs : null;
}
