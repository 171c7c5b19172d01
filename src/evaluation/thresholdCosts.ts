import {
  assertAtLeast,
  assertBinary,
  assertFinite,
  assertKnownOptions,
  assertNotEmpty,
  assertSameLength,
  type Vector,
} from '../core/index.js';

/** What each kind of mistake costs, in one unit: euros, hours, inspections. */
export interface Costs {
  /** A row with label 1 that gives no alarm. */
  readonly missCost: number;
  /** A row with label 0 that gives an alarm. */
  readonly falseAlarmCost: number;
  /** A row with label 1 that gives an alarm: the inspection is paid there, too. Default 0. */
  readonly hitCost?: number;
}

/** What each threshold costs in all, from "never an alarm" to "always". */
export interface ThresholdCosts {
  /** (m,) an alarm is given when the score is at least this; Infinity first, then descending. */
  readonly thresholds: Vector;
  /** (m,) the sum over all rows, in the unit of the costs. */
  readonly costs: Vector;
  /** (m,) rows with an alarm: the staff that it takes. */
  readonly alarms: Int32Array;
  /** The threshold with the least cost; of equal ones the highest. */
  readonly bestThreshold: number;
  readonly bestCost: number;
  /** What it would cost never to give an alarm, and always. */
  readonly neverCost: number;
  readonly alwaysCost: number;
}

/**
 * What each threshold on a score costs: the price of a miss against that of a false alarm.
 *
 * cost(t) = missCost · misses + falseAlarmCost · false alarms + hitCost · hits, with an alarm where
 * the score is at least t; one threshold per distinct score. Where scores are true probabilities,
 * the best is falseAlarmCost / (falseAlarmCost + missCost − hitCost), whatever the data. Choose the
 * threshold on other rows than those on which its cost is reported.
 *
 * @param yTrue (n,) labels, each 0 or 1; one class only is allowed.
 * @param score (n,) finite scores on any scale; higher means "more likely 1".
 * @param costs `missCost`, `falseAlarmCost`, `hitCost` (0), each ≥ 0.
 * @returns the curve, its lowest point, and both ends.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | NOT_BINARY | OUT_OF_RANGE (a negative cost) |
 *   INVALID_ARGUMENT (an unknown cost).
 *
 * Cost: O(n log n) time, O(n) memory. Inputs are not changed.
 * Source: Elkan (2001), The Foundations of Cost-Sensitive Learning, IJCAI.
 *
 * @example thresholdCosts([0, 1, 0, 1], [0.1, 0.4, 0.6, 0.9], { missCost: 20, falseAlarmCost: 1 }).bestThreshold; // 0.4
 */
export function thresholdCosts(
  yTrue: ArrayLike<number>,
  score: ArrayLike<number>,
  costs: Costs,
): ThresholdCosts {
  const where = 'thresholdCosts';
  checkCosts(where, costs);
  assertSameLength(where, 'yTrue', yTrue.length, 'score', score.length);
  assertNotEmpty(where, 'yTrue', yTrue.length);
  assertBinary(where, 'yTrue', yTrue);
  assertFinite(where, 'score', score);
  const { missCost, falseAlarmCost, hitCost = 0 } = costs;
  const n = yTrue.length;
  let misses = 0;
  for (let i = 0; i < n; i++) misses += yTrue[i]!;
  let falseAlarms = 0;
  let hits = 0;
  const cost = () => missCost * misses + falseAlarmCost * falseAlarms + hitCost * hits;

  const order = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => score[b]! - score[a]!);
  const thresholds = [Number.POSITIVE_INFINITY];
  const sums = [cost()];
  const alarms = [0];
  let best = 0;
  for (let rank = 0; rank < n; rank++) {
    const row = order[rank]!;
    if (yTrue[row] === 1) {
      misses -= 1;
      hits += 1;
    } else {
      falseAlarms += 1;
    }
    const tied = rank + 1 < n && score[order[rank + 1]!] === score[row];
    if (tied) continue; // inside a tie: not a threshold yet
    thresholds.push(score[row]!);
    alarms.push(rank + 1);
    sums.push(cost());
    if (sums[sums.length - 1]! < sums[best]!) best = sums.length - 1;
  }
  return {
    thresholds: Float64Array.from(thresholds),
    costs: Float64Array.from(sums),
    alarms: Int32Array.from(alarms),
    bestThreshold: thresholds[best]!,
    bestCost: sums[best]!,
    neverCost: sums[0]!,
    alwaysCost: sums[sums.length - 1]!,
  };
}

/** Refuses costs that are no finite numbers of at least 0. */
export function checkCosts(where: string, costs: Costs, others: readonly string[] = []): void {
  assertKnownOptions(where, costs, ['missCost', 'falseAlarmCost', 'hitCost', ...others]);
  assertAtLeast(where, 'missCost', costs.missCost, 0);
  assertAtLeast(where, 'falseAlarmCost', costs.falseAlarmCost, 0);
  assertAtLeast(where, 'hitCost', costs.hitCost ?? 0, 0);
}
