import { assertSameLength } from '../core/index.js';

/** So many points draw a curve as smooth as a screen shows it. */
export const CURVE_POINTS = 500;

/**
 * The places of a curve's points that are kept: all up to `most`, else those that first reach the
 * equal steps along its length, where both axes are scaled to the curve's own range. The first and
 * the last point are always kept, and no point that is left out lies a whole step past a kept one.
 *
 * @example thinCurve([0, 1, 2, 3, 4], [0, 0, 0, 0, 0], 3); // [ 0, 2, 4 ]
 */
export function thinCurve(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  most = CURVE_POINTS,
): number[] {
  assertSameLength('thinCurve', 'x', x.length, 'y', y.length);
  const n = x.length;
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  const [width, height] = [rangeOf(x), rangeOf(y)];
  const along = new Float64Array(n); // length of the curve up to each point
  for (let i = 1; i < n; i++) {
    const length = Math.hypot((x[i]! - x[i - 1]!) / width, (y[i]! - y[i - 1]!) / height);
    along[i] = along[i - 1]! + length;
  }
  const step = along[n - 1]! / (most - 1);
  const kept = [0];
  let next = 1;
  for (let i = 1; i < n - 1 && next < most - 1; i++) {
    const steps = along[i]! / step + 1e-9; // sums of lengths fall short by rounding
    if (steps < next) continue;
    kept.push(i);
    next = Math.floor(steps) + 1;
  }
  return [...kept, n - 1];
}

/** Evenly spaced places, the first and the last among them: all of them up to `most`. */
export function thinRows(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: most }, (_, k) => Math.round((k * (n - 1)) / (most - 1)));
}

function rangeOf(values: ArrayLike<number>): number {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < low) low = values[i]!;
    if (values[i]! > high) high = values[i]!;
  }
  return high - low || 1;
}
