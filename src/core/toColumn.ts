import { codedColumn, isCoded } from './codedColumn.js';
import type { Column, ColumnInput, ColumnKind, PlainValues, TypedValues } from './column.js';
import { MlError } from './errors.js';

/**
 * A column from what the caller has: checked, copied, its kind found out.
 *
 * A typed array is a number column. In a plain array the first entry that is not missing decides,
 * and all others must be of its kind; where every entry is missing it becomes a number column
 * unless `kind` is said. Texts may come by their numbers.
 *
 * @throws MlError WRONG_KIND when the entries are of several kinds or of none of the four; OUT_OF_RANGE
 *   when a number has no text.
 */
export function toColumn(where: string, name: string, input: ColumnInput): Column {
  if (isCoded(input)) return codedColumn(where, name, input);
  const typed = isTyped(input);
  const values = typed ? input.values : input;
  if (typeof values !== 'object' || values === null || typeof values.length !== 'number') {
    throw new MlError(
      'WRONG_KIND',
      `${where}: column ${JSON.stringify(name)} is ${typeof values}, and an array is needed.`,
    );
  }
  const kind = typed ? input.kind : inferKind(where, name, values);
  if (kind === 'number') return { name, kind, values: toNumbers(where, name, kind, values) };
  if (kind === 'date') return { name, kind, values: toNumbers(where, name, kind, values) };
  if (kind === 'string') return { name, kind, values: toNullable(where, name, kind, values) };
  if (kind === 'boolean') return { name, kind, values: toNullable(where, name, kind, values) };
  throw new MlError(
    'WRONG_KIND',
    `${where}: column ${JSON.stringify(name)} has kind ${JSON.stringify(kind)}; ` +
      'kinds are "number", "string", "boolean" and "date".',
  );
}

function isTyped(input: PlainValues | TypedValues): input is TypedValues {
  return typeof input === 'object' && input !== null && 'kind' in input && 'values' in input;
}

function inferKind(where: string, name: string, values: PlainValues): ColumnKind {
  if (ArrayBuffer.isView(values)) return 'number';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!isMissing(value)) return kindOf(where, name, i, value);
  }
  return 'number';
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function kindOf(where: string, name: string, i: number, value: unknown): ColumnKind {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return typeof value as ColumnKind;
  }
  if (value instanceof Date) return 'date';
  throw new MlError(
    'WRONG_KIND',
    `${where}: column ${JSON.stringify(name)} has a ${typeof value} in row ${i}; ` +
      'a cell is a number, a string, a boolean, a Date or null.',
  );
}

function toNumbers(
  where: string,
  name: string,
  kind: 'number' | 'date',
  values: PlainValues,
): Float64Array {
  if (values instanceof Float64Array) return values.slice();
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) numbers[i] = Number.NaN;
    else if (typeof value === 'number') numbers[i] = value;
    else if (kind === 'date' && value instanceof Date) numbers[i] = value.getTime();
    else throw mixed(where, name, kind, i, value);
  }
  return numbers;
}

function toNullable<K extends 'string' | 'boolean'>(
  where: string,
  name: string,
  kind: K,
  values: PlainValues,
): readonly (K extends 'string' ? string | null : boolean | null)[] {
  const copied = new Array<unknown>(values.length);
  for (let i = 0; i < copied.length; i++) {
    const value = isMissing(values[i]) ? null : values[i];
    if (value !== null && typeof value !== kind) throw mixed(where, name, kind, i, value);
    copied[i] = value;
  }
  return Object.freeze(copied) as ReturnType<typeof toNullable<K>>;
}

function mixed(where: string, name: string, kind: string, i: number, value: unknown): MlError {
  const got = value instanceof Date ? 'date' : typeof value;
  return new MlError(
    'WRONG_KIND',
    `${where}: column ${JSON.stringify(name)} is of kind ${kind}, but row ${i} holds a ${got} ` +
      `(${String(value)}). A column has one kind; convert the values, or mark them missing with null.`,
  );
}
