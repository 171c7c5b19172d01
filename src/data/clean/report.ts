import type { Table } from '../../core/index.js';
import type { PlainValue } from '../schema/plainValue.js';

/** One value before and after. */
export interface ValueChange {
  readonly from: PlainValue;
  readonly to: PlainValue;
}

/** One thing that a step did to a table. */
export interface CleaningChange {
  /** The column; `''` where whole rows are concerned. */
  readonly column: string;
  /** What was done, in words: "filled with the median 4050". */
  readonly what: string;
  /** How many cells, or rows, it was done to. */
  readonly count: number;
  /** The first 20 of them, as row numbers of the table that came in, from 0. */
  readonly rows: readonly number[];
  /** Up to five different changes of a value, as they came first. */
  readonly values: readonly ValueChange[];
}

/** What a cleaning step did: plain data, so that it can be stored beside the table. */
export interface CleaningReport {
  /** The step: its function's name, or the name that `clean` was given. */
  readonly step: string;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** What changed; empty when the table was clean already. */
  readonly changes: readonly CleaningChange[];
  /** What a reader should know beside the changes, each a sentence. */
  readonly notes: readonly string[];
}

/** The cleaned table, and what was done to it. */
export interface Cleaned {
  readonly table: Table;
  readonly report: CleaningReport;
}

/** The result of a step. */
export function cleaned(
  step: string,
  before: Table,
  table: Table,
  changes: readonly CleaningChange[],
  notes: readonly string[] = [],
): Cleaned {
  const report = { step, rowsBefore: before.rowCount, rowsAfter: table.rowCount, changes, notes };
  return { table, report };
}
