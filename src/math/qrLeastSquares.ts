import { type Matrix, MlError } from '../core/index.js';
import type { LeastSquaresSolution } from './leastSquaresSolution.js';
import { minimumNorm } from './minimumNorm.js';
import { pivotedQr } from './pivotedQr.js';
import { StreamedQr } from './streamedQr.js';

/** A column so far below √penalty has the weight 0; the square of their quotient would overflow. */
const FAINT = 2 ** -500;

/**
 * Least squares by Householder QR: accurate also where columns nearly coincide, and right where
 * they do.
 *
 * The rows [1, X, y], roughly centred and scaled by powers of two (which rounds nothing), are
 * reduced to a triangle block by block; a column of ones takes out what is left of the means. A
 * second, pivoted QR of the small triangle finds the rank: a column counts as dependent when what
 * the others do not explain is below the rounding errors of its own values, ε · max(n, d) times
 * its length. Then, of all solutions, the one with the shortest weights is returned. A penalty is
 * d rows more, √penalty on the diagonal.
 *
 * Cost: 2 n d² operations, memory for one block of rows.
 */
export function qrLeastSquares(
  X: Matrix,
  y: Float64Array,
  withIntercept: boolean,
  penalty: number,
  where = 'leastSquares',
): LeastSquaresSolution {
  const { data, rows, columns: d } = X;
  const root = Math.sqrt(penalty);
  const means = new Float64Array(d);
  const units = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    const sum = describe(data, rows, d, j, means, units, j, withIntercept);
    if (!Number.isFinite(sum)) throw overflow(where, `column ${j} of X`, data, d, j);
    if (units[j]! < root * FAINT) units[j] = powerOfTwoNear(root); // now its squares vanish
  }
  const yMeans = new Float64Array(1);
  const yUnits = new Float64Array(1);
  if (!Number.isFinite(describe(y, rows, 1, 0, yMeans, yUnits, 0, withIntercept))) {
    throw overflow(where, 'y', y, 1, 0);
  }
  const yMean = yMeans[0]!;
  const yUnit = yUnits[0]!;

  const o = withIntercept ? 1 : 0;
  const qr = new StreamedQr(o + d + 1);
  const { block, blockRows, r, width } = qr;
  const squares = new Float64Array(d); // of the columns as they came, in their units
  for (let top = 0; top < rows; top += blockRows) {
    const height = Math.min(blockRows, rows - top);
    if (withIntercept) block.fill(1, 0, height);
    for (let j = 0; j < d; j++) {
      const start = (o + j) * blockRows;
      const mean = means[j]!;
      const unit = units[j]!;
      for (let i = 0; i < height; i++) {
        const value = data[(top + i) * d + j]!;
        block[start + i] = (value - mean) / unit;
        squares[j]! += (value / unit) ** 2;
      }
    }
    const last = (o + d) * blockRows;
    for (let i = 0; i < height; i++) block[last + i] = (y[top + i]! - yMean) / yUnit;
    qr.absorb(height);
  }
  if (penalty > 0) absorbPenalty(qr, o, units, root);

  const lengths = squares.map(
    (sum, j) => Math.max(Math.sqrt(sum), (root / units[j]!) * FAINT) || 1,
  );
  const triangle = new Float64Array(d * d); // by columns, each divided by its length
  for (let j = 0; j < d; j++) {
    for (let i = 0; i <= j; i++) {
      triangle[j * d + i] = r[(o + j) * width + o + i]! / lengths[j]!;
    }
  }
  const right = r.slice((o + d) * width + o, (o + d) * width + o + d); // (d,) Qᵀy
  const tolerance = Number.EPSILON * Math.max(rows, d);
  const factored = pivotedQr(triangle, d, d, right, tolerance);
  const perUnit = lengths.map((length, j) => length * units[j]!);
  const weights = minimumNorm(factored, d, perUnit, silentColumns(triangle, d, tolerance));

  let intercept = 0;
  if (withIntercept) {
    let left = r[(o + d) * width]!;
    for (let j = 0; j < d; j++) left -= r[(o + j) * width]! * units[j]! * weights[j]!;
    intercept = yMean + (yUnit * left) / r[0]!;
  }
  for (let j = 0; j < d; j++) {
    weights[j]! *= yUnit;
    intercept -= means[j]! * weights[j]!;
  }
  return { weights, intercept, rank: factored.rank };
}

/** Notes a column's mean (0 without intercept) and a power of two near its largest value; its sum. */
function describe(
  data: Float64Array,
  rows: number,
  stride: number,
  column: number,
  means: Float64Array,
  units: Float64Array,
  place: number,
  centred: boolean,
): number {
  let sum = 0;
  let largest = 0;
  for (let i = 0; i < rows; i++) {
    const value = data[i * stride + column]!;
    sum += value;
    largest = Math.max(largest, Math.abs(value));
  }
  means[place] = centred ? sum / rows : 0;
  units[place] = largest === 0 ? 1 : powerOfTwoNear(largest);
  return sum;
}

function overflow(
  where: string,
  what: string,
  data: Float64Array,
  stride: number,
  column: number,
): MlError {
  let largest = 0;
  for (let at = column; at < data.length; at += stride) {
    largest = Math.max(largest, Math.abs(data[at]!));
  }
  return new MlError(
    'OUT_OF_RANGE',
    `${where}: ${what} holds numbers as large as ${largest}, and their sum overflows. ` +
      'Give it in a larger unit.',
  );
}

function powerOfTwoNear(value: number): number {
  return 2 ** Math.max(-1000, Math.floor(Math.log2(value)));
}

/** The penalty as rows: √penalty for one weight each, with target 0. */
function absorbPenalty(qr: StreamedQr, o: number, units: Float64Array, root: number): void {
  const d = units.length;
  for (let top = 0; top < d; top += qr.blockRows) {
    const height = Math.min(qr.blockRows, d - top);
    qr.block.fill(0);
    for (let i = 0; i < height; i++) {
      qr.block[(o + top + i) * qr.blockRows + i] = root / units[top + i]!;
    }
    qr.absorb(height);
  }
}

/** The columns in which nothing is left but rounding: constant ones, when there is an intercept. */
function silentColumns(triangle: Float64Array, d: number, tolerance: number): Uint8Array {
  const silent = new Uint8Array(d);
  for (let j = 0; j < d; j++) {
    let sum = 0;
    for (let i = 0; i <= j; i++) sum += triangle[j * d + i]! ** 2;
    if (Math.sqrt(sum) <= tolerance) silent[j] = 1;
  }
  return silent;
}
