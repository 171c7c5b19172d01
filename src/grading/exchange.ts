import { Matrix, MlError } from '../core/index.js';

/** Deeper values are refused: what a process sends may be made to harm its reader. */
const MAX_DEPTH = 64;

// As they were when this was loaded: an answer that runs in the same process may change them.
const { parse, stringify } = JSON;

const VECTORS = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
} as const;

/**
 * A value as JSON text, so that it can leave one process and enter another.
 *
 * Numbers keep every bit, NaN, −0 and the infinities included; `undefined`, dates, typed arrays
 * and `Matrix` arrive as what they were. Everything else is arrays, plain objects, texts, truth
 * values and null.
 *
 * @throws MlError INVALID_ARGUMENT for a function, a Map, an object of a class, a cycle, or a value
 *   that is nested more than 64 deep.
 *
 * @example encodeValue([1, NaN]); // '[1,{"$":"number","value":"NaN"}]'
 */
export function encodeValue(value: unknown): string {
  return stringify(toPlain(value, 0));
}

/**
 * The value in a text of `encodeValue`. It has no other prototype than those of plain objects,
 * arrays and the kinds above, whoever wrote the text.
 *
 * @throws MlError PARSE_ERROR when the text is none.
 *
 * @example decodeValue(encodeValue({ scores: Float64Array.of(0.5) })); // { scores: Float64Array(1) [ 0.5 ] }
 */
export function decodeValue(text: string): unknown {
  let plain: unknown;
  try {
    plain = parse(text);
  } catch (cause) {
    throw new MlError('PARSE_ERROR', 'decodeValue: the text is not JSON.', { cause });
  }
  return fromPlain(plain, 0);
}

function toPlain(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw refused(`is nested more than ${MAX_DEPTH} deep, or holds itself`);
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return { $: 'number', value: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (value === undefined) return { $: 'undefined' };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object') throw refused(`is a ${typeof value}`);
  const inside = (item: unknown) => toPlain(item, depth + 1);
  if (Array.isArray(value)) return Array.from(value, inside);
  if (value instanceof Date) return { $: 'date', ms: inside(value.getTime()) };
  if (value instanceof Matrix) {
    const { rows, columns } = value;
    return { $: 'matrix', rows, columns, values: Array.from(value.data, inside) };
  }
  for (const [name, Vector] of Object.entries(VECTORS)) {
    if (value instanceof Vector) return { $: name, values: Array.from(value, inside) };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refused(`is of the class ${value.constructor?.name ?? 'without a name'}`);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, inside(item)]);
  // A key "$" would be taken for a mark of ours.
  return '$' in value ? { $: 'object', entries } : Object.fromEntries(entries);
}

function fromPlain(plain: unknown, depth: number): unknown {
  if (depth > 2 * MAX_DEPTH) throw damaged('it is nested too deep');
  if (typeof plain !== 'object' || plain === null) return plain;
  const inside = (item: unknown) => fromPlain(item, depth + 1);
  if (Array.isArray(plain)) return plain.map(inside);
  const { $, values, entries, rows, columns, value, ms } = plain as Record<string, unknown>;
  if (!Object.hasOwn(plain, '$')) {
    // fromEntries makes even "__proto__" an entry like any other.
    return Object.fromEntries(Object.entries(plain).map(([key, item]) => [key, inside(item)]));
  }
  if ($ === 'undefined') return undefined;
  if ($ === 'number') return Number(value);
  if ($ === 'date') return new Date(inside(ms) as number);
  if ($ === 'object' && Array.isArray(entries)) {
    return Object.fromEntries(entries.map(([key, item]) => [String(key), inside(item)]));
  }
  if (!Array.isArray(values)) throw damaged(`the mark ${JSON.stringify($)} is unknown`);
  const numbers = values.map(inside).map(Number);
  if ($ === 'matrix' && rows !== undefined && Number(rows) * Number(columns) === numbers.length) {
    return new Matrix(Float64Array.from(numbers), Number(rows), Number(columns));
  }
  if (typeof $ === 'string' && Object.hasOwn(VECTORS, $)) {
    return VECTORS[$ as keyof typeof VECTORS].from(numbers);
  }
  throw damaged(`the mark ${JSON.stringify($)} is unknown`);
}

function refused(what: string): MlError {
  return new MlError(
    'INVALID_ARGUMENT',
    `encodeValue: a value ${what}, and cannot travel to another process. ` +
      'Numbers, texts, truth values, null, undefined, dates, arrays, typed arrays, Matrix and plain objects can.',
  );
}

function damaged(why: string): MlError {
  return new MlError(
    'PARSE_ERROR',
    `decodeValue: the text was not written by encodeValue: ${why}.`,
  );
}
