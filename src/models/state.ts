import { MlError } from '../core/index.js';

/** What each form of a field needs, in words, and the test for it. */
const FORMS = {
  number: ['a finite number', isNumber],
  numbers: ['a list of finite numbers', (value: unknown) => isList(value, isNumber)],
  places: ['a list of whole numbers', (value: unknown) => isList(value, Number.isSafeInteger)],
  boolean: ['true or false', (value: unknown) => typeof value === 'boolean'],
  text: ['a text', (value: unknown) => typeof value === 'string'],
  labels: ['a list of different numbers or of different texts', isLabels],
} as const;

/** The form of a state beside its `kind`: a finite number, a list of them, a list of labels … */
export type StateShape = Readonly<Record<string, keyof typeof FORMS>>;

/**
 * A frozen copy of a state, checked against its form: states come from disk, too.
 *
 * @throws MlError INVALID_STATE, naming the field.
 */
export function freezeState<S extends { readonly kind: string }>(
  where: string,
  state: S,
  shape: StateShape,
): S {
  const copy: Record<string, unknown> = { kind: state.kind };
  for (const [field, form] of Object.entries(shape)) {
    const value: unknown = (state as unknown as Record<string, unknown>)[field];
    const [needed, fits] = FORMS[form];
    if (!fits(value)) throw damaged(where, field, `${describe(value)}, and ${needed} is needed`);
    // JSON has no −0, so none is kept: the state and its journey through JSON agree to the bit.
    copy[field] = Array.isArray(value)
      ? Object.freeze(value.map(withoutMinusZero))
      : withoutMinusZero(value);
  }
  return Object.freeze(copy) as S;
}

/** Throws INVALID_STATE unless a list of the state has this many entries. */
export function assertStateLength(
  where: string,
  field: string,
  list: readonly unknown[],
  length: number,
): void {
  if (list.length === length) return;
  throw damaged(where, field, `a list of ${list.length}, and ${length} entries are needed`);
}

/** Throws INVALID_STATE unless the entry is one of the first `count` places. */
export function assertStatePlaces(
  where: string,
  field: string,
  places: readonly number[],
  low: number,
  count: number,
): void {
  for (const place of places) {
    if (Number.isSafeInteger(place) && place >= low && place < count) continue;
    throw damaged(
      where,
      field,
      `${place}, and a whole number from ${low} below ${count} is needed`,
    );
  }
}

function damaged(where: string, field: string, what: string): MlError {
  return new MlError(
    'INVALID_STATE',
    `${where}: the stored state's ${field} is ${what}. ` +
      'The file is damaged or from another version: save the model again.',
  );
}

function withoutMinusZero(value: unknown): unknown {
  return typeof value === 'number' ? value + 0 : value;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isList(value: unknown, test: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(test);
}

function isLabels(value: unknown): boolean {
  if (!isList(value, isNumber) && !isList(value, (item) => typeof item === 'string')) return false;
  const labels = value as readonly unknown[];
  return labels.length > 0 && new Set(labels).size === labels.length;
}

function describe(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? 'missing';
}
