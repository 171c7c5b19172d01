import { type Cell, type ColumnKind, MlError } from '../../core/index.js';
import { showPlain } from '../schema/plainValue.js';
import { ChangeTally } from './changeTally.js';
import type { CleaningChange } from './report.js';

/** What becomes of values that cannot be read: an error that lists them, or missing, as reported. */
export type OnInvalid = 'throw' | 'missing';

/** Gathers the values that could not be read, over all columns of a step. */
export class InvalidValues {
  readonly #changes: CleaningChange[] = [];
  readonly #step: string;
  readonly #onInvalid: OnInvalid;

  constructor(step: string, onInvalid: OnInvalid) {
    this.#step = step;
    this.#onInvalid = onInvalid;
  }

  /** Reads a column: `read` answers undefined for what it cannot read; missing stays missing. */
  readColumn<T>(
    column: { readonly name: string; readonly kind: ColumnKind; readonly values: ArrayLike<Cell> },
    kind: ColumnKind,
    wanted: string,
    read: (value: never) => T | undefined,
  ): { values: (T | null)[]; changes: CleaningChange[] } {
    const { name, values: given } = column;
    const values = new Array<T | null>(given.length).fill(null);
    const changed = new ChangeTally();
    const invalid = new ChangeTally();
    for (let row = 0; row < given.length; row++) {
      const value = given[row]!;
      if (value === null || Number.isNaN(value)) continue;
      const result = read(value as never);
      if (result === undefined) invalid.add(row, value, null, column.kind);
      else {
        values[row] = result;
        changed.add(row, value, result as Cell, column.kind, kind);
      }
    }
    const failures = invalid.toChanges(name, `not readable as ${wanted}, made missing`);
    this.#changes.push(...failures);
    return { values, changes: [...changed.toChanges(name, `read as ${wanted}`), ...failures] };
  }

  /** Throws PARSE_ERROR, with every column's values and rows, unless they may become missing. */
  finish(): void {
    if (this.#onInvalid === 'missing' || this.#changes.length === 0) return;
    const columns = this.#changes.map(({ column, what, count, rows, values }) => {
      const shown = values.map(({ from }) => showPlain(from)).join(', ');
      const more = count > rows.length ? ` and ${count - rows.length} more` : '';
      const wanted = what.replace(', made missing', '');
      return `column ${JSON.stringify(column)}: ${count} ${wanted}, such as ${shown} (rows ${rows.join(', ')}${more})`;
    });
    throw new MlError(
      'PARSE_ERROR',
      `${this.#step}: ${columns.join('; ')}. Mend these values first, or say invalid: 'missing'.`,
    );
  }
}
