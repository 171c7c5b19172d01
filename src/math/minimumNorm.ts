import { type PivotedQr, pivotedQr } from './pivotedQr.js';

/**
 * The solution of a factored system whose columns were scaled; of several, the one with the
 * smallest Σ w².
 *
 * @param factored the QR of A with scaled columns: A[:, j] · (what scaling left) = column j.
 * @param d        columns of A.
 * @param scales   (d,) a column's scale: the system's unknowns are scales[j] · w[j].
 * @param silent   (d,) 1 for columns that are zero but for rounding: their weight is exactly 0.
 * @returns w (d,)
 *
 * Cost: d² operations at full rank, 2 d · rank² else.
 * Source: Golub & Van Loan (2013), Matrix Computations, §5.5.
 */
export function minimumNorm(
  factored: PivotedQr,
  d: number,
  scales: Float64Array,
  silent: Uint8Array,
): Float64Array {
  const { rank, order, r, qtb } = factored;
  const weights = new Float64Array(d);
  if (rank === 0) return weights;
  if (rank === d) {
    const z = solveUpper(r, d, rank, qtb);
    for (let k = 0; k < d; k++) weights[order[k]!] = z[k]! / scales[order[k]!]!;
    return weights;
  }
  // The first `rank` equations, M w = c, in the unknowns' own units; Mᵀ is (d, rank) by columns.
  // One unit for all, so that no square overflows, changes nothing about which w is shortest.
  const largest = scales.reduce((most, scale) => Math.max(most, scale), 0);
  const transposed = new Float64Array(d * rank);
  for (let k = 0; k < d; k++) {
    const j = order[k]!;
    if (silent[j] === 1) continue;
    for (let i = 0; i < rank; i++) transposed[i * d + j] = r[k * d + i]! * (scales[j]! / largest);
  }
  // w = Mᵀ v with M Mᵀ v = c; from Mᵀ P = Q T follows Tᵀ T (Pᵀ v) = Pᵀ c.
  const inner = pivotedQr(transposed, d, rank, new Float64Array(d), 0);
  const c = Float64Array.from(inner.order, (i) => qtb[i]!);
  const v = solveUpper(inner.r, d, rank, solveLower(inner.r, d, rank, c));
  for (let i = 0; i < rank; i++) {
    const row = inner.order[i]! * d;
    for (let j = 0; j < d; j++) weights[j]! += transposed[row + j]! * v[i]!;
  }
  for (let j = 0; j < d; j++) weights[j]! /= largest;
  return weights;
}

/** T x = b for the leading upper triangle of size n, held by columns. */
function solveUpper(t: Float64Array, stride: number, n: number, b: Float64Array): Float64Array {
  const x = b.slice(0, n);
  for (let k = n - 1; k >= 0; k--) {
    x[k]! /= t[k * stride + k]!;
    for (let i = 0; i < k; i++) x[i]! -= t[k * stride + i]! * x[k]!;
  }
  return x;
}

/** Tᵀ x = b for the same triangle. */
function solveLower(t: Float64Array, stride: number, n: number, b: Float64Array): Float64Array {
  const x = b.slice(0, n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < k; i++) x[k]! -= t[k * stride + i]! * x[i]!;
    x[k]! /= t[k * stride + k]!;
  }
  return x;
}
