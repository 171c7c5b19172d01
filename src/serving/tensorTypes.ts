import type { SchemaColumn } from '../data/index.js';

/** Whole numbers of the Open Inference Protocol. */
export const INTEGERS: readonly string[] = [
  ...['INT8', 'INT16', 'INT32', 'INT64'],
  ...['UINT8', 'UINT16', 'UINT32', 'UINT64'],
];

/** The datatypes that a column of each kind is taken in; the first is the one that metadata name. */
export const DATATYPES: Readonly<Record<SchemaColumn['kind'], readonly string[]>> = {
  number: ['FP64', 'FP32', 'FP16', ...INTEGERS],
  boolean: ['BOOL'],
  string: ['BYTES'],
  date: ['BYTES'],
};

/** The datatypes in which one tensor can hold all of these columns; none where their kinds differ. */
export function datatypesOfAll(columns: readonly SchemaColumn[]): readonly string[] {
  const [first = [], ...others] = columns.map(({ kind }) => DATATYPES[kind]);
  return first.filter((type) => others.every((types) => types.includes(type)));
}
