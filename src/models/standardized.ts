import { assertFiniteMatrix, type Matrix, MlError } from '../core/index.js';

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

/**
 * Puts every column between −1 and 1.
 *
 * @throws MlError NOT_FINITE; OUT_OF_RANGE when a sum overflows.
 */
export function standardize(where: string, X: Matrix, withIntercept: boolean): Standardized {
  const { data, rows, columns: d } = X;
  const { sums, lowest, highest } = columnRanges(X);
  const means = sums.map((sum) => (withIntercept ? sum / rows : 0));
  const scales = means.map((mean, j) => Math.max(highest[j]! - mean, mean - lowest[j]!));
  for (let j = 0; j < d; j++) {
    if (!Number.isFinite(sums[j]!) || !Number.isFinite(scales[j]!)) {
      assertFiniteMatrix(where, 'X', X); // a value that is not finite spoils the sum of its column
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
  writeRows(data, means, inverse, z, width);
  return { z, width, means, scales: scales.map((scale) => scale || 1) };
}

/** Every row on its scale; where z is wider, a 1 behind it. */
function writeRows(
  data: Float64Array,
  means: Float64Array,
  inverse: Float64Array,
  z: Float64Array,
  width: number,
): void {
  const d = means.length;
  for (let at = 0, to = 0; to < z.length; to += width) {
    for (let j = 0; j < d; j++) z[to + j] = (data[at++]! - means[j]!) * inverse[j]!;
    if (width > d) z[to + d] = 1;
  }
}

/** Rows whose columns are read one by one: they stay in the processor's cache. */
const BLOCK = 128;

interface ColumnRanges {
  readonly sums: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

/** Sums and extremes of the columns, a block of rows at a time. */
function columnRanges({ data, rows, columns: d }: Matrix): ColumnRanges {
  const sums = new Float64Array(d);
  const lowest = new Float64Array(d).fill(Infinity);
  const highest = new Float64Array(d).fill(-Infinity);
  for (let top = 0; top < rows; top += BLOCK) {
    const end = Math.min(top + BLOCK, rows) * d;
    for (let j = 0; j < d; j++) {
      let sum = 0;
      let low = lowest[j]!;
      let high = highest[j]!;
      for (let at = top * d + j; at < end; at += d) {
        const value = data[at]!;
        sum += value;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      sums[j]! += sum;
      lowest[j] = low;
      highest[j] = high;
    }
  }
  return { sums, lowest, highest };
}
