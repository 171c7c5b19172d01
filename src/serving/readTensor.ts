import { assertKeys } from './handle.js';
import { assertMostRows } from './recordReader.js';
import { bodyFault, type RequestFault } from './requestFault.js';
import { INTEGER_RANGES } from './tensorTypes.js';

type Place = readonly (string | number)[];

/** What a tensor of a request has to be. */
export interface TensorWanted {
  readonly datatypes: readonly string[];
  /** Its shape is [n, width]; [n] does, too, where the width is 1. */
  readonly width: number;
  readonly mostRows: number;
  /** Where it stands in the request. */
  readonly loc: Place;
}

const FIELDS = ['name', 'shape', 'datatype', 'parameters', 'data'];

/**
 * A tensor of the Open Inference Protocol, its data flat, row by row, whether they came flat or nested.
 * In BOOL alone 0 and 1 are taken for truth values: so the protocol's own client sends them.
 *
 * @returns data (rows · width,). @throws RequestFault 422, or 413 where the rows are too many
 */
export function readTensor(
  given: unknown,
  { datatypes, width, mostRows, loc }: TensorWanted,
): { readonly rows: number; readonly data: readonly unknown[] } {
  const tensor = tensorObject(given, loc);
  assertKeys(tensor, FIELDS, loc);
  const { shape, datatype, data, parameters } = tensor;
  if (typeof datatype !== 'string' || !datatypes.includes(datatype)) {
    throw fault([...loc, 'datatype'], `The datatype must be one of ${datatypes.join(', ')}.`);
  }
  assertParameters(parameters, [...loc, 'parameters']);
  const rows = rowsOfShape(shape, width, mostRows, [...loc, 'shape']);
  const flat = flatten(data, rows, width, [...loc, 'data']);
  const range = INTEGER_RANGES[datatype];
  if (range !== undefined) {
    const [least, most] = range;
    const fits = (value: number) => Number.isInteger(value) && value >= least && value <= most;
    const bad = flat.findIndex((value) => typeof value === 'number' && !fits(value));
    if (bad >= 0) {
      const held = `whole numbers from ${least} to ${most} only`;
      throw fault([...loc, 'data', bad], `${datatype} holds ${held}.`);
    }
  }
  return { rows, data: datatype === 'BOOL' ? flat.map(truth) : flat };
}

/** A tensor with its fields still unread. @throws RequestFault 422 */
export function tensorObject(given: unknown, loc: Place): Readonly<Record<string, unknown>> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    return given as Readonly<Record<string, unknown>>;
  }
  throw fault(loc, 'A tensor must be an object with name, shape, datatype and data.');
}

/** Parameters change nothing here; those which must are refused. @throws RequestFault 422 */
export function assertParameters(parameters: unknown, loc: Place): void {
  if (parameters === undefined) return;
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    throw fault(loc, 'parameters must be an object.');
  }
  if ('binary_data_size' in parameters) {
    throw fault(loc, 'Binary data are not read here; send JSON.');
  }
}

function rowsOfShape(shape: unknown, width: number, mostRows: number, loc: Place): number {
  const [rows, given = 1] = Array.isArray(shape) ? (shape as unknown[]) : [];
  const plain =
    Array.isArray(shape) &&
    (shape.length === 1 || shape.length === 2) &&
    Number.isSafeInteger(rows) &&
    (rows as number) >= 0 &&
    given === width;
  if (!plain) {
    const forms = width === 1 ? '[n] or [n, 1]' : `[n, ${width}]`;
    throw fault(loc, `The shape must be ${forms} with n whole and not negative.`);
  }
  assertMostRows(rows as number, mostRows, loc);
  return rows as number;
}

/** Data as they are, or nested as a list a row; ragged ones fit no shape. */
function flatten(data: unknown, rows: number, width: number, loc: Place): readonly unknown[] {
  if (!Array.isArray(data)) throw fault(loc, 'data must be a list.');
  const values = rows * width;
  if (!data.some(Array.isArray)) {
    if (data.length === values) return data;
    throw fault(loc, `data has ${data.length} values, and the shape says ${values}.`);
  }
  if (data.length !== rows) {
    throw fault(loc, `data has ${data.length} rows, and the shape says ${rows}.`);
  }
  const ragged = data.findIndex((row) => !Array.isArray(row) || row.length !== width);
  if (ragged < 0) return data.flat();
  const needed = width === 1 ? 'one value' : `${width} values`;
  throw fault([...loc, ragged], `data is ragged: each row must be ${needed}.`);
}

function truth(value: unknown): unknown {
  return value === 0 || value === 1 ? value === 1 : value;
}

function fault(loc: Place, msg: string): RequestFault {
  return bodyFault('value_error', msg, { loc });
}
