/* The inner loops of growing trees: each a small function of typed arrays, as engines like them. */

/** Puts the rows that go left before the others, each in their old order; returns the border. */
export function divideRows(
  order: Int32Array,
  spare: Int32Array,
  start: number,
  end: number,
  column: Uint8Array,
  goesLeft: Uint8Array,
): number {
  let left = start;
  let right = 0;
  for (let k = start; k < end; k++) {
    const row = order[k]!;
    // Written to both places, counted in one: no branch that could be guessed wrong.
    const isLeft = goesLeft[column[row]!]!;
    order[left] = row;
    spare[right] = row;
    left += isLeft;
    right += 1 - isLeft;
  }
  order.set(spare.subarray(0, right), left);
  return left;
}

/** Raises the scores of a leaf's rows. */
export function raise(
  scores: Float64Array,
  order: Int32Array,
  start: number,
  end: number,
  value: number,
  outputs: number,
  output: number,
): void {
  for (let k = start; k < end; k++) scores[order[k]! * outputs + output]! += value;
}

/** The sum of all values. */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Adds rows to a histogram of (sum of gradients, count of rows) per bin. */
export function countUnit(
  histogram: Float64Array,
  order: Int32Array,
  start: number,
  end: number,
  cells: Uint16Array | Uint32Array,
  d: number,
  gradients: Float64Array,
): void {
  for (let k = start; k < end; k++) {
    const row = order[k]!;
    const gradient = gradients[row]!;
    const last = row * d + d;
    let at = last - d;
    for (; at + 1 < last; at += 2) {
      const one = cells[at]! * 2;
      const two = cells[at + 1]! * 2; // another feature's bin: never the same cell
      const first = histogram[one]! + gradient;
      const second = histogram[two]! + gradient;
      const firstCount = histogram[one + 1]! + 1;
      const secondCount = histogram[two + 1]! + 1;
      histogram[one] = first;
      histogram[two] = second;
      histogram[one + 1] = firstCount;
      histogram[two + 1] = secondCount;
    }
    if (at < last) {
      const cell = cells[at]! * 2;
      histogram[cell]! += gradient;
      histogram[cell + 1]! += 1;
    }
  }
}

/** Adds rows to a histogram of (sum of gradients, sum of Hessians, count of rows) per bin. */
export function countAll(
  histogram: Float64Array,
  order: Int32Array,
  start: number,
  end: number,
  cells: Uint16Array | Uint32Array,
  d: number,
  gradients: Float64Array,
  hessians: Float64Array,
): void {
  for (let k = start; k < end; k++) {
    const row = order[k]!;
    const gradient = gradients[row]!;
    const hessian = hessians[row]!;
    const last = row * d + d;
    for (let at = last - d; at < last; at++) {
      const cell = cells[at]! * 3;
      histogram[cell]! += gradient;
      histogram[cell + 1]! += hessian;
      histogram[cell + 2]! += 1;
    }
  }
}
