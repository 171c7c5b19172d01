/**
 * The first place of an ascending list whose value is not below the bound: how many are below it.
 *
 * @param sorted (n,) ascending, without NaN.
 * @param from, to where to look: places in [from, to). Default: everywhere.
 * @returns a place from `from` to `to`; `to` where all values are below the bound.
 *
 * Cost: O(log n). Agrees with: numpy.searchsorted(side='left').
 *
 * @example firstAtLeast([1, 3, 3, 7], 3); // 1
 */
export function firstAtLeast(
  sorted: ArrayLike<number>,
  bound: number,
  from = 0,
  to = sorted.length,
): number {
  return search(sorted, bound, false, from, to);
}

/**
 * The first place of an ascending list whose value is above the bound: how many are at most it.
 *
 * As `firstAtLeast`, with side='right'.
 *
 * @example firstAbove([1, 3, 3, 7], 3); // 3
 */
export function firstAbove(
  sorted: ArrayLike<number>,
  bound: number,
  from = 0,
  to = sorted.length,
): number {
  return search(sorted, bound, true, from, to);
}

/** The first place whose value is not below the bound, or, where equal ones are passed, above it. */
function search(
  sorted: ArrayLike<number>,
  bound: number,
  passEqual: boolean,
  from: number,
  to: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle]!;
    if (value < bound || (passEqual && value === bound)) low = middle + 1;
    else high = middle;
  }
  return low;
}
