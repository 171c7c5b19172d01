import { assertColumns, Matrix, MlError, Table } from '../core/index.js';
import { type MatchedValues, matchTable } from './match.js';
import { type LabelSlot, type Labels, NONE, type NumberSlot, type Slot } from './programBuilder.js';
import type { Features, InputColumn } from './transformer.js';

/** A slot with room for one record's value; a table's own arrays take its place. */
export function inputSlot({ name, kind }: InputColumn): Slot {
  if (kind !== 'number')
    return { name, kind, labels: { values: [null], coded: null, offset: 0 }, fill: null };
  const region = { width: 1, values: new Float64Array(1), offset: 0, stride: 1, zeroed: false };
  return { name, kind, region, column: 0 };
}

/** Calls `run` for one block of rows after the other, with the slots bound to these rows of X. */
export function eachBlock(
  where: string,
  X: Features,
  columns: readonly InputColumn[],
  slots: readonly Slot[],
  blockRows: number,
  run: (count: number, start: number) => void,
): void {
  const rows = X instanceof Matrix ? X.rows : X.rowCount;
  const sources = X instanceof Matrix ? undefined : matchTable(where, columns, X);
  try {
    for (let start = 0; start < rows; start += blockRows) {
      slots.forEach((slot, j) => {
        if (sources !== undefined) bindColumn(slot, sources[j]!, start);
        else bindMatrix(slot as NumberSlot, X as Matrix, start, j);
      });
      run(Math.min(blockRows, rows - start), start);
    }
  } finally {
    for (const slot of slots) release(slot);
  }
}

function bindNumbers(slot: NumberSlot, values: Float64Array, offset: number, stride: number): void {
  slot.region.values = values;
  slot.region.offset = offset;
  slot.region.stride = stride;
}

function bindMatrix(slot: NumberSlot, { data, columns }: Matrix, start: number, j: number): void {
  bindNumbers(slot, data, start * columns + j, columns);
}

function bindColumn(slot: Slot, values: MatchedValues, start: number): void {
  if (slot.kind === 'number') bindNumbers(slot, values as Float64Array, start, 1);
  else if ('codes' in values) bindLabels(slot, [], values, start);
  else bindLabels(slot, values as Labels['values'], null, start);
}

function bindLabels(
  { labels }: LabelSlot,
  values: Labels['values'],
  coded: Labels['coded'],
  offset: number,
): void {
  labels.values = values;
  labels.coded = coded;
  labels.offset = offset;
}

/** Lets go of the caller's data. */
function release(slot: Slot): void {
  if (slot.kind === 'number') bindNumbers(slot, NONE, 0, 1);
  else bindLabels(slot, [], null, 0);
}

/** The rows of X, after a check that a matrix can be what is needed. */
export function rowsFor(where: string, X: Features, inputs: readonly InputColumn[]): number {
  if (X instanceof Table) return X.rowCount;
  if (!(X instanceof Matrix)) {
    throw new MlError('WRONG_KIND', `${where}: X must be a Table or a Matrix, and is ${typeof X}.`);
  }
  const labelled = inputs.find(({ kind }) => kind !== 'number');
  if (labelled !== undefined) {
    throw new MlError(
      'WRONG_KIND',
      `${where}: X is a Matrix, and column ${JSON.stringify(labelled.name)} is of kind ${labelled.kind}. ` +
        'Give a Table, as in fit.',
    );
  }
  assertColumns(where, X, inputs.length);
  return X.rows;
}
