import type { Vector } from '../core/index.js';

/** Below this length the engine's own sort is quicker than three passes over the digits. */
const SMALL = 512;
/** A run of values that share their upper half is sorted by insertion up to this length. */
const SHORT_RUN = 32;
/** Which 32-bit half of a double holds sign and exponent on this machine. */
const HIGH = new Uint32Array(new Float64Array([1]).buffer)[1] === 0 ? 0 : 1;

/** One half of a double as a whole number that ascends with the double: bits ^ ((sign & spread) | base). */
interface Half {
  readonly place: number;
  readonly spread: number;
  readonly base: number;
}
/** Negative: all bits turned round, so that large magnitudes come first. Else: the sign bit set. */
const UPPER: Half = { place: HIGH, spread: -1, base: 0x80000000 };
/** Among values with one upper half; of negative ones the larger lower half is the smaller value. */
const LOWER_OF_POSITIVE: Half = { place: 1 - HIGH, spread: 0, base: 0 };
const LOWER_OF_NEGATIVE: Half = { place: 1 - HIGH, spread: 0, base: -1 };

/**
 * The numbers in ascending order, as a new vector.
 *
 * A radix sort by the upper 32 bits of each double (sign, exponent, 20 bits of the fraction), in
 * three passes of 11, 11 and 10 bits; what these bits leave open is settled by insertion, and
 * where a long run of values shares them, by three passes over the lower 32 bits. Two to four
 * times as fast as `Float64Array.prototype.sort` on a million values.
 *
 * @param values (n,) numbers without NaN; infinities are allowed. −0 and 0 are equal here, and
 *   their order among themselves is not said.
 * @returns (n,) the same numbers, ascending.
 *
 * Cost: O(n); 8n bytes beside the result. The input stays.
 *
 * @example sortNumbers([3, 1, 2]); // Float64Array(3) [ 1, 2, 3 ]
 */
export function sortNumbers(values: ArrayLike<number>): Vector {
  return sortOwn(new Float64Array(values));
}

/**
 * The same for values that the caller gives away: they end in any order, the result is sorted.
 *
 * @param spare memory for as many numbers at least, given away, too; the result lies in either.
 */
export function sortOwn(
  values: Float64Array,
  spare: Float64Array = new Float64Array(values.length),
): Vector {
  if (values.length < SMALL) return values.sort();
  const sorted = sortByHalf(values, spare.subarray(0, values.length), UPPER);
  settleEqualUpperBits(sorted);
  return sorted;
}

/** Stable passes over the digits, lowest first; answers whichever buffer holds the result. */
function sortByHalf(
  values: Float64Array,
  spare: Float64Array,
  { place, spread, base }: Half,
): Float64Array {
  const n = values.length;
  let [from, to] = [values, spare];
  let bits: Uint32Array = new Uint32Array(from.buffer, from.byteOffset, 2 * n);
  let otherBits: Uint32Array = new Uint32Array(to.buffer, to.byteOffset, 2 * n);
  const counts = [new Uint32Array(2048), new Uint32Array(2048), new Uint32Array(1024)] as const;
  const [low, middle, high] = counts;
  for (let i = place; i < 2 * n; i += 2) {
    const half = bits[i]!;
    const key = half ^ (((half >> 31) & spread) | base);
    low[key & 2047]! += 1;
    middle[(key >>> 11) & 2047]! += 1;
    high[key >>> 22]! += 1;
  }
  for (let digit = 0; digit < 3; digit++) {
    const starts = counts[digit]!;
    if (toStarts(starts) === n) continue; // all values share this digit: nothing would move
    const shift = 11 * digit;
    const mask = digit === 2 ? 1023 : 2047;
    for (let i = 0; i < n; i++) {
      const half = bits[2 * i + place]!;
      const bucket = ((half ^ (((half >> 31) & spread) | base)) >>> shift) & mask;
      to[starts[bucket]!++] = from[i]!;
    }
    [from, to] = [to, from];
    [bits, otherBits] = [otherBits, bits];
  }
  return from;
}

/** Turns counts into starting places; answers the largest count. */
function toStarts(counts: Uint32Array): number {
  let start = 0;
  let largest = 0;
  for (let k = 0; k < counts.length; k++) {
    const count = counts[k]!;
    if (count > largest) largest = count;
    counts[k] = start;
    start += count;
  }
  return largest;
}

function settleEqualUpperBits(sorted: Float64Array): void {
  const n = sorted.length;
  const bits = new Uint32Array(sorted.buffer, sorted.byteOffset, 2 * n);
  let i = 1;
  while (i < n) {
    if (sorted[i - 1]! <= sorted[i]!) {
      i++;
      continue;
    }
    // Only values with equal upper halves can be out of order: sort the whole run of them.
    const upper = bits[2 * i + HIGH]!;
    let start = i - 1;
    while (start > 0 && bits[2 * (start - 1) + HIGH] === upper) start--;
    let end = i + 1;
    while (end < n && bits[2 * end + HIGH] === upper) end++;
    if (end - start <= SHORT_RUN) insertionSort(sorted, start, end);
    else if (end - start < SMALL) sorted.subarray(start, end).sort();
    else {
      const half = upper >>> 31 === 1 ? LOWER_OF_NEGATIVE : LOWER_OF_POSITIVE;
      const run = sorted.slice(start, end);
      sorted.set(sortByHalf(run, new Float64Array(run.length), half), start);
    }
    i = end;
  }
}

function insertionSort(values: Float64Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const value = values[i]!;
    let k = i - 1;
    while (k >= start && values[k]! > value) {
      values[k + 1] = values[k]!;
      k--;
    }
    values[k + 1] = value;
  }
}
