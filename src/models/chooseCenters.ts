import type { Random } from '../core/index.js';

/**
 * k-means++: centres among the rows, each drawn in proportion to its squared distance from those
 * before; of a few candidates the one that lowers the sum of distances most.
 *
 * Source: Arthur & Vassilvitskii (2007), k-means++, SODA, with the greedy candidates of their §6.
 */
export function chooseCenters(
  x: Float64Array,
  n: number,
  d: number,
  clusters: number,
  random: Random,
): Float64Array {
  const centers = new Float64Array(clusters * d);
  const candidates = 2 + Math.floor(Math.log(clusters));
  let squares = new Float64Array(n).fill(Infinity); // to the nearest centre so far
  let trial = new Float64Array(n);
  let best = new Float64Array(n);
  let row = random.integer(0, n);
  let total = squaresWith(x, n, d, row, squares, trial);
  [squares, trial] = [trial, squares];
  centers.set(x.subarray(row * d, row * d + d));
  for (let c = 1; c < clusters; c++) {
    let least = Infinity;
    for (let candidate = 0; candidate < candidates; candidate++) {
      const drawn = total > 0 ? draw(squares, total * random.uniform()) : random.integer(0, n);
      const left = squaresWith(x, n, d, drawn, squares, trial);
      if (left >= least) continue;
      least = left;
      row = drawn;
      [best, trial] = [trial, best];
    }
    [squares, best] = [best, squares];
    total = least;
    centers.set(x.subarray(row * d, row * d + d), c * d);
  }
  return centers;
}

/** Squared distances to the nearest centre if `row` were one, too; returns their sum. */
function squaresWith(
  x: Float64Array,
  n: number,
  d: number,
  row: number,
  squares: Float64Array,
  result: Float64Array,
): number {
  let total = 0;
  for (let i = 0; i < n; i++) {
    let square = 0;
    for (let j = 0; j < d; j++) {
      const gap = x[i * d + j]! - x[row * d + j]!;
      square += gap * gap;
    }
    const least = square < squares[i]! ? square : squares[i]!;
    result[i] = least;
    total += least;
  }
  return total;
}

/** The row at which the running sum passes `target`; never one of weight 0. */
function draw(weights: Float64Array, target: number): number {
  let left = target;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i]!;
    if (left < 0) break;
  }
  return last;
}
