import type { SchemaColumn } from '../data/index.js';
import { assertKeys } from './handle.js';
import { assertRowCount, type PlainRecord } from './recordReader.js';
import { bodyFault, type FaultDetail, RequestFault } from './requestFault.js';
import type { Answer, ServedModel } from './servedModel.js';

/** A tensor of the Open Inference Protocol. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly data: readonly unknown[];
}

/** A tensor without its data, as metadata tell of it. */
export type TensorMetadata = Omit<Tensor, 'data'>;

const INTEGERS = ['INT8', 'INT16', 'INT32', 'INT64', 'UINT8', 'UINT16', 'UINT32', 'UINT64'];
const TYPES = {
  number: ['FP64', 'FP32', 'FP16', ...INTEGERS],
  boolean: ['BOOL'],
  string: ['BYTES'],
  date: ['BYTES'],
} as const;
const FIELDS = ['name', 'shape', 'datatype', 'parameters', 'data'];

/** The tensors that a model takes: one a column, n values long. */
export function inputTensors({ bundle }: ServedModel): TensorMetadata[] {
  return bundle.input.columns.map(({ name, kind }) => ({
    name,
    datatype: TYPES[kind][0],
    shape: [-1],
  }));
}

/** The tensors that it answers. */
export function outputTensors({ output, bundle }: ServedModel): TensorMetadata[] {
  if (output.kind === 'regression') return [{ name: output.name, datatype: 'FP64', shape: [-1] }];
  const { classes } = output;
  const label = { name: output.name, datatype: labelType(classes), shape: [-1] };
  const { model } = bundle.pipeline;
  if (!('predictProbability' in model)) return [label];
  return [label, { name: 'probabilities', datatype: 'FP64', shape: [-1, classes.length] }];
}

/** Answers as tensors. */
export function tensorsOf(model: ServedModel, answers: readonly Answer[]): Tensor[] {
  return outputTensors(model).map(({ name, datatype, shape }, k) => ({
    name,
    datatype,
    shape: [answers.length, ...shape.slice(1)],
    data:
      k === 0
        ? answers.map(({ label }) => label)
        : answers.flatMap(({ probabilities }) => Array.from(probabilities ?? [])),
  }));
}

/** One record as tensors: the example of the API's description. */
export function tensorsOfRecord(model: ServedModel, record: PlainRecord): Tensor[] {
  return inputTensors(model).map((tensor) => ({
    ...tensor,
    shape: [1],
    data: [record[tensor.name] ?? null],
  }));
}

/**
 * Tensors, one a column, as records. Values are not looked at here: that is the schema's.
 *
 * @throws RequestFault 422: everything that is wrong with names, types and shapes at once.
 */
export function recordsOfTensors(
  given: unknown,
  model: ServedModel,
  mostRows: number,
): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(given)) throw bodyFault('missing', 'inputs must be a list of tensors.');
  const columns = new Map(model.bundle.input.columns.map((column) => [column.name, column]));
  if (given.length > columns.size) {
    throw bodyFault('too_long', `There are ${given.length} inputs, and ${columns.size} columns.`);
  }
  const faults: FaultDetail[] = [];
  const values = new Map<string, readonly unknown[]>();
  given.forEach((tensor, i) => {
    const loc = ['body', 'inputs', i];
    try {
      const { name, data } = readTensor(tensor, columns, mostRows, loc);
      if (values.has(name)) throw fault(loc, `The input ${JSON.stringify(name)} comes twice.`);
      values.set(name, data);
    } catch (cause) {
      if (!(cause instanceof RequestFault)) throw cause;
      faults.push(...cause.details);
    }
  });
  if (faults.length > 0) throw new RequestFault(422, faults);
  const lengths = new Set([...values.values()].map((data) => data.length));
  if (lengths.size > 1) {
    throw fault(['body', 'inputs'], `The inputs differ in rows: ${[...lengths].join(', ')}.`);
  }
  const [rows = 0] = lengths;
  assertRowCount(rows, mostRows, ['body', 'inputs']);
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries([...values].map(([name, data]) => [name, data[row]])),
  );
}

function readTensor(
  given: unknown,
  columns: ReadonlyMap<string, SchemaColumn>,
  mostRows: number,
  loc: readonly (string | number)[],
): { readonly name: string; readonly data: readonly unknown[] } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw fault(loc, 'A tensor must be an object with name, shape, datatype and data.');
  }
  const tensor = given as Readonly<Record<string, unknown>>;
  assertKeys(tensor, FIELDS, loc);
  const { name, shape, datatype, data, parameters } = tensor;
  const column = typeof name === 'string' ? columns.get(name) : undefined;
  if (column === undefined) {
    const shown = JSON.stringify(String(name).slice(0, 80));
    throw fault(
      [...loc, 'name'],
      `There is no input ${shown}; known are ${[...columns.keys()].join(', ')}.`,
    );
  }
  const types: readonly string[] = TYPES[column.kind];
  if (typeof datatype !== 'string' || !types.includes(datatype)) {
    throw fault([...loc, 'datatype'], `The datatype must be one of ${types.join(', ')}.`);
  }
  if (typeof parameters === 'object' && parameters !== null && 'binary_data_size' in parameters) {
    throw fault([...loc, 'parameters'], 'Binary data are not read here; send JSON.');
  }
  const rows = rowsOfShape(shape, mostRows, [...loc, 'shape']);
  const flat = flatten(data, rows, [...loc, 'data']);
  if (INTEGERS.includes(datatype)) {
    const bad = flat.findIndex((value) => typeof value === 'number' && !Number.isInteger(value));
    if (bad >= 0) throw fault([...loc, 'data', bad], `${datatype} holds whole numbers only.`);
  }
  return { name: column.name, data: flat };
}

/** The rows of a shape [n] or [n, 1]. */
function rowsOfShape(shape: unknown, mostRows: number, loc: readonly (string | number)[]): number {
  const [rows, width = 1] = Array.isArray(shape) ? (shape as unknown[]) : [];
  const plain =
    Array.isArray(shape) &&
    (shape.length === 1 || shape.length === 2) &&
    Number.isSafeInteger(rows) &&
    (rows as number) >= 0 &&
    width === 1;
  if (!plain) throw fault(loc, 'The shape must be [n] or [n, 1] with n whole and not negative.');
  if ((rows as number) > mostRows) {
    throw fault(loc, `One request has at most ${mostRows} rows, and the shape says ${rows}.`);
  }
  return rows as number;
}

/** Data as they are, or nested as [[a], [b]]; ragged ones fit no shape. */
function flatten(
  data: unknown,
  rows: number,
  loc: readonly (string | number)[],
): readonly unknown[] {
  if (!Array.isArray(data)) throw fault(loc, 'data must be a list.');
  if (data.length !== rows) {
    throw fault(loc, `data has ${data.length} values, and the shape says ${rows}.`);
  }
  if (!data.some(Array.isArray)) return data;
  const ragged = data.findIndex((row) => !Array.isArray(row) || row.length !== 1);
  if (ragged >= 0) throw fault([...loc, ragged], 'data is ragged: each row must be one value.');
  return data.map((row: unknown[]) => row[0]);
}

function labelType(classes: readonly unknown[]): string {
  if (classes.every((label) => typeof label === 'string')) return 'BYTES';
  return classes.every(Number.isInteger) ? 'INT64' : 'FP64';
}

function fault(loc: readonly (string | number)[], msg: string): RequestFault {
  return bodyFault('value_error', msg, { loc });
}
