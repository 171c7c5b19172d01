import { MlError } from './errors.js';
import { describeKnown } from './suggest.js';

/*
 * The family of guards: each takes where it stands (`'Ridge.fit'`), the argument's name and its
 * value, and throws one clear `MlError` or returns nothing. Functions call them first, so that
 * the algorithm below may trust its input.
 */

/** Throws SHAPE_MISMATCH unless both lengths are equal. */
export function assertSameLength(
  where: string,
  nameA: string,
  lengthA: number,
  nameB: string,
  lengthB: number,
): void {
  if (lengthA === lengthB) return;
  throw new MlError(
    'SHAPE_MISMATCH',
    `${where}: ${nameA} has ${entries(lengthA)} but ${nameB} has ${lengthB}. ` +
      'Both need one entry per row; check that they come from the same split.',
  );
}

/** Throws EMPTY when `length` is 0. */
export function assertNotEmpty(where: string, name: string, length: number): void {
  if (length > 0) return;
  throw new MlError(
    'EMPTY',
    `${where}: ${name} is empty, and at least one entry is needed. ` +
      'Check the file that was read and the filters before this call.',
  );
}

/** Throws NOT_FINITE, naming the first place, when a value is NaN, infinite or no number. */
export function assertFinite(where: string, name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new MlError(
      'NOT_FINITE',
      `${where}: ${name}[${i}] is ${show(values[i])}, and every value must be a finite number. ` +
        'Fill or drop missing values first.',
    );
  }
}

/** Throws NOT_FINITE, naming row and column, when a cell of the matrix is NaN or infinite. */
export function assertFiniteMatrix(
  where: string,
  name: string,
  X: { readonly data: ArrayLike<number>; readonly columns: number },
): void {
  const { data, columns } = X;
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(data[i])) continue;
    throw new MlError(
      'NOT_FINITE',
      `${where}: ${name} has ${show(data[i])} in row ${Math.floor(i / columns)}, ` +
        `column ${i % columns} (counted from 0), and every value must be a finite number. ` +
        'Fill or drop missing values first.',
    );
  }
}

/** Throws NOT_BINARY, naming the first place, when a value is neither 0 nor 1. */
export function assertBinary(where: string, name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0 || values[i] === 1) continue;
    throw new MlError(
      'NOT_BINARY',
      `${where}: ${name}[${i}] is ${show(values[i])}, and every label must be 0 or 1. ` +
        'Encode the positive class as 1 and all others as 0.',
    );
  }
}

/** Throws OUT_OF_RANGE unless `value` is a finite number of at least `minimum`. */
export function assertAtLeast(where: string, name: string, value: number, minimum: number): void {
  if (Number.isFinite(value) && value >= minimum) return;
  throw new MlError(
    'OUT_OF_RANGE',
    `${where}: ${name} is ${show(value)}, and it must be a finite number of at least ${minimum}.`,
  );
}

/** Throws OUT_OF_RANGE unless `value` is a finite number greater than `bound`. */
export function assertAbove(where: string, name: string, value: number, bound: number): void {
  if (Number.isFinite(value) && value > bound) return;
  throw new MlError(
    'OUT_OF_RANGE',
    `${where}: ${name} is ${show(value)}, and it must be a finite number above ${bound}.`,
  );
}

/** Throws OUT_OF_RANGE unless `low ≤ value ≤ high`. */
export function assertBetween(
  where: string,
  name: string,
  value: number,
  low: number,
  high: number,
): void {
  if (typeof value === 'number' && value >= low && value <= high) return;
  throw new MlError(
    'OUT_OF_RANGE',
    `${where}: ${name} is ${show(value)}, and it must lie between ${low} and ${high}.`,
  );
}

/** Throws OUT_OF_RANGE unless `value` is a whole number from `minimum` to `maximum`. */
export function assertInteger(
  where: string,
  name: string,
  value: number,
  minimum = Number.MIN_SAFE_INTEGER,
  maximum = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return;
  const low = minimum === Number.MIN_SAFE_INTEGER ? '' : ` from ${minimum}`;
  const high = maximum === Number.MAX_SAFE_INTEGER ? '' : ` to ${maximum}`;
  throw new MlError(
    'OUT_OF_RANGE',
    `${where}: ${name} is ${show(value)}, and it must be a whole number${low}${high}.`,
  );
}

/** Throws INVALID_ARGUMENT, with the list of what is allowed, unless `value` is in it. */
export function assertOneOf(
  where: string,
  name: string,
  value: string,
  allowed: readonly string[],
): void {
  if (allowed.includes(value)) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${name} is ${show(value)}. ${describeKnown('Choice', String(value), allowed)}`,
  );
}

/** Throws INVALID_ARGUMENT when `options` has a key that is not in `known` (a typing slip). */
export function assertKnownOptions(where: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: there is no option ${show(key)}. ${describeKnown('Option', key, known)}`,
    );
  }
}

/** Throws SHAPE_MISMATCH unless the matrix has as many columns as the model was fitted on. */
export function assertColumns(
  where: string,
  X: { readonly columns: number },
  expected: number,
): void {
  if (X.columns === expected) return;
  throw new MlError(
    'SHAPE_MISMATCH',
    `${where}: X has ${X.columns} column${X.columns === 1 ? '' : 's'}, but the model was fitted ` +
      `on ${expected}. Give the same features in the same order as in fit.`,
  );
}

function entries(count: number): string {
  return `${count} ${count === 1 ? 'entry' : 'entries'}`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
