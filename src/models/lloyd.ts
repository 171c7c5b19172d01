import { type NearestCenters, squareBetween } from '../math/index.js';

/** Where k-means came to from one start. */
export interface LloydResult {
  /** (k, d) row-major. */
  readonly centers: Float64Array;
  /** Σ squared distance of each row to its centre. */
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Lloyd's algorithm from given centres: rows to their nearest centre, centres to the mean of their
 * rows, until no row moves or all centres together move less than `tolerance` (squared).
 *
 * A row that moves takes its share of the sums along, so that the others are not added up again. A
 * cluster without rows keeps its centre.
 *
 * @param x (n, d) row-major. @param rows the same rows. @param start (k, d) row-major; not changed.
 *
 * Cost: n k d a round.
 */
export function lloyd(
  x: Float64Array,
  rows: NearestCenters,
  d: number,
  start: Float64Array,
  maxIterations: number,
  tolerance: number,
): LloydResult {
  const centers = start.slice();
  rows.forget();
  const k = start.length / d;
  const sums = new Float64Array(k * d);
  const counts = new Float64Array(k);
  let moves = 0;
  const move = (row: number, from: number, to: number) => {
    moves++;
    counts[to]! += 1;
    if (from >= 0) counts[from]! -= 1;
    for (let j = 0; j < d; j++) {
      const value = x[row * d + j]!;
      sums[to * d + j]! += value;
      if (from >= 0) sums[from * d + j]! -= value;
    }
  };
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations) {
    iterations++;
    moves = 0;
    rows.assign(centers, move);
    if (moves === 0) {
      converged = true;
      break;
    }
    let shift = 0;
    for (let c = 0; c < k; c++) {
      for (let j = 0; j < d; j++) {
        const at = c * d + j;
        const mean = counts[c]! > 0 ? sums[at]! / counts[c]! : centers[at]!;
        shift += (mean - centers[at]!) ** 2;
        centers[at] = mean;
      }
    }
    if (shift <= tolerance) {
      converged = true;
      break;
    }
  }
  rows.assign(centers, move);
  let inertia = 0;
  for (let i = 0; i < rows.labels.length; i++) {
    inertia += squareBetween(x, i * d, centers, rows.labels[i]! * d, d);
  }
  return { centers, inertia, iterations, converged };
}
