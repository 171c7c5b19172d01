import { type Matrix, MlError } from '../core/index.js';

/** Rows on one scale, as iterative solvers like them, and the way back. */
export interface Standardized {
  /** (n, width) row-major: (x − mean) / scale, and a last column of ones with an intercept. */
  readonly z: Float64Array;
  readonly width: number;
  /** (d,) column means; 0 without an intercept. */
  readonly means: Float64Array;
  /** (d,) largest distance from the mean; 1 for constant columns. */
  readonly scales: Float64Array;
}

/** Puts every column between −1 and 1. @throws MlError OUT_OF_RANGE when a sum overflows. */
export function standardize(where: string, X: Matrix, withIntercept: boolean): Standardized {
  const { data, rows, columns: d } = X;
  const means = new Float64Array(d);
  const scales = new Float64Array(d);
  const lowest = new Float64Array(d).fill(Infinity);
  const highest = new Float64Array(d).fill(-Infinity);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < d; j++) {
      const value = data[at++]!;
      means[j]! += value;
      if (value < lowest[j]!) lowest[j] = value;
      if (value > highest[j]!) highest[j] = value;
    }
  }
  for (let j = 0; j < d; j++) {
    means[j] = withIntercept ? means[j]! / rows : 0;
    scales[j] = Math.max(highest[j]! - means[j]!, means[j]! - lowest[j]!);
  }
  for (let j = 0; j < d; j++) {
    if (!Number.isFinite(means[j]!) || !Number.isFinite(scales[j]!)) {
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: the sum of column ${j} of X overflows. Give it in a larger unit.`,
      );
    }
    // What is left of a constant column is the rounding of its mean.
    if (scales[j]! <= 1e-14 * Math.abs(means[j]!)) scales[j] = 0;
  }
  const width = withIntercept ? d + 1 : d;
  const z = new Float64Array(rows * width);
  const inverse = scales.map((scale) => (scale === 0 ? 0 : 1 / scale));
  for (let i = 0, at = 0, to = 0; i < rows; i++) {
    for (let j = 0; j < d; j++) z[to++] = (data[at++]! - means[j]!) * inverse[j]!;
    if (withIntercept) z[to++] = 1;
  }
  return { z, width, means, scales: scales.map((scale) => scale || 1) };
}
