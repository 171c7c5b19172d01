import { assertSameLength, MlError } from '../core/index.js';

/** A category: what a text, truth-value, number or date column holds. Null and NaN are missing. */
export type Label = string | number | boolean | Date | null | undefined;

/** The rows in which both numbers are there. */
export interface NumberPairs {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** Leaves out the rows in which a or b is NaN. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
export function completeNumbers(
  where: string,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): NumberPairs {
  assertSameLength(where, 'a', a.length, 'b', b.length);
  const left = new Float64Array(a.length);
  const right = new Float64Array(a.length);
  let n = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    if (!Number.isFinite(x)) throw infinite(where, 'a', i, x);
    if (!Number.isFinite(y)) throw infinite(where, 'b', i, y);
    left[n] = x;
    right[n] = y;
    n++;
  }
  return { a: left.subarray(0, n), b: right.subarray(0, n) };
}

/** Labels as whole numbers from 0, in order of appearance; −1 where missing. */
export interface Codes {
  readonly codes: Int32Array;
  readonly count: number;
}

/** Numbers the different labels. Dates are told apart by their time. */
export function codesOf(labels: ArrayLike<Label>): Codes {
  const known = new Map<string | number | boolean, number>();
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    const key = label instanceof Date ? label.getTime() : label;
    if (key === null || key === undefined || Number.isNaN(key)) {
      codes[i] = -1;
      continue;
    }
    let code = known.get(key);
    if (code === undefined) {
      code = known.size;
      known.set(key, code);
    }
    codes[i] = code;
  }
  return { codes, count: known.size };
}

/** That something has the same value in every row, so that nothing can vary with it. */
export function constantError(where: string, name: string, n: number): MlError {
  return new MlError(
    'UNDEFINED_METRIC',
    `${where}: ${name} has one value in all of the ${n} complete rows, so nothing varies with it. ` +
      'At least two different values are needed; leave constant columns out.',
  );
}

/** That too few rows are complete. */
export function tooFewError(where: string, n: number, needed: number): MlError {
  return new MlError(
    'EMPTY',
    `${where}: ${n} ${n === 1 ? 'row has' : 'rows have'} both values, and at least ${needed} are ` +
      'needed. Look at where values are missing (missingTogether).',
  );
}

function infinite(where: string, name: string, i: number, value: number): MlError {
  return new MlError(
    'NOT_FINITE',
    `${where}: ${name}[${i}] is ${value}, and a value must be finite, or NaN where it is missing.`,
  );
}
