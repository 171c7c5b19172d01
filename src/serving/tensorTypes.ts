import type { SchemaColumn } from '../data/index.js';

const BITS = [8, 16, 32, 64];

/** Whole numbers of the Open Inference Protocol: the least and the most that each holds. */
export const INTEGER_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  ...Object.fromEntries(BITS.map((n) => [`INT${n}`, [-(2 ** (n - 1)), 2 ** (n - 1) - 1]])),
  ...Object.fromEntries(BITS.map((n) => [`UINT${n}`, [0, 2 ** n - 1]])),
};

/** The datatypes that a column of each kind is taken in; the first is the one that metadata name. */
export const DATATYPES: Readonly<Record<SchemaColumn['kind'], readonly string[]>> = {
  number: ['FP64', 'FP32', 'FP16', ...Object.keys(INTEGER_RANGES)],
  boolean: ['BOOL'],
  string: ['BYTES'],
  date: ['BYTES'],
};

/** The datatypes in which one tensor can hold all of these columns; none where their kinds differ. */
export function datatypesOfAll(columns: readonly SchemaColumn[]): readonly string[] {
  const [first = [], ...others] = columns.map(({ kind }) => DATATYPES[kind]);
  return first.filter((type) => others.every((types) => types.includes(type)));
}
