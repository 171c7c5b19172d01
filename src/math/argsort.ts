/** Below this length the engine's own sort is quicker than four passes over the digits. */
const SMALL = 4096;
/** Which 32-bit half of a double holds sign and exponent on this machine. */
const HIGH = new Uint32Array(new Float64Array([1]).buffer)[1] === 0 ? 0 : 1;
const DIGITS = 1 << 16;

/**
 * The order that would sort the numbers: `values[order[0]]` is the least. Equal values keep their
 * order, as those of several events in one minute must.
 *
 * A radix sort of row numbers by the 64 bits of each double, in four passes of 16 bits.
 *
 * @param values (n,) numbers without NaN; infinities are allowed, and −0 comes with 0.
 * @returns (n,) row numbers.
 *
 * Cost: O(n); 16 n bytes beside the result. The input stays.
 * Agrees with: numpy.argsort(kind='stable').
 *
 * @example argsort([3, 1, 2]); // Uint32Array(3) [ 1, 2, 0 ]
 */
export function argsort(values: ArrayLike<number>): Uint32Array {
  const n = values.length;
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (n < SMALL) {
    // Infinity − Infinity is NaN, so the signs are compared and not the difference.
    return order.sort((a, b) => {
      const [x, y] = [values[a]!, values[b]!];
      return x < y ? -1 : x > y ? 1 : a - b;
    });
  }
  const keys = ascendingBits(values);
  let [from, to] = [order, new Uint32Array(n)];
  for (const place of [1 - HIGH, HIGH]) {
    for (const shift of [0, 16]) {
      if (pass(keys, place, shift, from, to)) [from, to] = [to, from];
    }
  }
  return from;
}

/** Halves of doubles as whole numbers that ascend as the doubles do. */
function ascendingBits(values: ArrayLike<number>): Uint32Array {
  const doubles = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) doubles[i] = values[i]! + 0; // −0 is 0
  const bits = new Uint32Array(doubles.buffer);
  for (let i = 0; i < bits.length; i += 2) {
    const negative = bits[i + HIGH]! >> 31; // −1 or 0
    bits[i + HIGH]! ^= negative | 0x80000000;
    bits[i + 1 - HIGH]! ^= negative;
  }
  return bits;
}

/** Stable, by one digit; false where all values share it and nothing was moved. */
function pass(
  keys: Uint32Array,
  place: number,
  shift: number,
  from: Uint32Array,
  to: Uint32Array,
): boolean {
  const starts = new Uint32Array(DIGITS + 1);
  for (let i = place; i < keys.length; i += 2) starts[((keys[i]! >>> shift) & 0xffff) + 1]! += 1;
  if (starts.includes(from.length, 1)) return false;
  for (let digit = 1; digit < DIGITS; digit++) starts[digit]! += starts[digit - 1]!;
  for (const row of from) to[starts[(keys[2 * row + place]! >>> shift) & 0xffff]!++] = row;
  return true;
}
