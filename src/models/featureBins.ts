import type { Matrix } from '../core/index.js';
import { sortOwn } from '../math/index.js';

/** Each feature cut into at most 255 bins, and one more for missing values. */
export interface FeatureBins {
  /** Per feature, ascending: a value is in bin b when thresholds[b − 1] < value ≤ thresholds[b]. */
  readonly thresholds: readonly Float64Array[];
  /** (d,) whether training had missing values; their bin is thresholds.length + 1. */
  readonly hasMissing: readonly boolean[];
  /** (d + 1,) first bin of each feature, when all are laid one after the other. */
  readonly offsets: Int32Array;
}

/** X in bins. */
export interface BinnedFeatures {
  readonly bins: FeatureBins;
  /** (n,) per feature the bin of each row. */
  readonly columns: readonly Uint8Array[];
}

/**
 * Cuts each feature between neighbouring values where there are few, else at quantiles.
 *
 * Agrees with: the bins of sklearn.ensemble.HistGradientBoostingRegressor.
 *
 * @param most bins of known values, 255 at most.
 */
export function binFeatures(X: Matrix, most: number): BinnedFeatures {
  const thresholds: Float64Array[] = [];
  const hasMissing: boolean[] = [];
  const columns: Uint8Array[] = [];
  const offsets = new Int32Array(X.columns + 1);
  for (let j = 0; j < X.columns; j++) {
    const column = X.column(j);
    const known = withoutMissing(column);
    hasMissing.push(known.length < column.length);
    const cuts = findCuts(sortOwn(known), most);
    thresholds.push(cuts);
    columns.push(toBins(column, cuts));
    offsets[j + 1] = offsets[j]! + cuts.length + 1 + (hasMissing[j] ? 1 : 0);
  }
  return { bins: { thresholds, hasMissing, offsets }, columns };
}

function withoutMissing(column: Float64Array): Float64Array {
  const known = new Float64Array(column.length);
  let count = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (!Number.isNaN(value)) known[count++] = value;
  }
  return known.subarray(0, count);
}

/** How many of the cuts are below each value; one more than all bins of known values where it is missing. */
function toBins(column: Float64Array, cuts: Float64Array): Uint8Array {
  const padded = new Float64Array(255).fill(Infinity);
  padded.set(cuts);
  const missing = cuts.length + 1;
  const bins = new Uint8Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    // Bit by bit and without a branch, which would be guessed wrong half of the time.
    let bin = 0;
    for (let bit = 128; bit > 0; bit >>= 1) {
      bin += Number(padded[bin + bit - 1]! < value) * bit;
    }
    bins[i] = Number.isNaN(value) ? missing : bin;
  }
  return bins;
}

function findCuts(sorted: Float64Array, most: number): Float64Array {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= most; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
  }
  if (distinct.length <= most) {
    const cuts = distinct.slice(1).map((value, k) => value / 2 + distinct[k]! / 2);
    return Float64Array.from(cuts);
  }
  const cuts: number[] = [];
  const n = sorted.length;
  for (let k = 1; k < most; k++) {
    const place = (k / most) * n;
    const above = Math.floor(place);
    const cut = place === above ? sorted[above - 1]! / 2 + sorted[above]! / 2 : sorted[above]!;
    if (cuts.length === 0 || cut > cuts[cuts.length - 1]!) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}
