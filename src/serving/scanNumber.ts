const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const UPPER_E = 69;
const LOWER_E = 101;

/** With one digit more, digits that make at most this are still below 2^53, and so exact. */
const MOST_BEFORE_DIGIT = 900719925474098;
/** Powers of ten that are exact. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => 10 ** k);

/**
 * Reads the JSON number that begins at `start` into `values[place]`: the double that `JSON.parse` gives.
 *
 * Digits below 2^53 over a power of ten up to 10^22 are two exact numbers, so their quotient, rounded
 * once, is the nearest double. All other numbers are left to `Number`.
 *
 * @returns the place behind it; −1 where no number of JSON begins there.
 *
 * Source: Clinger (1990), How to Read Floating Point Numbers Accurately, §3.
 */
export function scanNumber(
  bytes: Buffer,
  start: number,
  values: Float64Array,
  place: number,
): number {
  const negative = bytes[start] === MINUS;
  let i = negative ? start + 1 : start;
  const first = i;
  let digits = 0;
  let exact = true;
  let digit = bytes[i]! - ZERO;
  for (; digit >= 0 && digit <= 9; digit = bytes[++i]! - ZERO) {
    if (digits > MOST_BEFORE_DIGIT) exact = false;
    digits = 10 * digits + digit;
  }
  if (i === first || (bytes[first] === ZERO && i > first + 1)) return -1;
  let decimals = 0;
  if (bytes[i] === POINT) {
    const point = i;
    digit = bytes[++i]! - ZERO;
    for (; digit >= 0 && digit <= 9; digit = bytes[++i]! - ZERO) {
      if (digits > MOST_BEFORE_DIGIT) exact = false;
      digits = 10 * digits + digit;
    }
    decimals = i - point - 1;
    if (decimals === 0) return -1;
  }
  if (bytes[i] === LOWER_E || bytes[i] === UPPER_E) {
    exact = false;
    if (bytes[i + 1] === PLUS || bytes[i + 1] === MINUS) i++;
    const sign = i;
    do digit = bytes[++i]! - ZERO;
    while (digit >= 0 && digit <= 9);
    if (i === sign + 1) return -1;
  }
  if (!exact || decimals >= POWERS.length)
    values[place] = Number(bytes.toString('latin1', start, i));
  else values[place] = (negative ? -digits : digits) / POWERS[decimals]!;
  return i;
}
