/** Where k-means came to from one start. */
export interface LloydResult {
  /** (k, d) row-major. */
  readonly centers: Float64Array;
  /** Σ squared distance of each row to its centre. */
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** More bounds than this would take more memory than they are worth: then every distance is measured. */
const MOST_BOUNDS = 2 ** 25;

/**
 * Lloyd's algorithm from given centres: rows to their nearest centre, centres to the mean of their
 * rows, until no row moves or all centres together move less than `tolerance` (squared).
 *
 * Elkan's bounds leave out distances that cannot matter: a row knows how far its own centre is at
 * most and each other one at least, and these only change by how far centres move. A cluster
 * without rows keeps its centre. Of equally near centres a row keeps its own, or takes the first.
 *
 * @param x (n, d) row-major. @param start (k, d) row-major; not changed.
 *
 * Cost: n k d at first, less and less as centres settle; 8 n k bytes.
 * Source: Elkan (2003), Using the triangle inequality to accelerate k-means, ICML.
 */
export function lloyd(
  x: Float64Array,
  n: number,
  d: number,
  start: Float64Array,
  maxIterations: number,
  tolerance: number,
): LloydResult {
  const k = start.length / d;
  const centers = start.slice();
  const rows = new BoundedRows(x, n, d, k);
  const sums = new Float64Array(k * d);
  const counts = new Float64Array(k);
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations) {
    iterations++;
    const changed = rows.assign(centers, sums, counts);
    if (changed === 0) {
      converged = true;
      break;
    }
    let shift = 0;
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let j = 0; j < d; j++) {
        const at = c * d + j;
        const mean = counts[c]! > 0 ? sums[at]! / counts[c]! : centers[at]!;
        square += (mean - centers[at]!) ** 2;
        centers[at] = mean;
      }
      shift += square;
      rows.moved[c]! += Math.sqrt(square);
    }
    if (shift <= tolerance) {
      converged = true;
      break;
    }
  }
  return finish(x, n, d, centers, k, iterations, converged);
}

/** Rows with their clusters, and bounds on their distances to all centres. */
class BoundedRows {
  /** (k,) how far each centre has moved in all: bounds are stored against it, and never updated. */
  readonly moved: Float64Array;
  readonly #x: Float64Array;
  readonly #n: number;
  readonly #d: number;
  readonly #k: number;
  readonly #labels: Int32Array;
  /** (n,) greatest distance to the own centre, less what that had moved. */
  readonly #upper: Float64Array;
  /** (n · k,) least distance to each centre, and what that had moved. */
  readonly #lower: Float64Array | undefined;

  constructor(x: Float64Array, n: number, d: number, k: number) {
    this.moved = new Float64Array(k);
    this.#x = x;
    this.#n = n;
    this.#d = d;
    this.#k = k;
    this.#labels = new Int32Array(n).fill(-1);
    this.#upper = new Float64Array(n);
    this.#lower = n * k <= MOST_BOUNDS ? new Float64Array(n * k) : undefined;
  }

  /** Moves rows to their nearest centres, with their share of the sums; returns how many moved. */
  assign(centers: Float64Array, sums: Float64Array, counts: Float64Array): number {
    const x = this.#x;
    const n = this.#n;
    const d = this.#d;
    const k = this.#k;
    const moved = this.moved;
    const labels = this.#labels;
    const upper = this.#upper;
    const lower = this.#lower;
    const halfGaps = findHalfGaps(centers, k, d);
    let changed = 0;
    for (let i = 0; i < n; i++) {
      const old = labels[i]!;
      let label = old;
      if (old < 0 || lower === undefined) {
        label = measure(x, i, d, centers, k, old, moved, upper, lower);
      } else {
        let most = upper[i]! + moved[old]!;
        if (most < halfGaps[old]!) continue;
        const bounds = i * k;
        let exact = false;
        for (let c = 0; c < k; c++) {
          if (c === label || lower[bounds + c]! - moved[c]! >= most) continue;
          if (!exact) {
            most = Math.sqrt(squareBetween(x, i * d, centers, label * d, d));
            lower[bounds + label] = most + moved[label]!;
            exact = true;
            if (lower[bounds + c]! - moved[c]! >= most) continue;
          }
          const distance = Math.sqrt(squareBetween(x, i * d, centers, c * d, d));
          lower[bounds + c] = distance + moved[c]!;
          if (distance >= most) continue;
          most = distance;
          label = c;
        }
        if (exact) upper[i] = most - moved[label]!;
      }
      if (label === old) continue;
      changed++;
      labels[i] = label;
      counts[label]! += 1;
      if (old >= 0) counts[old]! -= 1;
      for (let j = 0; j < d; j++) {
        const value = x[i * d + j]!;
        sums[label * d + j]! += value;
        if (old >= 0) sums[old * d + j]! -= value;
      }
    }
    return changed;
  }
}

/** Measures all distances of a row; returns its nearest centre, of equal ones its own or the first. */
function measure(
  x: Float64Array,
  i: number,
  d: number,
  centers: Float64Array,
  k: number,
  old: number,
  moved: Float64Array,
  upper: Float64Array,
  lower: Float64Array | undefined,
): number {
  let best = old < 0 ? Infinity : squareBetween(x, i * d, centers, old * d, d);
  let label = Math.max(old, 0);
  for (let c = 0; c < k; c++) {
    const square = squareBetween(x, i * d, centers, c * d, d);
    if (lower !== undefined) lower[i * k + c] = Math.sqrt(square) + moved[c]!;
    if (square >= best) continue;
    best = square;
    label = c;
  }
  upper[i] = Math.sqrt(best) - moved[label]!;
  return label;
}

/** Half the distance of each centre to the nearest other: rows nearer than that are safe. */
function findHalfGaps(centers: Float64Array, k: number, d: number): Float64Array {
  const halfGaps = new Float64Array(k).fill(Infinity);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a; b++) {
      const half = Math.sqrt(squareBetween(centers, a * d, centers, b * d, d)) / 2;
      if (half < halfGaps[a]!) halfGaps[a] = half;
      if (half < halfGaps[b]!) halfGaps[b] = half;
    }
  }
  return halfGaps;
}

/** The inertia around the last centres. */
function finish(
  x: Float64Array,
  n: number,
  d: number,
  centers: Float64Array,
  k: number,
  iterations: number,
  converged: boolean,
): LloydResult {
  let inertia = 0;
  for (let i = 0; i < n; i++) {
    let best = Infinity;
    for (let c = 0; c < k; c++) {
      const square = squareBetween(x, i * d, centers, c * d, d);
      if (square < best) best = square;
    }
    inertia += best;
  }
  return { centers, inertia, iterations, converged };
}

/** Squared Euclidean distance of two rows. */
function squareBetween(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  d: number,
): number {
  let even = 0;
  let odd = 0;
  let j = 0;
  for (; j + 1 < d; j += 2) {
    const first = a[atA + j]! - b[atB + j]!;
    const second = a[atA + j + 1]! - b[atB + j + 1]!;
    even += first * first;
    odd += second * second;
  }
  if (j < d) {
    const last = a[atA + j]! - b[atB + j]!;
    even += last * last;
  }
  return even + odd;
}
