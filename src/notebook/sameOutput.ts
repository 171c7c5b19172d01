/** How a sum is written down does not matter, only what it sums. */
const TOLERANCE = 1e-6;
const MOST_LEVELS = 8;
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/**
 * Whether two answers gave the same: numbers up to rounding, lists and objects part by part.
 *
 * Functions are taken for equal: what they do shows elsewhere. Objects are compared by what
 * `Object.keys` lists, eight levels deep.
 *
 * @example sameOutput([0.1 + 0.2, { a: 'b' }], [0.3, { a: 'b' }]); // true
 */
export function sameOutput(a: unknown, b: unknown, level = 0): boolean {
  if (typeof a === 'number' && typeof b === 'number') return closeNumbers(a, b);
  if (typeof a === 'function' && typeof b === 'function') return true;
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  if (level >= MOST_LEVELS) return true;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (isIterable(a) && isIterable(b)) {
    const [left, right] = [[...a], [...b]];
    return (
      left.length === right.length &&
      left.every((entry, i) => sameOutput(entry, right[i], level + 1))
    );
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && sameOutput(a[key], b[key], level + 1))
  );
}

/**
 * Whether two sentences say the same, numbers in them up to the rounding of what is printed.
 *
 * @example sameWords('came 2.5000000001, wanted 3', 'came 2.5, wanted 3'); // true
 */
export function sameWords(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.replace(NUMBER, '#') !== b.replace(NUMBER, '#')) return false;
  const right = b.match(NUMBER) ?? [];
  return (a.match(NUMBER) ?? []).every((text, i) => closeNumbers(Number(text), Number(right[i])));
}

function closeNumbers(a: number, b: number): boolean {
  const size = Math.max(1, Math.abs(a), Math.abs(b));
  return Object.is(a, b) || a === b || Math.abs(a - b) <= TOLERANCE * size;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}
