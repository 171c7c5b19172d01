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
  const moved = (moving: Int32Array, from: Int32Array) => {
    moves += moving.length;
    carry(x, d, moving, from, rows.labels, sums, counts);
  };
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations) {
    iterations++;
    moves = 0;
    rows.assign(centers, moved);
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
  rows.assign(centers, moved);
  return { centers, inertia: inertiaOf(x, d, rows.labels, centers), iterations, converged };
}

/** Takes rows out of the sums of the clusters that they come from, and adds them to those of their labels. */
function carry(
  x: Float64Array,
  d: number,
  rows: Int32Array,
  from: Int32Array,
  labels: Int32Array,
  sums: Float64Array,
  counts: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const to = labels[row]!;
    const before = from[i]!;
    counts[to]! += 1;
    for (let j = 0; j < d; j++) sums[to * d + j]! += x[row * d + j]!;
    if (before < 0) continue;
    counts[before]! -= 1;
    for (let j = 0; j < d; j++) sums[before * d + j]! -= x[row * d + j]!;
  }
}

function inertiaOf(x: Float64Array, d: number, labels: Int32Array, centers: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    sum += squareBetween(x, i * d, centers, labels[i]! * d, d);
  }
  return sum;
}
