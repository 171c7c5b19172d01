import type { SchemaColumn } from '../data/index.js';
import { readTensor, tensorObject } from './readTensor.js';
import { assertRowCount } from './recordReader.js';
import { bodyFault, type FaultDetail, RequestFault } from './requestFault.js';
import type { ServedModel } from './servedModel.js';
import { DATATYPES, datatypesOfAll } from './tensorTypes.js';

type PlainRecords = Readonly<Record<string, unknown>>[];

/**
 * Tensors as records: one a column, or one of shape [n, d] with all columns in the schema's order.
 * Values are not looked at here: that is the schema's.
 *
 * Other servers take a tensor of rows under any name; here, any that is no column's.
 *
 * @throws RequestFault 422: everything that is wrong with names, types and shapes at once; 413.
 */
export function recordsOfTensors(
  given: unknown,
  { bundle }: ServedModel,
  mostRows: number,
): PlainRecords {
  if (!Array.isArray(given)) throw bodyFault('missing', 'inputs must be a list of tensors.');
  const { columns } = bundle.input;
  if (given.length === 1 && holdsRows(given[0], columns)) {
    return recordsOfRows(given[0], columns, mostRows);
  }
  return recordsOfColumnTensors(given, columns, mostRows);
}

/** A tensor of two dimensions with a name that is no column's. */
function holdsRows(tensor: unknown, columns: readonly SchemaColumn[]): boolean {
  const { name, shape } = Object(tensor) as { readonly name?: unknown; readonly shape?: unknown };
  const free = typeof name === 'string' && columns.every((column) => column.name !== name);
  return free && Array.isArray(shape) && shape.length === 2;
}

function recordsOfRows(
  tensor: unknown,
  columns: readonly SchemaColumn[],
  mostRows: number,
): PlainRecords {
  const loc = ['body', 'inputs', 0];
  const datatypes = datatypesOfAll(columns);
  if (datatypes.length === 0) {
    throw bodyFault(
      'value_error',
      'One tensor cannot hold columns of different kinds. Send a tensor a column: ' +
        `${columns.map(({ name }) => name).join(', ')}.`,
      { loc },
    );
  }
  const width = columns.length;
  const { rows, data } = readTensor(tensor, { datatypes, width, mostRows, loc });
  assertRowCount(rows, mostRows, ['body', 'inputs']);
  return recordsOf(rows, columns, (column, row) => data[row * width + column]);
}

function recordsOfColumnTensors(
  given: readonly unknown[],
  columns: readonly SchemaColumn[],
  mostRows: number,
): PlainRecords {
  if (given.length > columns.length) {
    throw bodyFault('too_long', `There are ${given.length} inputs, and ${columns.length} columns.`);
  }
  const faults: FaultDetail[] = [];
  const found = new Map<SchemaColumn, readonly unknown[]>();
  given.forEach((tensor, i) => {
    const loc = ['body', 'inputs', i];
    try {
      const column = columnOf(tensor, columns, loc);
      const datatypes = DATATYPES[column.kind];
      const { data } = readTensor(tensor, { datatypes, width: 1, mostRows, loc });
      if (found.has(column)) {
        throw fault(loc, `The input ${JSON.stringify(column.name)} comes twice.`);
      }
      found.set(column, data);
    } catch (cause) {
      // Too many rows have a status of their own, and nobody looks at the rest of such a request.
      if (!(cause instanceof RequestFault) || cause.statusCode !== 422) throw cause;
      faults.push(...cause.details);
    }
  });
  if (faults.length > 0) throw new RequestFault(422, faults);
  const values = [...found.values()];
  const lengths = new Set(values.map((data) => data.length));
  if (lengths.size > 1) {
    throw fault(['body', 'inputs'], `The inputs differ in rows: ${[...lengths].join(', ')}.`);
  }
  const [rows = 0] = lengths;
  assertRowCount(rows, mostRows, ['body', 'inputs']);
  return recordsOf(rows, [...found.keys()], (column, row) => values[column]![row]);
}

function columnOf(
  tensor: unknown,
  columns: readonly SchemaColumn[],
  loc: readonly (string | number)[],
): SchemaColumn {
  const { name } = tensorObject(tensor, loc);
  const column = columns.find((one) => one.name === name);
  if (column !== undefined) return column;
  const known = columns.map((one) => one.name).join(', ');
  const shown = JSON.stringify(String(name).slice(0, 80));
  throw fault([...loc, 'name'], `There is no input ${shown}; known are ${known}.`);
}

function recordsOf(
  rows: number,
  columns: readonly SchemaColumn[],
  at: (column: number, row: number) => unknown,
): PlainRecords {
  return Array.from({ length: rows }, (_, row) =>
    // From pairs, so that a column called __proto__ stays a value like any other.
    Object.fromEntries(columns.map(({ name }, column) => [name, at(column, row)])),
  );
}

function fault(loc: readonly (string | number)[], msg: string): RequestFault {
  return bodyFault('value_error', msg, { loc });
}
