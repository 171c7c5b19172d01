/**
 * A test for `check`: whether two results agree, else in words how they differ.
 *
 * Numbers agree when they differ by at most `tolerance`, relative to the wanted one where that is
 * larger than 1; NaN agrees with NaN. Arrays agree entry by entry.
 *
 * @param came      the learner's result: a number, a text, a truth value or an array of them.
 * @param wanted    what it has to be.
 * @param tolerance of numbers. Default 1e-9.
 * @returns true, or what is wrong in words.
 *
 * @example equals([1, 2], [1, 3]); // 'entry 1: came 2, wanted 3'
 */
export function equals(came: unknown, wanted: unknown, tolerance = 1e-9): true | string {
  if (isList(wanted)) {
    if (!isList(came)) return `came ${describe(came)}, wanted ${wanted.length} entries`;
    if (came.length !== wanted.length) {
      return `came ${came.length} entries, wanted ${wanted.length}`;
    }
    for (let i = 0; i < wanted.length; i++) {
      const entry = equals(came[i], wanted[i], tolerance);
      if (entry !== true) return `entry ${i}${entry.startsWith('entry') ? ', ' : ': '}${entry}`;
    }
    return true;
  }
  const agree =
    typeof came === 'number' && typeof wanted === 'number'
      ? Object.is(came, wanted) ||
        came === wanted ||
        Math.abs(came - wanted) <= tolerance * Math.max(1, Math.abs(wanted))
      : came === wanted;
  return agree ? true : `came ${describe(came)}, wanted ${describe(wanted)}`;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return isList(value) ? `${value.length} entries` : String(value);
}
