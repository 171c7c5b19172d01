import { Matrix, MlError } from '../core/index.js';

/**
 * A test for `check`: whether two results agree, else in words how they differ.
 *
 * Numbers agree when they differ by at most `tolerance`, relative to the wanted one where that is
 * larger than 1; NaN agrees with NaN, infinity only with itself. Arrays agree entry by entry, plain
 * objects and matrices field by field, dates when they are the same moment. Whatever else came is not
 * equal to any of these.
 *
 * What is wrong in words is truthy: inside `every` or before `&&` write `equals(…) === true`.
 *
 * @param came      the learner's result: a number, a text, a truth value, a date, or an array or
 *   object of them.
 * @param wanted    what it has to be: one of these, too.
 * @param tolerance of numbers. Default 1e-9.
 * @returns true, or what is wrong in words.
 * @throws MlError INVALID_ARGUMENT where something else is wanted, such as a Set or a Table: its own
 *   fields do not tell one from another.
 *
 * @example equals([1, 2], [1, 3]); // 'entry 1: came 2, wanted 3'
 */
export function equals(came: unknown, wanted: unknown, tolerance = 1e-9): true | string {
  const difference = firstDifference(came, wanted, tolerance);
  if (difference === undefined) return true;
  const { path, words } = difference;
  return path.length === 0 ? words : `${path.join(', ')}: ${words}`;
}

interface Difference {
  /** From outside to inside: entries and fields. */
  readonly path: readonly string[];
  readonly words: string;
}

function firstDifference(
  came: unknown,
  wanted: unknown,
  tolerance: number,
): Difference | undefined {
  if (!isComparable(wanted)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `equals: wanted is ${describe(wanted)}, into which it does not look. Make an array, a plain object ` +
        'or a text of it first, and of what came, too.',
    );
  }
  const plain = { path: [], words: `came ${describe(came)}, wanted ${describe(wanted)}` };
  if (isList(wanted)) {
    if (!isList(came)) return plain;
    if (came.length !== wanted.length) {
      return { path: [], words: `came ${came.length} entries, wanted ${wanted.length}` };
    }
    for (let i = 0; i < wanted.length; i++) {
      const inside = firstDifference(came[i], wanted[i], tolerance);
      if (inside) return { path: [`entry ${i}`, ...inside.path], words: inside.words };
    }
    return undefined;
  }
  if (isRecord(wanted)) {
    if (!isRecord(came) || came instanceof Matrix !== wanted instanceof Matrix) return plain;
    for (const field of new Set([...Object.keys(wanted), ...Object.keys(came)])) {
      const inside = firstDifference(came[field], wanted[field], tolerance);
      if (inside) return { path: [field, ...inside.path], words: inside.words };
    }
    return undefined;
  }
  return agree(came, wanted, tolerance) ? undefined : plain;
}

function agree(came: unknown, wanted: unknown, tolerance: number): boolean {
  if (came instanceof Date && wanted instanceof Date) {
    return Object.is(came.getTime(), wanted.getTime());
  }
  if (typeof came !== 'number' || typeof wanted !== 'number') return came === wanted;
  if (!Number.isFinite(wanted)) return Object.is(came, wanted);
  return Math.abs(came - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
}

/** Whether it is certain what tells it from another one. */
function isComparable(value: unknown): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null) return true;
  return value instanceof Date || isList(value) || isRecord(value);
}

/** A plain object or a matrix: all that they hold is in their fields. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || isList(value)) return false;
  if (value instanceof Matrix) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (isList(value)) return `${value.length} entries`;
  if (value instanceof Date) return Number.isNaN(+value) ? 'no date' : value.toISOString();
  if (value instanceof Matrix) return `a matrix of ${value.rows} × ${value.columns}`;
  if (isRecord(value)) return `an object of ${Object.keys(value).join(', ') || 'nothing'}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return `an instance of ${value.constructor?.name || 'a class'}`;
}
