/** 10⁰ to 10²², each exactly a double; and each as a sum of two with 26 bits, for exact products. */
const POWERS = Float64Array.from({ length: 23 }, (_, p) => Number(`1e${p}`));
const UPPER = POWERS.map(upperHalf);
const LOWER = POWERS.map((power, p) => power - UPPER[p]!);

const INVERSES = POWERS.map((power) => 1 / power);

const ZERO = 48;
const ZEROS = 0x30303030;
/** Above 1 by more than what is not known of the rest, relative to it, where that matters. */
const CERTAIN = 1 + 2 ** -16;

/**
 * The number that some bytes write, when it is written plainly enough; NaN says "ask `Number`".
 *
 * Taken are an optional sign, digits, an optional decimal mark with digits, an optional exponent:
 * at most 19 digits that count, up to 22 places after the mark. Not taken is what a reader must look at
 * twice: leading zeros (`007`) and whole numbers of 16 digits and more.
 *
 * @param bytes of which at least four follow `end`.
 * @param view  the same bytes.
 * @param mark  the byte of the decimal mark.
 * @returns exactly what `Number` says of the same text, else NaN.
 *
 * Up to 15 digits are one exact double, divided once by an exact power of ten (Clinger's fast
 * path). With more, the quotient of the first digits and its remainder, which is exact, give the
 * whole to some 75 bits; rounding that to 53 is certain unless it lies within 2⁻⁷⁰ of the middle between
 * two doubles, and then the answer is NaN.
 *
 * Source: Clinger (1990), How to read floating point numbers accurately, PLDI; Dekker (1971), A
 * floating-point technique for extending the available precision, Numerische Mathematik 18.
 */
export function quickNumber(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
  mark: number,
): number {
  // Signs come by chance, and a processor that guesses wrong loses more than this arithmetic takes.
  const isMinus = equals(bytes[start]!, 45);
  const first = start + (isMinus | equals(bytes[start]!, 43));
  let i = first;
  // The digits that count, as upper · 10^more + lower: at most 15 in upper, the rest in lower.
  let upper = 0;
  let lower = 0;
  let digits = 0;
  let more = 0;
  for (let digit = bytes[i]! - ZERO; isDigit(digit) && i < end; digit = bytes[++i]! - ZERO) {
    if (digits < 15) upper = upper * 10 + digit;
    if (upper !== 0) digits++;
  }
  const whole = i - first;
  // What is not taken below is not to be added up either: 16 digits before the mark are enough.
  if (whole > 1 && (bytes[first] === ZERO || digits > 15)) return Number.NaN;
  let decimals = 0;
  if (i < end && bytes[i] === mark) {
    const point = ++i;
    if (upper === 0) while (bytes[i] === ZERO && i < end) i++;
    // Eight digits at a time, then four, while there are so many.
    while (more === 0 && i + 8 <= end) {
      const former = fourDigits(view, i);
      const latter = fourDigits(view, i + 4);
      if ((former | latter) < 0) break;
      const eight = (Math.imul(former, 10_000) + latter) | 0;
      if (digits < 8) upper = upper * 1e8 + eight;
      else {
        lower = eight;
        more = 8;
      }
      digits += 8;
      i += 8;
    }
    if (more === 8 && end - i < 4) {
      // So does the number of digits that are left: none to three, with zeros before them.
      const left = end - i;
      const some = digitsOf(((view.getInt32(i, true) ^ ZEROS) << (31 - 8 * left)) << 1);
      if (some >= 0) {
        lower = lower * POWERS[left]! + some;
        more += left;
        digits += left;
        i = end;
      }
    } else if (digits < 12 && more === 0 && i + 4 <= end) {
      const four = fourDigits(view, i);
      if (four >= 0) {
        upper = upper * 10_000 + four;
        digits += 4;
        i += 4;
      }
    }
    for (let digit = bytes[i]! - ZERO; isDigit(digit) && i < end; digit = bytes[++i]! - ZERO) {
      if (digits < 15) upper = upper * 10 + digit;
      else {
        lower = lower * 10 + digit;
        more++;
      }
      digits++;
    }
    decimals = i - point;
  }
  if (whole + decimals === 0 || digits > 19) return Number.NaN;
  if (i < end) {
    const exponent = smallExponent(bytes, i, end);
    if (Number.isNaN(exponent)) return Number.NaN;
    decimals -= exponent;
  }
  if (decimals > 22 || decimals < -22) return Number.NaN;
  let value: number;
  if (more > 0) value = decimals < more ? Number.NaN : quotient(upper, lower, more, decimals);
  else value = decimals < 0 ? upper * POWERS[-decimals]! : upper / POWERS[decimals]!;
  return value * (1 - 2 * isMinus);
}

/** 1 if both are equal, else 0. */
function equals(a: number, b: number): number {
  return ((a ^ b) - 1) >>> 31;
}

function isDigit(digit: number): boolean {
  return digit >= 0 && digit <= 9;
}

/** The number that four bytes write; −1 where one is no digit. */
function fourDigits(view: DataView, at: number): number {
  return digitsOf(view.getInt32(at, true) ^ ZEROS);
}

/** The number of four digits, the first in the lowest byte; −1 where one is none. */
function digitsOf(four: number): number {
  // A digit has no upper half, and none either when six is added.
  if (((four | (four + 0x06060606)) & 0xf0f0f0f0) !== 0) return -1;
  const pairs = (Math.imul(four, 10) + (four >>> 8)) | 0;
  return (Math.imul(100, pairs & 0xff) + ((pairs >>> 16) & 0xff)) | 0;
}

/** The exponent that stands from `start` to `end`, `e-05`; NaN where none does, or a large one. */
function smallExponent(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== 101 && bytes[start] !== 69) return Number.NaN;
  const sign = bytes[start + 1];
  const first = sign === 45 || sign === 43 ? start + 2 : start + 1;
  if (first >= end || end - first > 3) return Number.NaN;
  let exponent = 0;
  for (let i = first; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    exponent = 10 * exponent + digit;
  }
  return sign === 45 ? -exponent : exponent;
}

/** (upper · 10^more + lower) / 10^decimals, rounded once; NaN where that is not certain. */
function quotient(upper: number, lower: number, more: number, decimals: number): number {
  const power = decimals - more;
  const first = upper / POWERS[power]!;
  const multiple = first * POWERS[power]!;
  // What rounding took from the multiple, and so the remainder, are exact.
  const high = upperHalf(first);
  const low = first - high;
  const powerHigh = UPPER[power]!;
  const powerLow = LOWER[power]!;
  const lost = low * powerLow - (multiple - high * powerHigh - low * powerHigh - high * powerLow);
  const remainder = upper - multiple - lost;
  // Rounded three times, which the test below allows for.
  const second = (remainder * POWERS[more]! + lower) * INVERSES[decimals]!;
  const sum = first + second;
  const rest = second - (sum - first);
  return sum + rest * CERTAIN === sum ? sum : Number.NaN;
}

/** The upper 26 bits of a double. */
function upperHalf(a: number): number {
  const big = 134217729 * a;
  return big - (big - a);
}
