import type { ReferenceNumbers } from '../explore/index.js';

/**
 * The Kolmogorov–Smirnov statistic of values against a reference of which points of the
 * distribution function are known, each with its counts below and up to it.
 *
 * Where all points were kept it is exact; else a lower bound, short by at most the share of values
 * between two points: its p-value never overstates.
 *
 * @param sorted (m,) finite values, ascending, at least one.
 */
export function distanceFrom(reference: ReferenceNumbers, sorted: ArrayLike<number>): number {
  const { points, below, upTo } = reference;
  const n = upTo[upTo.length - 1]!;
  const m = sorted.length;
  let largest = 0; // times n · m
  let j = 0;
  for (let k = 0; k < points.length; k++) {
    const point = points[k]!;
    while (j < m && sorted[j]! < point) j++;
    largest = Math.max(largest, Math.abs(below[k]! * m - j * n));
    while (j < m && sorted[j]! <= point) j++;
    largest = Math.max(largest, Math.abs(upTo[k]! * m - j * n));
  }
  return largest / (n * m);
}

/**
 * The Wasserstein distance likewise; between two points the reference's values are taken to lie
 * evenly.
 */
export function workFrom(reference: ReferenceNumbers, sorted: ArrayLike<number>): number {
  const { points, below, upTo } = reference;
  const n = upTo[upTo.length - 1]!;
  const m = sorted.length;
  let area = 0;
  let j = 0;
  for (; j < m && sorted[j]! < points[0]!; j++) area += (points[0]! - sorted[j]!) / m;
  for (let k = 0; k + 1 < points.length; k++) {
    const [left, right] = [points[k]!, points[k + 1]!];
    while (j < m && sorted[j]! <= left) j++;
    const rise = (below[k + 1]! - upTo[k]!) / n / (right - left);
    let at = left;
    while (at < right) {
      const next = j < m && sorted[j]! < right ? sorted[j]! : right;
      const start = upTo[k]! / n + rise * (at - left) - j / m;
      area += areaBetween(start, start + rise * (next - at), next - at);
      at = next;
      while (j < m && sorted[j]! <= at && at < right) j++;
    }
  }
  const last = points[points.length - 1]!;
  for (; j < m; j++) area += Math.max(0, sorted[j]! - last) / m;
  return area;
}

/** ∫ |d| over a width in which d goes straight from `start` to `end`. */
function areaBetween(start: number, end: number, width: number): number {
  const [a, b] = [Math.abs(start), Math.abs(end)];
  if (start * end >= 0) return (width * (a + b)) / 2;
  return (width * (a * a + b * b)) / (2 * (a + b));
}
