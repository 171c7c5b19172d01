import { codesOf, sliceOfCodes } from './codedColumn.js';
import type { Column } from './column.js';

/** The same column with the rows from `start` up to but without `end`; texts that nobody has read stay numbers. */
export function sliceColumn(column: Column, start: number, end: number): Column {
  const codes = codesOf(column);
  if (codes !== undefined) return sliceOfCodes(column.name, codes, start, end);
  if (column.kind === 'number' || column.kind === 'date') {
    return { ...column, values: (column.values as Float64Array).slice(start, end) };
  }
  return { ...column, values: Object.freeze(column.values.slice(start, end)) } as Column;
}
