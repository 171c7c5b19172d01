import { sortNumbers, sortOwn } from '../math/index.js';

/** Where two empirical distribution functions lie farthest apart, and by how much. */
export interface LargestDistance {
  readonly statistic: number;
  /** The least value at which they do. */
  readonly location: number;
}

/** From this many values on it pays to leave most of them unsorted. */
const LARGE = 50_000;
const CELLS = 32_768;
/** How many values of each sample tell where the cells should lie. */
const LOOK = 1024;

/**
 * max |F(x) − G(x)| of two samples without NaN, which stay as they are.
 *
 * Large samples are counted in even cells first. The counts up to a cell's end are exact, and
 * bound what can happen within it: |F − G| moves by the cell's own share at most. So only cells
 * that could hold the maximum are sorted, few of a hundred as a rule; where they are too many
 * (very long tails), all is sorted.
 */
export function largestDistance(a: Float64Array, b: Float64Array): LargestDistance {
  if (a.length + b.length >= LARGE) {
    const found = byCells(a, b);
    if (found !== null) return found;
  }
  const best = { distance: -1, location: Number.NaN };
  step(sortNumbers(a), sortNumbers(b), 0, 0, a.length, b.length, best);
  return { statistic: best.distance / (a.length * b.length), location: best.location };
}

interface Best {
  /** |F − G| times n · m: whole, so that equal distances are equal. */
  distance: number;
  location: number;
}

/** Steps through both, ascending, past all equal values at once, from i0 and j0 values before. */
function step(
  a: Float64Array,
  b: Float64Array,
  i0: number,
  j0: number,
  n: number,
  m: number,
  best: Best,
): void {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const value = j >= b.length || (i < a.length && a[i]! <= b[j]!) ? a[i]! : b[j]!;
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    const distance = Math.abs((i0 + i) * m - (j0 + j) * n);
    if (distance > best.distance) {
      best.distance = distance;
      best.location = value;
    }
  }
}

function byCells(a: Float64Array, b: Float64Array): LargestDistance | null {
  const place = cellsFor(a, b);
  if (place === null) return null;
  const [n, m] = [a.length, b.length];
  const { of: cellsA, counts: inA } = intoCells(a, place);
  const { of: cellsB, counts: inB } = intoCells(b, place);
  const known = largestAtEnds(inA, inB, n, m);
  const chosen = new Uint8Array(CELLS);
  const stretches: Stretch[] = [];
  let [keptA, keptB] = [0, 0];
  for (let cell = 0, i = 0, j = 0; cell < CELLS; cell++) {
    const addA = inA[cell]!;
    const addB = inB[cell]!;
    if ((i + addA) * m - j * n >= known || (j + addB) * n - i * m >= known) {
      chosen[cell] = 1;
      stretches.push({ i, j, addA, addB });
      keptA += addA;
      keptB += addB;
    }
    i += addA;
    j += addB;
  }
  if (keptA + keptB > (n + m) / 4) return null;
  const someA = sortOwn(keep(a, cellsA, chosen, keptA));
  const someB = sortOwn(keep(b, cellsB, chosen, keptB));
  const best = { distance: -1, location: Number.NaN };
  let [p, q] = [0, 0];
  for (const { i, j, addA, addB } of stretches) {
    step(someA.subarray(p, p + addA), someB.subarray(q, q + addB), i, j, n, m, best);
    p += addA;
    q += addB;
  }
  return { statistic: best.distance / (n * m), location: best.location };
}

/** What a chosen cell holds of either sample, and how many values lie before it. */
interface Stretch {
  readonly i: number;
  readonly j: number;
  readonly addA: number;
  readonly addB: number;
}

/** The largest |F − G| · n · m at the end of a cell. */
function largestAtEnds(inA: Int32Array, inB: Int32Array, n: number, m: number): number {
  let largest = 0;
  for (let cell = 0, i = 0, j = 0; cell < CELLS; cell++) {
    i += inA[cell]!;
    j += inB[cell]!;
    largest = Math.max(largest, Math.abs(i * m - j * n));
  }
  return largest;
}

/** cell = (value − low) · scale, the first and the last one open. */
interface Place {
  readonly low: number;
  readonly scale: number;
}

/** Even cells over what a look at both samples shows, with half as much room again around it. */
function cellsFor(a: Float64Array, b: Float64Array): Place | null {
  const look = new Float64Array(2 * LOOK);
  for (let k = 0; k < LOOK; k++) {
    look[k] = a[Math.floor((k * a.length) / LOOK)]!;
    look[LOOK + k] = b[Math.floor((k * b.length) / LOOK)]!;
  }
  look.sort();
  const left = look[Math.floor(0.005 * look.length)]!;
  const right = look[Math.floor(0.995 * look.length)]!;
  const room = (right - left) / 2;
  const scale = (CELLS - 2) / (4 * room);
  const low = left - room - 1 / scale;
  return Number.isFinite(scale) && Number.isFinite(low) && scale > 0 ? { low, scale } : null;
}

/** The cell of each value, and how many values each cell holds. */
interface Cells {
  readonly of: Uint16Array;
  readonly counts: Int32Array;
}

/** The cell rises with the value: each operation does, rounding included. */
function intoCells(values: Float64Array, { low, scale }: Place): Cells {
  const of = new Uint16Array(values.length);
  const counts = new Int32Array(CELLS);
  for (let i = 0; i < values.length; i++) {
    const place = (values[i]! - low) * scale;
    const cell = place > 0 ? (place < CELLS - 1 ? place | 0 : CELLS - 1) : 0;
    of[i] = cell;
    counts[cell]! += 1;
  }
  return { of, counts };
}

/** The `count` values of chosen cells, in their order. */
function keep(
  values: Float64Array,
  cells: Uint16Array,
  chosen: Uint8Array,
  count: number,
): Float64Array {
  const kept = new Float64Array(count);
  let n = 0;
  for (let i = 0; i < values.length; i++) if (chosen[cells[i]!] === 1) kept[n++] = values[i]!;
  return kept;
}
