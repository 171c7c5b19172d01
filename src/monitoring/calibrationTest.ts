import {
  assertBetween,
  assertBinary,
  assertKnownOptions,
  assertNotEmpty,
  assertSameLength,
} from '../core/index.js';
import { chiSquareTail } from '../math/index.js';
import { assertProbabilities } from './assertProbabilities.js';

/** Whether probabilities and what happened agree. */
export interface CalibrationTest {
  /** Mean probability, and share of labels that are 1. */
  readonly expected: number;
  readonly observed: number;
  /** χ²-distributed where the probabilities are right. */
  readonly statistic: number;
  /** 2; 1 where all probabilities are equal. */
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Whether the p-value is above `alpha`. */
  readonly calibrated: boolean;
}

/**
 * Are probabilities what they say? Tests at once whether they are too high or too low as a whole,
 * and whether they are too far out or too timid.
 *
 * With w = p (1 − p) and m the w-weighted mean of p:
 * (Σ (y − p))² / Σ w + (Σ (y − p) (p − m))² / Σ w (p − m)²: the score test of intercept and slope.
 * It is blind to a bend that leaves both alone; `calibrationCurve` shows that.
 *
 * @param labels (n,) each 0 or 1. @param probabilities (n,) of label 1.
 * @param options `alpha`: default 0.05.
 * @returns a p-value of 0 where what has probability 0 happened, or what has 1 did not.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_BINARY | OUT_OF_RANGE
 *
 * Cost: O(n).
 * Source: Cox (1958), Biometrika 45(3/4).
 * False alarms without a fault at α = 0.05: src/monitoring/FALSE-ALARMS.md.
 *
 * @example calibrationTest([1, 1, 0, 0], [0.9, 0.8, 0.2, 0.1]).calibrated; // true
 */
export function calibrationTest(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: { readonly alpha?: number } = {},
): CalibrationTest {
  const where = 'calibrationTest';
  assertKnownOptions(where, options, ['alpha']);
  const { alpha = 0.05 } = options;
  assertBetween(where, 'alpha', alpha, 0, 1);
  assertSameLength(where, 'labels', labels.length, 'probabilities', probabilities.length);
  assertNotEmpty(where, 'labels', labels.length);
  assertBinary(where, 'labels', labels);
  assertProbabilities(where, 'probabilities', probabilities);
  const n = labels.length;
  let [expected, observed, weights, weighted, impossible] = [0, 0, 0, 0, false];
  for (let i = 0; i < n; i++) {
    const p = probabilities[i]!;
    const y = labels[i]!;
    expected += p;
    observed += y;
    weights += p * (1 - p);
    weighted += p * p * (1 - p);
    if ((p === 0 && y === 1) || (p === 1 && y === 0)) impossible = true;
  }
  const middle = weights === 0 ? 0 : weighted / weights;
  let [slope, slopeVariance] = [0, 0];
  for (let i = 0; i < n; i++) {
    const p = probabilities[i]!;
    slope += (labels[i]! - p) * (p - middle);
    slopeVariance += p * (1 - p) * (p - middle) ** 2;
  }
  const sloped = slopeVariance > 1e-12 * weights;
  const statistic =
    (weights === 0 ? 0 : (observed - expected) ** 2 / weights) +
    (sloped ? slope ** 2 / slopeVariance : 0);
  const degreesOfFreedom = sloped ? 2 : 1;
  // What was called impossible has happened: no variance can excuse it.
  const pValue = impossible ? 0 : chiSquareTail(statistic, degreesOfFreedom);
  return {
    expected: expected / n,
    observed: observed / n,
    statistic,
    degreesOfFreedom,
    pValue,
    calibrated: pValue > alpha,
  };
}
