const ZERO = 48;

/**
 * The moment that some bytes write as `2015-12-31`, or `2015-12-31T23:59:59` with `T` or a space and
 * perhaps a `Z`, in milliseconds since 1970 (UTC); NaN says "ask the slow parser".
 */
export function quickDate(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length !== 10 && length !== 19 && !(length === 20 && bytes[start + 19] === 90)) {
    return Number.NaN;
  }
  if (bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return Number.NaN;
  const century = two(bytes, start);
  const year = 100 * century + two(bytes, start + 2);
  const month = two(bytes, start + 5);
  const day = two(bytes, start + 8);
  // Only what every month has is quick; a pair that is no number is NaN, and so is all made of it.
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 28)) return Number.NaN;
  const midnight = 86_400_000 * daysSince1970(year, month, day);
  if (length === 10) return midnight;
  const sign = bytes[start + 10];
  if (sign !== 84 && sign !== SPACE) return Number.NaN;
  if (bytes[start + 13] !== 58 || bytes[start + 16] !== 58) return Number.NaN;
  const hour = two(bytes, start + 11);
  const minute = two(bytes, start + 14);
  const second = two(bytes, start + 17);
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  return midnight + 1000 * (60 * (60 * hour + minute) + second);
}

const SPACE = 32;

function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}

/** Days from 1970-01-01 in the Gregorian calendar, which is taken for all times, as JavaScript does. */
function daysSince1970(year: number, month: number, day: number): number {
  // Years that begin in March have their leap day at the end.
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leaps + Math.floor((153 * m + 2) / 5) + day - 1 - 719_468;
}
