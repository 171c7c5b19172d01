import type { Cell, ColumnKind } from '../../core/index.js';
import { plainValue } from '../schema/plainValue.js';
import type { CleaningChange, ValueChange } from './report.js';

const MOST_ROWS = 20;
const MOST_VALUES = 5;

/** Counts the cells that a step changes, and keeps the first of them. */
export class ChangeTally {
  readonly #rows: number[] = [];
  readonly #values = new Map<unknown, ValueChange>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** One cell more; the kinds tell how milliseconds are to be read. */
  add(row: number, from: Cell, to: Cell, fromKind?: ColumnKind, toKind?: ColumnKind): void {
    this.addRow(row);
    if (this.#values.size >= MOST_VALUES || this.#values.has(from)) return;
    this.#values.set(from, { from: plainValue(from, fromKind), to: plainValue(to, toKind) });
  }

  /** One row more of which no value is told. */
  addRow(row: number): void {
    this.#count++;
    if (this.#rows.length < MOST_ROWS) this.#rows.push(row);
  }

  /** The change, as a list of one; of none when there was nothing to change. */
  toChanges(column: string, what: string): CleaningChange[] {
    if (this.#count === 0) return [];
    return [
      { column, what, count: this.#count, rows: this.#rows, values: [...this.#values.values()] },
    ];
  }
}
