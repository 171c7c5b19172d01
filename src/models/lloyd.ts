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
 * Hamerly's bounds leave out rows that cannot have changed sides: a row knows how far its centre is
 * at most and all others at least, and both only move as centres do. A cluster without rows keeps
 * its centre. Of equally near centres the first has the row, where it is not with one of them.
 *
 * @param x (n, d) row-major. @param start (k, d) row-major; not changed.
 *
 * Cost: n k d at first, less and less as centres settle.
 * Source: Hamerly (2010), Making k-means even faster, SDM.
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
  const labels = new Int32Array(n).fill(-1);
  const upper = new Float64Array(n);
  const lower = new Float64Array(n);
  const sums = new Float64Array(k * d);
  const counts = new Float64Array(k);
  const moves = new Float64Array(k);
  const halfGaps = new Float64Array(k);
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations) {
    iterations++;
    findHalfGaps(centers, k, d, halfGaps);
    const changed = assign(x, n, d, centers, k, labels, upper, lower, halfGaps, sums, counts);
    if (changed === 0) {
      converged = true;
      break;
    }
    let shift = 0;
    let most = 0;
    let second = 0;
    let mover = 0;
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let j = 0; j < d; j++) {
        const at = c * d + j;
        const mean = counts[c]! > 0 ? sums[at]! / counts[c]! : centers[at]!;
        const move = mean - centers[at]!;
        square += move * move;
        centers[at] = mean;
      }
      shift += square;
      const move = Math.sqrt(square);
      moves[c] = move;
      if (move > most) {
        second = most;
        most = move;
        mover = c;
      } else if (move > second) second = move;
    }
    if (shift <= tolerance) {
      converged = true;
      break;
    }
    for (let i = 0; i < n; i++) {
      const label = labels[i]!;
      upper[i]! += moves[label]!;
      lower[i]! -= label === mover ? second : most;
    }
  }
  return finish(x, n, d, centers, k, iterations, converged);
}

/** Half the distance of each centre to the nearest other: rows nearer than that are safe. */
function findHalfGaps(centers: Float64Array, k: number, d: number, halfGaps: Float64Array): void {
  halfGaps.fill(Infinity);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a; b++) {
      const half = Math.sqrt(squareBetween(centers, a * d, centers, b * d, d)) / 2;
      if (half < halfGaps[a]!) halfGaps[a] = half;
      if (half < halfGaps[b]!) halfGaps[b] = half;
    }
  }
}

/** Moves rows to their nearest centres, with their share of the sums; returns how many moved. */
function assign(
  x: Float64Array,
  n: number,
  d: number,
  centers: Float64Array,
  k: number,
  labels: Int32Array,
  upper: Float64Array,
  lower: Float64Array,
  halfGaps: Float64Array,
  sums: Float64Array,
  counts: Float64Array,
): number {
  let changed = 0;
  const padded = Math.ceil(k / 4) * 4;
  const across = new Float64Array(d * padded).fill(Infinity); // centres, column by column
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < d; j++) across[j * padded + c] = centers[c * d + j]!;
  }
  for (let i = 0; i < n; i++) {
    const old = labels[i]!;
    const row = i * d;
    if (old >= 0) {
      const bound = Math.max(lower[i]!, halfGaps[old]!);
      if (upper[i]! < bound) continue;
      const exact = Math.sqrt(squareBetween(x, row, centers, old * d, d));
      upper[i] = exact;
      if (exact < bound) continue;
    }
    let best = Infinity;
    let next = Infinity;
    let label = 0;
    for (let c = 0; c < padded; c += 4) {
      // Four centres at a time; beyond the last one they stand at infinity.
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let j = 0, at = c; j < d; j++, at += padded) {
        const value = x[row + j]!;
        const g0 = value - across[at]!;
        const g1 = value - across[at + 1]!;
        const g2 = value - across[at + 2]!;
        const g3 = value - across[at + 3]!;
        s0 += g0 * g0;
        s1 += g1 * g1;
        s2 += g2 * g2;
        s3 += g3 * g3;
      }
      if (s0 < best) {
        next = best;
        best = s0;
        label = c;
      } else if (s0 < next) next = s0;
      if (s1 < best) {
        next = best;
        best = s1;
        label = c + 1;
      } else if (s1 < next) next = s1;
      if (s2 < best) {
        next = best;
        best = s2;
        label = c + 2;
      } else if (s2 < next) next = s2;
      if (s3 < best) {
        next = best;
        best = s3;
        label = c + 3;
      } else if (s3 < next) next = s3;
    }
    upper[i] = Math.sqrt(best);
    lower[i] = Math.sqrt(next);
    if (label === old) continue;
    changed++;
    labels[i] = label;
    counts[label]! += 1;
    if (old >= 0) counts[old]! -= 1;
    for (let j = 0; j < d; j++) {
      const value = x[row + j]!;
      sums[label * d + j]! += value;
      if (old >= 0) sums[old * d + j]! -= value;
    }
  }
  return changed;
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
