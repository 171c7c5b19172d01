/** A number as people read it: with so many significant digits at most, and no zeros behind them. */
export function shortNumber(value: number, digits = 4): string {
  return String(Number(value.toPrecision(digits)));
}
