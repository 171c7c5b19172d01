/** A QR decomposition with column pivoting, applied to one right-hand side. */
export interface PivotedQr {
  /** How many columns are independent of those before them, to the tolerance. */
  readonly rank: number;
  /** Column order[k] of A was taken k-th. */
  readonly order: Int32Array;
  /** The triangle, by columns in that order: cell (i, k) is at k · rows + i. */
  readonly r: Float64Array;
  /** Qᵀb, (rows,) */
  readonly qtb: Float64Array;
}

/**
 * Householder QR with column pivoting: at each step the column with the most left over comes next.
 *
 * @param a         (rows, columns) by columns: cell (i, j) is at j · rows + i. Not changed.
 * @param b         (rows,) right-hand side. Not changed.
 * @param tolerance a column counts as dependent when the norm of what is left of it is at most this.
 *
 * Cost: 2 · rows · columns² operations.
 * Source: Businger & Golub (1965), Numerische Mathematik 7.
 */
export function pivotedQr(
  a: Float64Array,
  rows: number,
  columns: number,
  b: Float64Array,
  tolerance: number,
): PivotedQr {
  const r = Float64Array.from(a);
  const qtb = Float64Array.from(b);
  const order = Int32Array.from({ length: columns }, (_, j) => j);
  const steps = Math.min(rows, columns);
  let rank = 0;
  for (let k = 0; k < steps; k++) {
    let best = k;
    let most = -1;
    // Norms are summed afresh: updating them would lose digits where columns nearly coincide.
    for (let j = k; j < columns; j++) {
      const left = norm(r, j * rows + k, (j + 1) * rows);
      if (left > most) {
        most = left;
        best = j;
      }
    }
    if (!(most > tolerance)) break;
    if (best !== k) swapColumns(r, order, rows, k, best);
    reflect(r, rows, columns, qtb, k, most);
    rank++;
  }
  return { rank, order, r, qtb };
}

/** Makes column k zero below the diagonal, and turns the columns behind it and b alike. */
function reflect(
  r: Float64Array,
  rows: number,
  columns: number,
  b: Float64Array,
  k: number,
  length: number,
): void {
  const start = k * rows;
  const head = r[start + k]!;
  const alpha = head > 0 ? -length : length;
  const first = head - alpha;
  const beta = -1 / (alpha * first);
  for (let j = k + 1; j <= columns; j++) {
    const target = j < columns ? r : b;
    const other = j < columns ? j * rows : 0;
    let sum = first * target[other + k]!;
    for (let i = k + 1; i < rows; i++) sum += r[start + i]! * target[other + i]!;
    const factor = beta * sum;
    target[other + k]! -= factor * first;
    for (let i = k + 1; i < rows; i++) target[other + i]! -= factor * r[start + i]!;
  }
  r[start + k] = alpha;
  r.fill(0, start + k + 1, start + rows);
}

function norm(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}

function swapColumns(
  r: Float64Array,
  order: Int32Array,
  rows: number,
  k: number,
  other: number,
): void {
  for (let i = 0; i < rows; i++) {
    const held = r[k * rows + i]!;
    r[k * rows + i] = r[other * rows + i]!;
    r[other * rows + i] = held;
  }
  const place = order[k]!;
  order[k] = order[other]!;
  order[other] = place;
}
