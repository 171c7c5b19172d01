import {
  assertKnownOptions,
  type Cell,
  type Column,
  type ColumnInput,
  MlError,
  type Table,
} from '../../core/index.js';
import { plainValue, showPlain } from '../schema/plainValue.js';
import { ChangeTally } from './changeTally.js';
import { assertStatistic, type ImputationStatistic, statisticOf } from './columnStatistic.js';
import { type Filled, fillByGroup, isGap, wordsOf } from './fillByGroup.js';
import { nameTaken } from './nameTaken.js';
import { replaceColumns } from './replaceColumns.js';
import { type Cleaned, type CleaningChange, cleaned } from './report.js';

/** What fills the gaps of one column. */
export type Imputation =
  | ImputationStatistic
  /** One value, of the column's kind. */
  | { readonly constant: number | string | boolean | Date }
  /** The statistic of the rows that have the same value in column `by`. */
  | { readonly by: string; readonly use: ImputationStatistic };

/** What `imputeMissing` may add. */
export interface ImputeOptions {
  /**
   * Whether a column of truth values, `<name>_missing`, says where a value was missing: that it
   * was is often the best thing known. Default false.
   */
  readonly indicator?: boolean;
}

/**
 * Missing values filled: by mean, median, most frequent value, a constant, or by group.
 *
 * Everything is computed from the table as it came in, so the order of the columns does not
 * matter. Where a group has no value of its own, or a row no group, the statistic of all rows
 * fills the gap, and the report says so. Of values equally frequent the smallest is taken.
 *
 * It learns from every row that it is given. For a model call it after the split, on the training
 * rows alone, or use the `SimpleImputer` of a pipeline, which remembers what it learned.
 *
 * @param fills what to do by column name: `{ mass: 'median', sex: { constant: 'unknown' } }`.
 * @returns the table, and a report with what was filled in where.
 * @throws MlError EMPTY when a column without any value needs a statistic; WRONG_KIND for the mean
 *   of texts or a constant of another kind; NOT_FINITE for a mean over infinities;
 *   DUPLICATE_NAME when an indicator's name is taken; UNKNOWN_COLUMN; INVALID_ARGUMENT.
 *
 * Cost: O(n log n) for medians, else O(n) per column. The input stays.
 * Agrees with: sklearn.impute.SimpleImputer (test/golden/cleanStatistics.json).
 *
 * @example imputeMissing(Table.from({ x: [1, NaN, 5] }), { x: 'mean' }).table.number('x'); // Float64Array(3) [ 1, 3, 5 ]
 */
export function imputeMissing(
  table: Table,
  fills: Readonly<Record<string, Imputation>>,
  options: ImputeOptions = {},
): Cleaned {
  const where = 'imputeMissing';
  assertKnownOptions(where, options, ['indicator']);
  const columns = new Map<string, ColumnInput>();
  const indicators = new Map<string, ColumnInput>();
  const changes: CleaningChange[] = [];
  for (const [name, imputation] of Object.entries(fills)) {
    const column = table.column(name);
    const gaps = missingRows(column);
    const filled = fillColumn(table, column, gaps, imputation);
    changes.push(...filled.changes);
    if (gaps.length > 0) columns.set(name, { kind: column.kind, values: filled.values });
    if (options.indicator !== true) continue;
    const indicator = `${name}_missing`;
    if (table.has(indicator)) throw nameTaken(where, indicator);
    const flags = new Array<boolean>(table.rowCount).fill(false);
    for (const row of gaps) flags[row] = true;
    indicators.set(indicator, { kind: 'boolean', values: flags });
  }
  // Indicators last, in the order of their columns.
  for (const [name, column] of indicators) columns.set(name, column);
  const notes = indicators.size === 0 ? [] : [`added: ${[...indicators.keys()].join(', ')}`];
  return cleaned(where, table, replaceColumns(table, columns), changes, notes);
}

function fillColumn(
  table: Table,
  column: Column,
  gaps: readonly number[],
  imputation: Imputation,
): Filled {
  const { name, kind } = column;
  if (typeof imputation === 'object' && imputation !== null && 'by' in imputation) {
    assertStatistic(column, imputation.use);
    return fillByGroup(column, table.column(imputation.by), gaps, imputation.use);
  }
  let value: number | string | boolean;
  let words: string;
  if (typeof imputation === 'object' && imputation !== null && 'constant' in imputation) {
    value = constantOf(column, imputation.constant);
    words = 'the constant';
  } else {
    assertStatistic(column, imputation);
    if (gaps.length === 0) return { values: [], changes: [] };
    value = statisticOf(column, imputation);
    words = wordsOf(imputation);
  }
  const values = [...column.values] as Filled['values'];
  const tally = new ChangeTally();
  for (const row of gaps) {
    values[row] = value;
    tally.add(row, null, value, kind, kind);
  }
  return { values, changes: tally.toChanges(name, `filled with ${words}`) };
}

function constantOf(column: Column, constant: Cell): number | string | boolean {
  const value = constant instanceof Date ? constant.getTime() : constant;
  const kind = constant instanceof Date ? 'date' : typeof constant;
  if (kind === column.kind && value !== null && !Number.isNaN(value)) return value;
  throw new MlError(
    'WRONG_KIND',
    `imputeMissing: column ${JSON.stringify(column.name)} is of kind ${column.kind}, and the ` +
      `constant ${showPlain(plainValue(constant))} is not a value of that kind.`,
  );
}

function missingRows({ values }: Column): number[] {
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (isGap(values[row])) rows.push(row);
  return rows;
}
