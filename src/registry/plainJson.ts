import { MlError } from '../core/index.js';

/** What JSON can hold, and gives back unchanged. */
export type PlainJson =
  | number
  | string
  | boolean
  | null
  | readonly PlainJson[]
  | { readonly [key: string]: PlainJson };

/** Nothing that a model needs is nested deeper; a reader of hostile files must not overflow. */
const DEEPEST = 200;

/**
 * A frozen copy of a value that JSON gives back unchanged; −0 becomes 0, as it does in JSON.
 *
 * @throws MlError INVALID_ARGUMENT, naming the place: NaN, infinities, undefined, dates, typed
 *   arrays and functions would come back as something else, or not at all.
 */
export function plainJson(where: string, path: string, value: unknown): PlainJson {
  return copy(where, path, value, 0);
}

function copy(where: string, path: string, value: unknown, depth: number): PlainJson {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  if (depth >= DEEPEST) throw notPlain(where, path, `nested more than ${DEEPEST} deep`);
  if (Array.isArray(value)) {
    const items: PlainJson[] = [];
    for (let i = 0; i < value.length; i++) {
      items.push(copy(where, `${path}[${i}]`, value[i], depth + 1));
    }
    return Object.freeze(items);
  }
  if (!isPlainObject(value)) throw notPlain(where, path, describe(value));
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined) // JSON drops them, too
    .map(([key, item]) => [key, copy(where, `${path}.${key}`, item, depth + 1)] as const);
  return Object.freeze(Object.fromEntries(entries));
}

/** Whether it is an object as `{}` or `JSON.parse` make one. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function notPlain(where: string, path: string, what: string): MlError {
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${path} is ${what}, and JSON cannot hold that. ` +
      'Give finite numbers, texts, true, false, null, and lists or plain objects of them.',
  );
}

function describe(value: unknown): string {
  if (typeof value === 'object') return `an instance of ${value?.constructor?.name ?? 'a class'}`;
  return typeof value === 'function' ? 'a function' : String(value);
}
