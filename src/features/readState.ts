import { MlError } from '../core/index.js';
import type { InputColumn, InputKind, StoredInputs } from './transformer.js';

/** Reads one field of a stored state into a frozen copy, or refuses it. */
export type FieldReader<T> = (value: unknown, path: string) => T;

/** A reader for every field of a state but its `kind`. */
export type StateFields<S> = { readonly [K in Exclude<keyof S, 'kind'>]: FieldReader<S[K]> };

/**
 * A frozen copy of a state with these fields and no others: states come from disk, too.
 *
 * @throws MlError INVALID_STATE, naming the field.
 */
export function readState<S extends { readonly kind: string }>(
  where: string,
  state: S,
  fields: StateFields<S>,
): S {
  const copy: Record<string, unknown> = { kind: state.kind };
  for (const [field, read] of Object.entries(fields)) {
    const value = (state as unknown as Record<string, unknown>)[field];
    copy[field] = (read as FieldReader<unknown>)(value, `${where}: the stored state's ${field}`);
  }
  return Object.freeze(copy) as unknown as S;
}

/** A finite number; JSON has no −0, so none is kept, and a state equals its copy to the bit. */
export const number: FieldReader<number> = (value, path) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  throw invalid(path, value, 'a finite number');
};

/** A finite number above 0: what is divided by. */
export const positive: FieldReader<number> = (value, path) => {
  if (number(value, path) > 0) return value as number;
  throw invalid(path, value, 'a number above 0');
};

/** A whole number from `minimum` to `maximum`. */
export function integer(minimum: number, maximum = Number.MAX_SAFE_INTEGER): FieldReader<number> {
  return (value, path) => {
    const whole = Number.isSafeInteger(value) ? (value as number) + 0 : Number.NaN;
    if (whole >= minimum && whole <= maximum) return whole;
    throw invalid(path, value, `a whole number from ${minimum} to ${maximum}`);
  };
}

/** A text. */
export const text: FieldReader<string> = (value, path) => {
  if (typeof value === 'string') return value;
  throw invalid(path, value, 'a text');
};

/** True or false. */
export const boolean: FieldReader<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  throw invalid(path, value, 'true or false');
};

/** A number, a text or a truth value: a category, or what fills a gap. */
export const scalar: FieldReader<number | string | boolean> = (value, path) =>
  typeof value === 'string' || typeof value === 'boolean' ? value : number(value, path);

/** One of these texts. */
export function oneOf<T extends string>(...allowed: readonly T[]): FieldReader<T> {
  return (value, path) => {
    if (allowed.includes(value as T)) return value as T;
    throw invalid(path, value, `one of ${allowed.map((item) => JSON.stringify(item)).join(', ')}`);
  };
}

/** What the reader reads, or null. */
export function nullable<T>(read: FieldReader<T>): FieldReader<T | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

/** A list of what the reader reads, of this length if one is given. */
export function listOf<T>(read: FieldReader<T>, length?: number): FieldReader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw invalid(path, value, 'a list');
    if (length !== undefined && value.length !== length) {
      throw invalid(path, value, `a list of ${length}`);
    }
    return Object.freeze(value.map((item, i) => read(item, `${path}[${i}]`)));
  };
}

/** The columns that a transformer was fitted on: of these kinds, each with a name of its own. */
export function inputsOf(...kinds: readonly InputKind[]): FieldReader<StoredInputs> {
  return (value, path) => {
    if (typeof value === 'number' && kinds.includes('number')) return integer(1)(value, path);
    const columns = listOf(inputColumn(kinds))(value, path);
    if (columns.length === 0) throw invalid(path, value, 'at least one column');
    const names = new Set(columns.map(({ name }) => name));
    if (names.size < columns.length) throw invalid(path, value, 'a list of distinct names');
    return columns;
  };
}

/** How many columns a stored state was fitted on, before it has been read: for lengths of lists. */
export function inputCount(state: { readonly inputs: StoredInputs }): number {
  const { inputs } = state;
  return typeof inputs === 'number' ? inputs : (inputs?.length ?? 0);
}

/** Refuses a field whose parts do not fit together. */
export function invalid(path: string, value: unknown, needed: string): MlError {
  return new MlError(
    'INVALID_STATE',
    `${path} is ${describeValue(value)}, and ${needed} is needed. ` +
      'The file is damaged or from another version: save the pipeline again.',
  );
}

/** In few words, whatever the file holds. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
}

function inputColumn(kinds: readonly InputKind[]): FieldReader<InputColumn> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null) throw invalid(path, value, 'a column');
    const { name, kind } = value as Partial<InputColumn>;
    return Object.freeze({
      name: text(name, `${path}.name`),
      kind: oneOf(...kinds)(kind, `${path}.kind`),
    });
  };
}
