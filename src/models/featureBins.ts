import type { Matrix } from '../core/index.js';
import { sortNumbers } from '../math/index.js';

/** Each feature cut into at most 255 bins, and one more for missing values. */
export interface FeatureBins {
  /** Per feature, ascending: a value is in bin b when thresholds[b − 1] < value ≤ thresholds[b]. */
  readonly thresholds: readonly Float64Array[];
  /** (d,) whether training had missing values; their bin is thresholds.length + 1. */
  readonly hasMissing: readonly boolean[];
  /** (d + 1,) first bin of each feature, when all are laid one after the other. */
  readonly offsets: Int32Array;
}

/**
 * Where to cut each feature: between neighbouring values where there are few, else at quantiles.
 *
 * Agrees with: the bins of sklearn.ensemble.HistGradientBoostingRegressor.
 */
export function findBins(X: Matrix, most: number): FeatureBins {
  const thresholds: Float64Array[] = [];
  const hasMissing: boolean[] = [];
  const offsets = new Int32Array(X.columns + 1);
  for (let j = 0; j < X.columns; j++) {
    const column = X.column(j);
    const known = column.filter((value) => !Number.isNaN(value));
    const cuts = findCuts(sortNumbers(known), most);
    thresholds.push(cuts);
    hasMissing.push(known.length < column.length);
    offsets[j + 1] = offsets[j]! + cuts.length + 1 + (hasMissing[j] ? 1 : 0);
  }
  return { thresholds, hasMissing, offsets };
}

/** X as bins, laid out twice. */
export interface BinnedRows {
  /** (n, d) row-major places among the bins of all features: as histograms read them. */
  readonly binned: Uint16Array | Uint32Array;
  /** (d · n,) bins within each feature, column by column: as rows are divided. */
  readonly byFeature: Uint8Array;
}

/** X as bins. */
export function toBins(X: Matrix, bins: FeatureBins): BinnedRows {
  const { data, rows, columns: d } = X;
  const length = rows * d;
  const all = bins.offsets[d]!;
  const binned = all <= 65536 ? new Uint16Array(length) : new Uint32Array(length);
  const byFeature = new Uint8Array(length);
  for (let j = 0; j < d; j++) {
    const cuts = bins.thresholds[j]!;
    const first = bins.offsets[j]!;
    for (let i = 0, at = j; i < rows; i++, at += d) {
      const value = data[at]!;
      const bin = Number.isNaN(value) ? cuts.length + 1 : firstAtLeast(cuts, value);
      binned[at] = first + bin;
      byFeature[j * rows + i] = bin;
    }
  }
  return { binned, byFeature };
}

function firstAtLeast(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
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
