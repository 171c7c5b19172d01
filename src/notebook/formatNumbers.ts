/** A column shows at most this many digits that mean something. */
const SIGNIFICANT_DIGITS = 5;
const MOST_EXACT_DECIMALS = 4;

/**
 * The numbers of one column as texts that line up: whole numbers without decimals; decimals that
 * are few and exact as they are; otherwise five significant digits of the largest. A number that
 * would then be rounded to zero is written as 1.23e-7. NaN becomes 'NaN'.
 *
 * @param decimals digits after the point, in place of the rule.
 *
 * @example formatNumbers([39.1, 40, 17.25]); // [ '39.10', '40.00', '17.25' ]
 */
export function formatNumbers(values: ArrayLike<number>, decimals?: number): string[] {
  const finite = Array.from(values).filter(Number.isFinite);
  const places = decimals ?? decimalsFor(finite);
  return Array.from(values, (value) => formatNumber(value, places));
}

function formatNumber(value: number, places: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1e15 && !Number.isSafeInteger(value))
    return value.toExponential(SIGNIFICANT_DIGITS - 1);
  const vanishes = value !== 0 && Math.abs(value) < 0.5 * 10 ** -places;
  return vanishes ? value.toExponential(2) : value.toFixed(places);
}

function decimalsFor(values: readonly number[]): number {
  for (let places = 0; places <= MOST_EXACT_DECIMALS; places++) {
    if (values.every((value) => isExact(value * 10 ** places))) return places;
  }
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  const before = Math.max(1, Math.floor(Math.log10(largest)) + 1);
  return Math.max(1, SIGNIFICANT_DIGITS - before);
}

/** Whole up to the rounding of binary fractions, so that 0.1 + 0.2 counts as one decimal. */
function isExact(scaled: number): boolean {
  return (
    Math.abs(scaled - Math.round(scaled)) <= 1e-9 * Math.max(1, Math.abs(scaled)) &&
    (scaled === 0 || Math.round(scaled) !== 0)
  );
}
