/** The finite values of a column, in their order, and how many others there are. */
export interface FiniteValues {
  readonly finite: Float64Array;
  readonly missing: number;
  readonly infinite: number;
}

/**
 * Splits numbers into the finite ones, NaN (missing) and infinities.
 *
 * @param kept memory for as many numbers, in which the finite ones will lie.
 */
export function finiteValues(
  values: ArrayLike<number>,
  kept: Float64Array = new Float64Array(values.length),
): FiniteValues {
  let n = 0;
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value - value === 0)
      kept[n++] = value + 0; // −0 becomes 0
    else if (Number.isNaN(value)) missing++;
  }
  return { finite: kept.subarray(0, n), missing, infinite: values.length - n - missing };
}

/** JSON has no infinity and no −0: a deviation beyond the doubles is null. */
export function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value + 0 : null;
}
